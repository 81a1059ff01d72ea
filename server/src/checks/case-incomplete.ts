/**
 * case-incomplete: a case leaves a size, a const or an element type of its kernel without a value, so nothing can be
 * computed at it.
 *
 *     case matmul_simple { M = 4096, K = 4096, T = f16 }
 *          ^ This case gives no value for `N`, so `matmul_simple` has no numbers at it. Add `N = …`.
 */
import type { Problem } from '../model/problem.ts';
import type { Environment } from '../polyhedral/environment.ts';
import type { NodeReference } from '../syntax/locate.ts';

/** @returns a problem if a value is missing. */
export function caseIncomplete(environment: Environment, subject: string, at: NodeReference): Problem[] {
  const { missing } = environment;
  if (missing.length === 0) return [];
  const list = missing.map((name) => `\`${name}\``).join(', ');
  const example = missing.map((name) => `${name} = …`).join(', ');
  const message = `This case gives no value for ${list}, so \`${subject}\` has no numbers at it. Add \`${example}\`.`;
  return [{ code: 'case-incomplete', severity: 'warning', message, at }];
}
