/**
 * unbounded-index: nothing says how far an index runs.
 *
 *     E[i, j] = X[i, 2 * j] * 2
 *       ^ Nothing bounds `j`: …
 *
 * A left-side index is bounded by the dimension of a declared tensor, or by a read without `or` that it addresses bare; a
 * reduction index by its `in a..b` or by such a read.
 */
import { type Equation, readsOf, reductionsOf } from '../../model/equation.ts';
import { namesOfIndex } from '../../model/index-expression.ts';
import type { Op } from '../../model/op.ts';
import type { Read } from '../../model/value.ts';
import type * as ast from '../../syntax/ast.ts';
import { isExpression, reductionNodes, visitExpressions } from '../../syntax/walk.ts';
import type { OpCheck } from './op-check.ts';

export const unboundedIndex: OpCheck = {
  code: 'unbounded-index',
  run({ tree, op, report }) {
    const named = tree.equations.filter((equation) => equation.tensor.name !== '');
    for (const [i, equation] of op.equations.entries()) {
      const node = named[i] as ast.Equation;
      const reads = readsOf(equation).filter((read) => read.tensor !== equation.tensor);
      const alone = 'it stands alone in no index list of a read without `or`';
      for (const index of unboundedLeft(op, equation, reads)) {
        const message = `Nothing bounds \`${index}\`: ${alone}, and the tensor on the left is not declared.`;
        report.error('unbounded-index', leftNode(node, index), message);
      }
      for (const binder of unboundedBinders(equation, node, reads)) {
        const { name, id } = binder.index;
        report.error(
          'unbounded-index',
          id,
          `Nothing bounds \`${name}\`: ${alone}. Write its range: \`${name} in 0..N\`.`,
        );
      }
    }
  },
};

function unboundedLeft(op: Op, equation: Equation, reads: readonly Read[]): readonly string[] {
  if (op.signature.tensors.some((tensor) => tensor.name === equation.tensor)) return [];
  return equation.indices.filter((index) => !isBounded(index, reads, false));
}

function unboundedBinders(equation: Equation, node: ast.Equation, reads: readonly Read[]): readonly ast.Binder[] {
  const nodes = reductionNodes(node);
  return reductionsOf(equation).flatMap(({ indices }, r) =>
    indices.flatMap(({ index, range }, b) => {
      const binder = nodes[r]?.binders[b];
      return binder && index !== '' && !range && !isBounded(index, reads, true) ? [binder] : [];
    }),
  );
}

/** A read with `or` bounds a reduction index (it has to run over something), and no left-side index. */
function isBounded(index: string, reads: readonly Read[], padded: boolean): boolean {
  return reads.some(
    (read) =>
      (padded || !read.fallback) &&
      read.index.some((item) =>
        item.kind === 'factored'
          ? namesOfIndex(item).includes(index)
          : item.kind === 'size' && item.size.kind === 'name' && item.size.name === index,
      ),
  );
}

/** Where an index stands first on the left side. */
function leftNode(equation: ast.Equation, index: string): number {
  let node = equation.tensor.id;
  const found = (name: string, id: number) => {
    if (name === index && node === equation.tensor.id) node = id;
  };
  for (const item of equation.index.filter(isExpression)) {
    visitExpressions(item, (e) => {
      if (e.kind === 'name') found(e.name, e.id);
      if (e.kind === 'factored') for (const name of e.names) found(name.name, name.id);
    });
  }
  return node;
}
