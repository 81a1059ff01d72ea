/**
 * misplaced-reads, misplaced-star: `reads` and `*` state what an extern op may read; elsewhere an equation says it.
 *
 *     op f(A: T[N]) -> (B: T[N]) { B[n] reads A[*] }
 *                                       ^ Only an `extern op` has `reads`. …
 */
import type * as ast from '../../syntax/ast.ts';
import { accessesOf } from '../../syntax/walk.ts';
import type { OpCheck } from './op-check.ts';

export const misplacedReads: OpCheck = {
  code: 'misplaced-reads',
  run({ tree, report }) {
    for (const { right, tensor } of tree.equations) {
      if (right.kind === 'reads' && !tree.extern) {
        report.error(
          'misplaced-reads',
          tensor.id,
          'Only an `extern op` has `reads`. Write `extern op`, or an equation with `=`.',
        );
      }
      if (right.kind === 'value' && tree.extern) {
        report.error(
          'misplaced-reads',
          tensor.id,
          'An `extern op` states what is read, with `reads`. Write `reads …`, or leave `extern` out.',
        );
      }
    }
  },
};

export const misplacedStar: OpCheck = {
  code: 'misplaced-star',
  run({ tree, report }) {
    const refuse = (star: ast.StarItem) =>
      report.error(
        'misplaced-star',
        star.id,
        '`*` stands for a whole dimension in `reads` of an `extern op` only. Write an index.',
      );
    for (const equation of tree.equations) {
      for (const { index, write } of accessesOf(equation)) {
        if (equation.right.kind === 'reads' && !write) continue;
        for (const item of index) if (item.kind === 'star') refuse(item);
      }
    }
  },
};
