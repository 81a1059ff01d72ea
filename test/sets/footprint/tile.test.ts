import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  dataOfTile,
  elementsOfTile,
  fastFootprints,
  reuseWithNext,
  runsOfTile,
  tiledAccess,
  tileToData,
} from '../../../server/src/sets/footprint/tile.ts';
import type { PMap } from '../../../server/src/sets/map.ts';
import { readUnion } from '../../../server/src/sets/notation/read.ts';
import { isEqual } from '../../../server/src/sets/operations/difference.ts';
import { runs } from '../../support/runs.ts';

function map(text: string): PMap {
  const read = readUnion(text);
  if (!read.ok || !read.value.maps[0]) throw new Error(`${text}: ${JSON.stringify(read)}`);
  return read.value.maps[0];
}

interface Case {
  readonly extents: readonly [number, number][];
  /** For each data dimension its constant and a factor for each index. */
  readonly data: readonly { readonly constant: number; readonly factors: readonly number[] }[];
  readonly sizes: readonly number[];
  readonly tile: readonly number[];
}

const INDICES = 3;

/** Mostly separable: each index in one data dimension at most; `mixed` lets it be in all. */
const someCase: fc.Arbitrary<Case> = fc.boolean().chain((mixed) => {
  const extent = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 1, max: 7 }));
  const triple = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: INDICES, maxLength: INDICES });
  const factor = fc.integer({ min: -3, max: 3 });
  return fc
    .record({
      extents: triple(extent.map(([lower, length]): [number, number] => [lower, lower + length - 1])),
      owner: triple(fc.integer({ min: 0, max: 1 })),
      factors: fc.tuple(triple(factor), triple(factor)),
      constants: fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })),
      sizes: triple(fc.integer({ min: 1, max: 8 })),
      tile: triple(fc.integer({ min: -1, max: 2 })),
    })
    .map(({ extents, owner, factors, constants, sizes, tile }) => ({
      extents,
      data: [0, 1].map((at) => ({
        constant: constants[at] as number,
        factors: owner.map((of, index) => (mixed || of === at ? (factors[at]?.[index] as number) : 0)),
      })),
      sizes,
      tile,
    }));
});

function tiledOf({ extents, data, sizes }: Case) {
  const bounds = extents.map(([lower, upper], index) => `${lower} <= i${index} <= ${upper}`).join(' and ');
  const names = extents.map((_, index) => `i${index}`).join(', ');
  const sums = data.map(({ constant, factors }) =>
    [constant, ...factors.map((factor, index) => `${factor}*i${index}`)].join(' + '),
  );
  return tiledAccess(map(`{ S[${names}] : ${bounds} }`), map(`{ S[${names}] -> A[${sums.join(', ')}] }`), sizes);
}

/** The elements that a tile touches, by going through its iterations. */
function touched({ extents, data, sizes }: Case, tile: readonly number[]): Set<string> {
  const found = new Set<string>();
  const visit = (at: readonly number[]): void => {
    const index = at.length;
    if (index === extents.length) {
      found.add(
        data
          .map(({ constant, factors }) => factors.reduce((sum, f, k) => sum + f * (at[k] as number), constant))
          .join(),
      );
      return;
    }
    const [lower, upper] = extents[index] as [number, number];
    const size = sizes[index] as number;
    const start = size * (tile[index] as number);
    for (let i = Math.max(lower, start); i <= Math.min(upper, start + size - 1); i++) visit([...at, i]);
  };
  visit([]);
  return found;
}

function bothWays<T>(question: () => T): [T, T] {
  const fast = question();
  fastFootprints.enabled = false;
  const slow = question();
  fastFootprints.enabled = true;
  return [fast, slow];
}

/** An array that holds the elements, and the set moved into it. */
function runsByBrute(elements: ReadonlySet<string>, extents: readonly [number, number]): number {
  const addresses = [...elements].map((text) => {
    const [row = 0, column = 0] = text.split(',').map(Number);
    return row * extents[1] + column;
  });
  const all = new Set(addresses);
  return addresses.filter((address) => !all.has(address - 1)).length;
}

describe('what a tile touches', () => {
  afterEach(() => {
    fastFootprints.enabled = true;
  });

  it('is counted as going through its iterations does, with and without fast paths', () => {
    fc.assert(
      fc.property(someCase, (given) => {
        const tiled = tiledOf(given);
        const expected = touched(given, given.tile).size;
        expect(bothWays(() => elementsOfTile(tiled, given.tile))).toEqual([expected, expected]);
      }),
      { numRuns: runs(150) },
    );
  });

  it('is the same set with and without fast paths, of one tile and of all', () => {
    fc.assert(
      fc.property(someCase, (given) => {
        const tiled = tiledOf(given);
        const [fastSet, slowSet] = bothWays(() => dataOfTile(tiled, given.tile));
        expect(isEqual(fastSet, slowSet)).toBe(true);
        const [fastMap, slowMap] = bothWays(() => tileToData(tiled));
        expect(isEqual(fastMap, slowMap)).toBe(true);
      }),
      { numRuns: runs(60) },
    );
  });

  it('has as many elements in common with the next tile as are touched by both', () => {
    fc.assert(
      fc.property(someCase, fc.integer({ min: 0, max: INDICES - 1 }), (given, dimension) => {
        const tiled = tiledOf(given);
        const next = given.tile.map((value, index) => (index === dimension ? value + 1 : value));
        const other = touched(given, next);
        const expected = [...touched(given, given.tile)].filter((element) => other.has(element)).length;
        const reuse = bothWays(() => reuseWithNext(tiled, given.tile, dimension));
        expect(reuse).toEqual([expected, expected]);
      }),
      { numRuns: runs(100) },
    );
  });

  it('has runs where an element begins whose predecessor is missing', () => {
    const spare = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }));
    fc.assert(
      fc.property(someCase, spare, (given, [moreRows, moreColumns]) => {
        // The constants are moved such that everything lies in the array; at times it fits exactly.
        const corners = given.data.map(({ factors }) =>
          factors.reduce(
            ([low, high], factor, index) => {
              const [a, b] = (given.extents[index] as [number, number]).map((value) => factor * value) as [
                number,
                number,
              ];
              return [low + Math.min(a, b), high + Math.max(a, b)] as [number, number];
            },
            [0, 0] as [number, number],
          ),
        ) as [[number, number], [number, number]];
        const extents = corners.map(([low, high], at) => high - low + 1 + (at === 0 ? moreRows : moreColumns));
        const data = given.data.map(({ factors }, at) => ({ factors, constant: -(corners[at]?.[0] as number) }));
        const moved = { ...given, data };
        const expected = runsByBrute(touched(moved, given.tile), extents as [number, number]);
        const counted = bothWays(() => runsOfTile(tiledOf(moved), given.tile, extents));
        expect(counted).toEqual([expected, expected]);
      }),
      { numRuns: runs(100) },
    );
  });

  it('has runs that go on in the next row, where each row has both of its ends', () => {
    const tiled = tiledAccess(map('{ S[i, j] : 0 <= i < 4 and 0 <= j < 3 }'), map('{ S[i, j] -> A[i, 2j] }'), [4, 3]);
    expect(bothWays(() => runsOfTile(tiled, [0, 0], [4, 5]))).toEqual([9, 9]);
    expect(bothWays(() => runsOfTile(tiled, [0, 0], [4, 6]))).toEqual([12, 12]);
  });

  it('has a fast path where an index has one value', () => {
    const tiled = tiledAccess(map('{ S[p, r] : 0 <= p < 56 and r = 0 }'), map('{ S[p, r] -> A[2p + r] }'), [8, 1]);
    expect(tiled.separable).toBeDefined();
    expect(bothWays(() => elementsOfTile(tiled, [0, 0]))).toEqual([8, 8]);
    expect(bothWays(() => runsOfTile(tiled, [0, 0], [111]))).toEqual([8, 8]);
  });

  it('of a convolution with stride 2 is the example of the header', () => {
    const domain = map('{ S[p, q, r, s] : 0 <= p, q < 56 and 0 <= r, s < 3 }');
    const tiled = tiledAccess(domain, map('{ S[p, q, r, s] -> A[2p + r, 2q + s] }'), [8, 56, 3, 3]);
    expect(tiled.separable).toBeDefined();
    expect(bothWays(() => elementsOfTile(tiled, [1, 0, 0, 0]))).toEqual([17 * 113, 17 * 113]);
    expect(bothWays(() => runsOfTile(tiled, [1, 0, 0, 0], [113, 113]))).toEqual([1, 1]);
    expect(bothWays(() => runsOfTile(tiled, [1, 0, 0, 0], [113, 114]))).toEqual([17, 17]);
    expect(bothWays(() => reuseWithNext(tiled, [1, 0, 0, 0], 0))).toEqual([113, 113]);
    expect(bothWays(() => reuseWithNext(tiled, [6, 0, 0, 0], 0))).toEqual([0, 0]);
  });
});
