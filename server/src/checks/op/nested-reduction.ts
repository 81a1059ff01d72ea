/**
 * nested-reduction: a reduction stands inside the product of another one.
 *
 *     C[m] = sum[k] A[m, k] * max[n] B[k, n]
 *                             ^^^ …
 *
 * The inner one would be computed again for each point of the outer one, and neither could be split into parts. Give it a
 * tensor of its own.
 */
import { visitExpressions } from '../../syntax/walk.ts';
import type { OpCheck } from './op-check.ts';

export const nestedReduction: OpCheck = {
  code: 'nested-reduction',
  run({ tree, report }) {
    for (const { right } of tree.equations) {
      if (right.kind !== 'value') continue;
      visitExpressions(right.value, (expression, around) => {
        const outer = around.at(-1);
        if (expression.kind !== 'reduce' || !outer) return;
        const message = `\`${expression.operator}\` stands inside \`${outer.operator}\`. Give the inner reduction a tensor of its own, and read that here.`;
        report.error('nested-reduction', expression.id, message);
      });
    }
  },
};
