import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greatest, least, strideOf } from '../../../server/src/sets/bounds.ts';
import { explicit } from '../../../server/src/sets/explicit.ts';
import { mapOf, type PMap } from '../../../server/src/sets/map.ts';
import { coalesce } from '../../../server/src/sets/operations/coalesce.ts';
import {
  complement,
  disjointPieces,
  isDisjoint,
  isEqual,
  isSubset,
  isUniverse,
  subtract,
} from '../../../server/src/sets/operations/difference.ts';
import { gist } from '../../../server/src/sets/operations/gist.ts';
import { unite } from '../../../server/src/sets/operations/relations.ts';
import { setSpace, tuple } from '../../../server/src/sets/space.ts';
import { runs } from '../../support/runs.ts';
import { box, multiplicity, points } from '../support/brute.ts';
import { anySet, parameterValues, RADIUS, twoSets } from '../support/random.ts';

function check<T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void, base = 60): void {
  fc.assert(fc.property(arbitrary, property), { numRuns: runs(base) });
}

function expectDisjoint(set: PMap): void {
  for (const params of parameterValues(set)) {
    for (const point of box(set.space.out.dims.length, RADIUS)) {
      expect(multiplicity(set, [...params, ...point])).toBeLessThan(2);
    }
  }
}

/** A set of one dimension between two bounds. */
function interval(low: number, high: number): PMap {
  const space = setSpace([], tuple('S', 1));
  const inequalities = [
    [-low, 1],
    [high, -1],
  ];
  return mapOf(space, [{ space, divs: [], equalities: [], inequalities }]);
}

describe('existential variables', () => {
  it('between two bounds with coefficients take the least value that is possible', () => {
    // exists e: i <= 3e and 5e <= i + 7, for i in 0 … 20
    const space = setSpace([], tuple('S', 1));
    const inequalities = [
      [0, -1, 3],
      [7, 1, -5],
      [0, 1, 0],
      [20, -1, 0],
    ];
    const pieces = explicit({ space, divs: [null], equalities: [], inequalities });
    const expected: string[] = [];
    for (let i = 0; i <= 20; i++) if (5 * Math.ceil(i / 3) <= i + 7) expected.push(`${i}`);
    expect(expected).toContain('9');
    expect(points(mapOf(space, pieces), [], 20)).toEqual(expected);
  });

  it('get definitions that keep the points', () => {
    check(
      anySet,
      (set) => {
        const pieces = set.pieces.flatMap(explicit);
        expect(pieces.every(({ divs }) => !divs.includes(null))).toBe(true);
        for (const params of parameterValues(set)) {
          expect(points(mapOf(set.space, pieces), params, RADIUS)).toEqual(points(set, params, RADIUS));
        }
      },
      120,
    );
  });
});

describe('difference', () => {
  it('has the points of the first that are not in the second', () => {
    check(twoSets, ([a, b]) => {
      const rest = subtract(a, b);
      for (const params of parameterValues(a)) {
        const gone = points(b, params, RADIUS);
        expect(points(rest, params, RADIUS)).toEqual(
          points(a, params, RADIUS).filter((point) => !gone.includes(point)),
        );
      }
      if (rest.disjoint) expectDisjoint(rest);
    });
  });

  it('of the whole space is the complement', () => {
    check(
      anySet,
      (set) => {
        const outside = complement(set);
        for (const params of parameterValues(set)) {
          expect(points(outside, params, RADIUS).length + points(set, params, RADIUS).length).toBe(
            (2 * RADIUS + 1) ** set.space.out.dims.length,
          );
        }
        expect(isDisjoint(set, outside)).toBe(true);
        expect(isUniverse(unite(set, outside))).toBe(true);
      },
      30,
    );
  });

  it('decides inclusion, equality and disjointness', () => {
    check(twoSets, ([a, b]) => {
      let [inside, equal, apart] = [true, true, true];
      for (const params of parameterValues(a)) {
        const [x, y] = [points(a, params, RADIUS), points(b, params, RADIUS)];
        inside &&= x.every((point) => y.includes(point));
        equal &&= JSON.stringify(x) === JSON.stringify(y);
        apart &&= !x.some((point) => y.includes(point));
      }
      expect([isSubset(a, b), isEqual(a, b), isDisjoint(a, b)]).toEqual([inside, equal, apart]);
    });
  });

  it('makes pieces disjoint', () => {
    check(anySet, (set) => {
      const apart = disjointPieces(set);
      expectDisjoint(apart);
      for (const params of parameterValues(set)) {
        expect(points(apart, params, RADIUS)).toEqual(points(set, params, RADIUS));
      }
    });
  });
});

describe('coalescing', () => {
  it('keeps the points and never has more pieces', () => {
    check(anySet, (set) => {
      const fewer = coalesce(set);
      expect(fewer.pieces.length).toBeLessThanOrEqual(set.pieces.length);
      for (const params of parameterValues(set)) {
        expect(points(fewer, params, RADIUS)).toEqual(points(set, params, RADIUS));
      }
    });
  });

  it('joins intervals that touch, and leaves those with a gap', () => {
    const three = unite(unite(interval(0, 4), interval(10, 12)), interval(5, 9));
    expect(coalesce(three).pieces).toHaveLength(1);
    expect(isEqual(coalesce(three), interval(0, 12))).toBe(true);
    expect(coalesce(unite(interval(0, 4), interval(6, 9))).pieces).toHaveLength(2);
  });
});

describe('gist', () => {
  it('has the same points inside of the context', () => {
    check(twoSets, ([a, b]) => {
      const told = gist(a, b);
      for (const params of parameterValues(a)) {
        const known = points(b, params, RADIUS);
        const inside = (set: PMap) => points(set, params, RADIUS).filter((point) => known.includes(point));
        expect(inside(told)).toEqual(inside(a));
      }
    });
  });

  it('drops what the context says', () => {
    expect(gist(interval(0, 9), interval(3, 20)).pieces[0]?.inequalities).toEqual([[9, -1]]);
    expect(gist(interval(0, 9), interval(3, 5)).pieces[0]?.inequalities).toEqual([]);
  });
});

describe('bounds and strides', () => {
  it('are those of the points', () => {
    const sets = anySet.filter(({ space }) => space.out.dims.length > 0);
    check(sets, (set) => {
      const column = 1 + set.space.params.length;
      const values = [...parameterValues(set)].flatMap((params) =>
        points(set, params, RADIUS).map((point) => Number(point.split(',')[0])),
      );
      expect(greatest(set, column)).toBe(values.length === 0 ? 'empty' : Math.max(...values));
      expect(least(set, column)).toBe(values.length === 0 ? 'empty' : Math.min(...values));
      for (const piece of set.pieces) {
        const own = mapOf(set.space, [piece]);
        const stride = strideOf(piece, column);
        for (const params of parameterValues(set)) {
          for (const point of points(own, params, RADIUS)) {
            const distance = Number(point.split(',')[0]) - Number(stride?.offset);
            expect(stride?.stride === 0 ? distance : Math.abs(distance % Number(stride?.stride))).toBe(0);
          }
        }
      }
    });
  });

  it('may lie far below the greatest value over the rationals', () => {
    // 100z <= x <= 100z + 20 with x in 0 … 99: z = 0 and x <= 20; with z = 0.79 x could be 99
    const space = setSpace([], tuple('S', 1));
    const inequalities = [
      [0, 1, -100],
      [20, -1, 100],
      [0, 1, 0],
      [99, -1, 0],
    ];
    expect(greatest(mapOf(space, [{ space, divs: [null], equalities: [], inequalities }]), 1)).toBe(20);
  });

  it('may be unbounded or beyond 2^53', () => {
    const space = setSpace([], tuple('S', 1));
    const half = mapOf(space, [{ space, divs: [], equalities: [], inequalities: [[-(2n ** 80n), 3]] }]);
    expect(greatest(half, 1)).toBe('unbounded');
    expect(least(half, 1)).toBe((2n ** 80n + 2n) / 3n);
  });

  it('find the stride of an equality', () => {
    const space = setSpace([], tuple('S', 2));
    const piece = { space, divs: [], equalities: [[1, 3, -6]], inequalities: [] };
    expect(strideOf(piece, 1)).toBe(undefined);
    expect(strideOf({ ...piece, equalities: [[-2, 2, -6]] }, 1)).toEqual({ stride: 3, offset: 1 });
  });
});
