import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenEdits } from '../../server/src/lsp/token-encoding.ts';
import { runs } from '../support/runs.ts';

describe('the edits between two lists of tokens', () => {
  it('make the new list of the old, also where a list repeats itself', () => {
    const list = fc.array(fc.nat(1), { maxLength: 12 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const result = [...before];
        const edits = tokenEdits(before, after);
        for (const { start, deleteCount, data = [] } of edits) result.splice(start, deleteCount, ...data);
        expect(edits.every(({ deleteCount }) => deleteCount >= 0)).toBe(true);
        expect(result).toEqual(after);
      }),
      { numRuns: runs(300) },
    );
  });

  it('are none between equal lists', () => expect(tokenEdits([1, 2], [1, 2])).toEqual([]));
});
