import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEmpty, sample } from '../../server/src/sets/emptiness.ts';
import { withoutFastPaths } from '../../server/src/sets/fast-paths.ts';
import { coalesce } from '../../server/src/sets/operations/coalesce.ts';
import { isEqual, isSubset, subtract } from '../../server/src/sets/operations/difference.ts';
import { gist } from '../../server/src/sets/operations/gist.ts';
import { intersect } from '../../server/src/sets/operations/relations.ts';
import { runs } from '../support/runs.ts';
import { twoSets } from './support/random.ts';

describe('fast paths', () => {
  it('give the same answers as the long way', () => {
    fc.assert(
      fc.property(twoSets, ([a, b]) => {
        expect(withoutFastPaths(() => isEmpty(a))).toBe(isEmpty(a));
        expect(withoutFastPaths(() => sample(a)) === undefined).toBe(isEmpty(a));
        expect(withoutFastPaths(() => isSubset(a, b))).toBe(isSubset(a, b));
        for (const operation of [intersect, subtract]) {
          expect(
            isEqual(
              withoutFastPaths(() => operation(a, b)),
              operation(a, b),
            ),
          ).toBe(true);
        }
        expect(
          isEqual(
            withoutFastPaths(() => coalesce(a)),
            coalesce(a),
          ),
        ).toBe(true);
        const [slow, fast] = [withoutFastPaths(() => gist(a, b)), gist(a, b)];
        expect(isEqual(intersect(slow, b), intersect(fast, b))).toBe(true);
      }),
      { numRuns: runs(60) },
    );
  });
});
