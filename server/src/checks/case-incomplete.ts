/**
 * case-incomplete: a case leaves a size, a const or an element type of its kernel without a value, so nothing can be
 * computed at it.
 *
 *     case matmul_simple { M = 4096, K = 4096, T = f16 }
 *          ^ This case gives no value for `N`, so `matmul_simple` has no numbers at it. Add `N = …`.
 */
import type { Problem } from '../model/problem.ts';
import type * as ast from '../syntax/ast.ts';
import type { NodeReference } from '../syntax/locate.ts';

/** @returns a problem if a value is missing; not for names whose entry is wrong: that is said at the entry. */
export function caseIncomplete(
  missing: readonly string[],
  subject: string,
  { entries }: ast.CaseDeclaration,
  at: NodeReference,
): Problem[] {
  const absent = missing.filter((name) => !entries.some((entry) => entry.name.name === name));
  if (absent.length === 0) return [];
  const list = absent.map((name) => `\`${name}\``).join(', ');
  const example = absent.map((name) => `${name} = …`).join(', ');
  const message = `This case gives no value for ${list}, so \`${subject}\` has no numbers at it. Add \`${example}\`.`;
  return [{ code: 'case-incomplete', severity: 'warning', message, at }];
}
