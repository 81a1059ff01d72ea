import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editBetween, shiftOffset } from '../../server/src/features/shift.ts';
import { runs } from '../support/runs.ts';

it('finds an edit that makes the new text of the old one', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { start, oldEnd, newEnd, inserted } = editBetween(before, after);
      expect(before.slice(0, start) + inserted + before.slice(oldEnd)).toBe(after);
      expect(inserted).toBe(after.slice(start, newEnd));
    }),
    { numRuns: runs(500) },
  );
});

it('keeps the character at an offset that the edit does not touch', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 });
  fc.assert(
    fc.property(text, text, fc.nat(12), (before, after, offset) => {
      const edit = editBetween(before, after);
      const moved = shiftOffset(offset, edit);
      if (offset < edit.start || (offset >= edit.oldEnd && offset < before.length && offset > edit.start)) {
        expect(after[moved]).toBe(before[offset]);
      }
      if (offset <= before.length) expect(moved).toBeLessThanOrEqual(after.length);
    }),
    { numRuns: runs(500) },
  );
});

it('goes behind text typed at it, unless that is a new line', () => {
  expect(shiftOffset(6, editBetween('load A', 'load AB'))).toBe(7);
  expect(shiftOffset(6, editBetween('load A', 'load A\n  '))).toBe(6);
});
