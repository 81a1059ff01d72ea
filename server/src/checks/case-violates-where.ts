/**
 * case-violates-where: the sizes of a case break a constraint that the op or the kernel states.
 *
 *     kernel k for matmul on trn1 where M % 2048 = 0 { … }
 *     case k { M = 1000, … }
 *          ^ `k` asks for M % 2048 = 0, but M = 1000 in this case. The nearest M that fits is 2048.
 *
 * The analysis of such a kernel would describe a program that never runs, so it gives no numbers.
 */
import type { Problem } from '../model/problem.ts';
import { evaluateSize, namesOf, printConstraint, printSize, type SizeConstraint } from '../model/size.ts';
import type { Environment, Violation } from '../polyhedral/environment.ts';
import type { NodeReference } from '../syntax/locate.ts';

export interface ViolationSite {
  /** The name of the case. */
  readonly at: NodeReference;
  /** Where the constraint of a violation stands. */
  readonly constraintAt: (violation: Violation) => NodeReference | undefined;
  /** Name of the op and of the kernel. */
  readonly names: Record<Violation['by'], string>;
}

/** @returns a problem for each constraint that does not hold. */
export function caseViolatesWhere(environment: Environment, site: ViolationSite): Problem[] {
  return environment.violations.map((violation) => {
    const { constraint, by } = violation;
    const message = `\`${site.names[by]}\` asks for ${printConstraint(constraint)}, but ${values(constraint, environment)}.`;
    const constraintAt = site.constraintAt(violation);
    return {
      code: 'case-violates-where',
      severity: 'error',
      message: message + nearest(constraint, environment),
      at: site.at,
      ...(constraintAt ? { related: [{ at: constraintAt, message: 'the constraint' }] } : {}),
    };
  });
}

/** `M = 1000`, for each name of the constraint; for one without names, the value of its left side. */
function values({ left, right }: SizeConstraint, { sizes }: Environment): string {
  const names = [...namesOf(right, namesOf(left))];
  if (names.length === 0) return `${printSize(left)} = ${evaluateSize(left, sizes)}`;
  return `${names.map((name) => `${name} = ${sizes.get(name)}`).join(', ')} in this case`;
}

/** For `N % c = 0`: the multiples of c around N. */
function nearest({ left, relation, right }: SizeConstraint, { sizes }: Environment): string {
  if (relation !== '=' || left.kind !== 'operation' || left.operator !== '%' || left.left.kind !== 'name') return '';
  const divisor = evaluateSize(left.right, sizes);
  const size = sizes.get(left.left.name);
  if (evaluateSize(right, sizes) !== 0n || divisor === undefined || divisor < 1n || size === undefined) return '';
  const below = size - (((size % divisor) + divisor) % divisor);
  const around = [below, below + divisor].filter((multiple) => multiple > 0n);
  if (around.length === 0) around.push(divisor);
  return ` The nearest ${left.left.name} that fit${around.length > 1 ? '' : 's'}: ${around.join(' and ')}.`;
}
