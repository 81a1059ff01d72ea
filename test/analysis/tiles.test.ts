import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tileClasses, tileCount, tilesOf } from '../../server/src/analysis/tiles.ts';
import type { Interval } from '../../server/src/polyhedral/program.ts';
import { runs } from '../support/runs.ts';

/** The innermost tiles, one loop after the other. */
function enumerated(lower: number, upper: number, [size, ...inner]: readonly number[]): [number, number][] {
  if (upper <= lower) return [];
  if (size === undefined) return [[lower, upper]];
  const tiles: [number, number][] = [];
  for (let start = lower; start < upper; start += size) {
    tiles.push(...enumerated(start, Math.min(start + size, upper), inner));
  }
  return tiles;
}

const nests = fc.record({
  lower: fc.integer({ min: -5, max: 5 }),
  extent: fc.integer({ min: 0, max: 60 }),
  sizes: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 3 }),
});

const interval = (lower: number, upper: number): Interval => ({ lower: BigInt(lower), upper: BigInt(upper) });

describe('tiles of nested loops', () => {
  it('are those of the loops, executed', () => {
    fc.assert(
      fc.property(nests, ({ lower, extent, sizes }) => {
        const expected = enumerated(lower, lower + extent, sizes);
        const found = tilesOf(interval(lower, lower + extent), sizes.map(BigInt), 1000n);
        expect(found).toEqual(expected.map(([from, to]) => interval(from, to)));
      }),
      { numRuns: runs(300) },
    );
  });

  it('have the extents that occur, each with its count, largest first', () => {
    fc.assert(
      fc.property(nests, ({ lower, extent, sizes }) => {
        const counts = new Map<number, number>();
        for (const [from, to] of enumerated(lower, lower + extent, sizes)) {
          counts.set(to - from, (counts.get(to - from) ?? 0) + 1);
        }
        const expected = [...counts]
          .sort(([a], [b]) => b - a)
          .map(([e, n]) => ({ extent: BigInt(e), count: BigInt(n) }));
        expect(tileClasses(BigInt(extent), sizes.map(BigInt))).toEqual(expected);
        expect(tileCount(BigInt(extent), sizes.map(BigInt))).toBe(BigInt(enumerated(0, extent, sizes).length));
      }),
      { numRuns: runs(300) },
    );
  });

  it('are counted without being listed, and not listed over the budget', () => {
    const huge = 10n ** 15n;
    expect(tileCount(huge, [1n])).toBe(huge);
    expect(tileCount(huge, [1000n, 7n])).toBe(10n ** 12n * 143n);
    expect(tilesOf({ lower: 0n, upper: huge }, [1n], 4096n)).toBeUndefined();
    expect(tilesOf({ lower: 0n, upper: 9n }, [1n], 8n)).toBeUndefined();
    expect(tilesOf({ lower: 0n, upper: 8n }, [1n], 8n)).toHaveLength(8);
  });
});
