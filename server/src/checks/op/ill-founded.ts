/**
 * ill-founded: an element needs itself.
 *
 *     Y[t] = Y[t] + X[t]
 *            ^^^^ `Y[t]` is defined by itself. …
 *
 * Recurrences that reach themselves in several steps are found by the dependence analysis.
 */
import type * as ast from '../../syntax/ast.ts';
import { accessesOf } from '../../syntax/walk.ts';
import type { OpCheck } from './op-check.ts';

export const illFounded: OpCheck = {
  code: 'ill-founded',
  run({ tree, report }) {
    for (const equation of tree.equations) {
      const [write, ...reads] = accessesOf(equation);
      for (const read of reads) {
        if (!write || read.tensor.name !== write.tensor.name || shape(read.index) !== shape(write.index)) continue;
        const message = `An element of \`${read.tensor.name}\` is defined by itself here. A recurrence reads an earlier element, as \`${read.tensor.name}[t - 1]\`.`;
        report.error('ill-founded', read.node, message);
      }
    }
  },
};

/** The index list as text without node numbers. */
function shape(items: readonly ast.IndexItem[]): string {
  return JSON.stringify(items, (key, value: unknown) => (key === 'id' ? undefined : value));
}
