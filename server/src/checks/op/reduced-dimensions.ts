/**
 * shape-mismatch: a reduction index addresses dimensions that are not known to be equal.
 *
 *     op f(A: T[M, K], B: T[J, N]) -> (C: T[M, N]) { C[m, n] = sum[k] A[m, k] * B[k, n] }
 *                                                              ^ `k` runs over K of `A` and over J of `B` …
 */
import { type Equation, readsOf, reductionsOf } from '../../model/equation.ts';
import type { Op } from '../../model/op.ts';
import { sameSize } from '../../model/polynomial.ts';
import { printSize, type Size, type SizeConstraint } from '../../model/size.ts';
import type * as ast from '../../syntax/ast.ts';
import { reductionNodes } from '../../syntax/walk.ts';
import type { OpCheck, OpContext } from './op-check.ts';

export const reducedDimensions: OpCheck = {
  code: 'shape-mismatch',
  run(context) {
    const named = context.tree.equations.filter((equation) => equation.tensor.name !== '');
    for (const [i, equation] of context.op.equations.entries()) {
      const nodes = reductionNodes(named[i] as ast.Equation);
      for (const [r, { indices }] of reductionsOf(equation).entries()) {
        for (const [b, { index, range }] of indices.entries()) {
          const binder = nodes[r]?.binders[b];
          if (!range && index !== '' && binder) check(context, equation, binder);
        }
      }
    }
  },
};

function check({ op, report }: OpContext, equation: Equation, { index }: ast.Binder): void {
  const [first, ...others] = dimensionsOf(op, equation, index.name);
  const other = others.find(({ size }) => first && !equal(size, first.size, op.signature.where));
  if (!first || !other) return;
  const [a, b] = [printSize(first.size), printSize(other.size)];
  const message =
    `\`${index.name}\` runs over ${a} of \`${first.tensor}\` and over ${b} of \`${other.tensor}\`, which are not known ` +
    `to be equal. Use one name for both, or state \`where ${a} = ${b}\`.`;
  report.error('shape-mismatch', index.id, message);
}

/** The declared dimensions that an index addresses bare in reads without `or`. */
function dimensionsOf(op: Op, equation: Equation, index: string): { readonly tensor: string; readonly size: Size }[] {
  return readsOf(equation).flatMap((read) => {
    const dimensions = op.signature.tensors.find((tensor) => tensor.name === read.tensor)?.dimensions ?? [];
    if (read.fallback || dimensions.length !== read.index.length) return [];
    return read.index.flatMap((item, d) => {
      const dimension = dimensions[d];
      const bare = item.kind === 'size' && item.size.kind === 'name' && item.size.name === index;
      return bare && dimension?.kind === 'size' ? [{ tensor: read.tensor, size: dimension.size }] : [];
    });
  });
}

function equal(a: Size, b: Size, where: readonly SizeConstraint[]): boolean {
  if (sameSize(a, b)) return true;
  return where.some(
    ({ left, relation, right }) =>
      relation === '=' && ((sameSize(left, a) && sameSize(right, b)) || (sameSize(left, b) && sameSize(right, a))),
  );
}
