/**
 * Cases that the tests of MLIR's Presburger library (mlir/unittests/Analysis/Presburger) and of isl (isl_test.c) are
 * known for, restated as facts in isl's notation.
 */
import { describe, expect, it } from 'vitest';
import { countUnion } from '../../../server/src/sets/count/points.ts';
import { sample } from '../../../server/src/sets/emptiness.ts';
import { unionOptimum } from '../../../server/src/sets/lexicographic/optimum.ts';
import type { PMap } from '../../../server/src/sets/map.ts';
import { printUnion } from '../../../server/src/sets/notation/print.ts';
import {
  unionCoalesce,
  unionIntersect,
  unionIsEmpty,
  unionIsEqual,
  unionSubtract,
  unionUnite,
} from '../../../server/src/sets/operations/unions.ts';
import { union } from '../programs/programs.ts';
import { contains } from '../support/brute.ts';

describe('emptiness, with a point where there is one (MLIR, IntegerPolyhedronTest)', () => {
  const tetrahedron = '0 <= y <= z and 300000x - 299998y - z >= 100000 and -150000x + 149999y + 100000 >= 0';
  const emptyTetrahedron =
    'y >= 0 and -300y + 299z >= 0 and 89700x - 89400y - 299z >= 29900 and -897x + 894y + 598 >= 0';
  const cone = '300000p - 299999q >= 100000 and -300000p + 299998q + 200000 >= 0';
  const cases: readonly [boolean, string][] = [
    [true, '{ [x] : 0 <= 7x <= 5 }'],
    [false, '{ [x] : 1 <= 5x <= 4 }'],
    [true, '{ [x] : 1 <= 5x <= 9 }'],
    [true, '{ [x, y] : x >= 8 and y <= 40 and x = y }'],
    [true, '{ [x, y, z] : x <= 10 and y <= 10 and z >= 10 and x + 2y = 3z }'],
    [false, '{ [x, y, z] : x <= 10 and y <= 10 and z >= 11 and x + 2y = 3z }'],
    [true, '{ [q, r] : 0 <= r <= 3 and 4q + r = 7 }'],
    [false, '{ [q, r] : 4q + r = 7 and r = 0 }'],
    [true, '{ [x, y] : y >= 0 and 300000x - 299999y >= 100000 and -300000x + 299998y + 200000 >= 0 }'],
    [true, `{ [x, y, z] : ${tetrahedron} }`],
    [true, `{ [z, x, y] : ${tetrahedron} }`],
    [true, `{ [y, z, x] : ${tetrahedron} }`],
    [
      true,
      '{ [a, b, c, d, e] : b + d >= e and c + e >= b + d and 300000a - 299998b - c - 9d + 21e >= 112000 and -150000a + 149999b - 15d + 47e + 68000 >= 0 and d = e and d + e = 2000 }',
    ],
    [false, `{ [x, y, z] : ${emptyTetrahedron} }`],
    [false, `{ [z, y, x] : ${emptyTetrahedron} }`],
    [false, '{ [x, y] : 0 <= x <= 100 and 3x - 3y + 1 = 0 }'],
    [false, '{ [x, y] : 0 <= x <= 100 and 3x - 3y + 2 >= 0 and -3x + 3y >= 1 }'],
    [true, '{ [x, y] : 0 <= 2x <= 99 and 0 <= 2y <= 99 }'],
    [true, `{ [p, q] : ${cone} }`],
    [true, `{ [x, y, z, p, q] : ${tetrahedron} and ${cone} }`],
    [true, `{ [p, z, x, q, y] : ${tetrahedron} and ${cone} }`],
    [false, `{ [x, y, z, p, q] : ${tetrahedron} and 1 <= 3p <= 2 }`],
    [false, `{ [x, y, z, p, q, r] : ${tetrahedron} and 1 <= p <= 2 and p = 3q + 3r }`],
    [false, `{ [x, y, z, p, q] : ${emptyTetrahedron} and ${cone} }`],
    [true, '{ [x, y, z] : 2x >= 1 and x = y + 1 and y = z }'],
    [false, '{ [x] : x mod 2 = 0 and x mod 2 = 1 }'],
  ];

  it.each(cases)('%s: %s', (hasPoints, text) => {
    const set = union(text);
    expect(unionIsEmpty(set)).toBe(!hasPoints);
    const [map] = set.maps;
    const point = map && sample(map);
    if (!hasPoints) expect(point).toBeUndefined();
    else expect(contains(map as PMap, (point as number[]).map(Number))).toBe(true);
  });
});

describe('lexmin (MLIR, findIntegerLexMin and findSymbolicIntegerLexMin)', () => {
  const cases: readonly [string, string][] = [
    ['{ [x, y, z] : 2x + 13 >= 0 and 4y - 3x >= 2 and 11z + 5y - 3x + 7 >= 0 }', '{ [-6, -4, 0] }'],
    ['[a] -> { [x] : x >= a }', '[a] -> { [a] }'],
    ['[a, b] -> { [x] : x >= a and x >= b }', '[a, b] -> { [a] : a >= b; [b] : b > a }'],
    [
      '[a, b, c] -> { [x] : x >= a and x >= b and x >= c }',
      '[a, b, c] -> { [a] : a >= b and a >= c; [b] : b > a and b >= c; [c] : c > a and c > b }',
    ],
    ['[a] -> { [x, y] : x >= a and x + y >= 0 }', '[a] -> { [a, -a] }'],
    ['[a] -> { [x, y] : x >= a and x + y >= 0 and y >= 0 }', '[a] -> { [a, 0] : a >= 0; [a, -a] : a < 0 }'],
    ['[a, b, c] -> { [x, y] : x >= a and y >= b and x + y <= c }', '[a, b, c] -> { [a, b] : c >= a + b }'],
    ['[a, b, c] -> { [x, y, z] : z <= c and y <= b and x + y + z = a }', '[a, b, c] -> { [a - b - c, b, c] }'],
    [
      '[a, b] -> { [x] : a >= 0 and b >= 0 and x >= 0 and a + b + x >= 1 }',
      '[a, b] -> { [0] : a >= 0 and b >= 0 and a + b >= 1; [1] : a = 0 and b = 0 }',
    ],
    [
      '[a, b] -> { [x, y, z] : x = a and y = b and x >= 0 and y >= 0 and z >= 0 and x + y + z >= 1 }',
      '[a, b] -> { [a, b, 1 - a - b] : a >= 0 and b >= 0 and a + b <= 1; [a, b, 0] : a >= 0 and b >= 0 and a + b >= 2 }',
    ],
    ['[a, b] -> { [x] : x = a and x >= b }', '[a, b] -> { [a] : a >= b }'],
    ['[a] -> { [q] : a = 1 + 3q and q >= 0 }', '[a] -> { [floor(a/3)] : a mod 3 = 1 and a >= 0 }'],
    [
      '[a] -> { [r, q] : a = r + 3q and q >= 0 and 0 <= r <= 1 }',
      '[a] -> { [0, floor(a/3)] : a mod 3 = 0 and a >= 0; [1, floor(a/3)] : a mod 3 = 1 and a >= 0 }',
    ],
  ];

  it.each(cases)('of %s', (text, expected) => {
    const smallest = unionOptimum(union(text), 'smallest');
    if (smallest === 'unbounded') throw new Error('unbounded');
    expect(unionIsEqual(smallest, union(expected)), printUnion(smallest)).toBe(true);
  });

  it('is unbounded where there is no least point', () => {
    const text = '{ [x, y, z] : 2x + 13 >= 0 and 4y - 3x >= 2 and -11z + 5y - 3x + 7 >= 0 }';
    expect(unionOptimum(union(text), 'smallest')).toBe('unbounded');
  });
});

describe('subtraction and complement (MLIR, PresburgerSetTest)', () => {
  const cases: readonly [string, string, string][] = [
    ['{ [x] : 2 <= x <= 8 }', '{ [x] : 10 <= x <= 20 }', '{ [x] : 2 <= x <= 8 }'],
    ['{ [x] }', '{ [x] : 2 <= x <= 8 or 10 <= x <= 20 }', '{ [x] : x < 2 or x = 9 or x > 20 }'],
    [
      '{ [x] : x <= 0 or 3 <= x <= 4 or 6 <= x <= 7 }',
      '{ [x] : 2 <= x <= 3 or 5 <= x <= 6 }',
      '{ [x] : x <= 0 or x = 4 or x = 7 }',
    ],
    ['{ [x, y] : x >= y }', '{ [x, y] : x + y >= 0 }', '{ [x, y] : x >= y and x + y < 0 }'],
    [
      '{ [x, y] : 2 <= x, y <= 10 }',
      '{ [x, y] : 5 <= x <= 7 and -10 <= y <= 100 }',
      '{ [x, y] : 2 <= x, y <= 10 and (x < 5 or x > 7) }',
    ],
    ['{ [x, y] : x >= 0 and x + y = 0 }', '{ [x, y] : y <= 1 and x + y = 0 }', '{ }'],
    ['{ [x] : 0 <= x <= 2 }', '{ [1] }', '{ [x] : x = 0 or x = 2 }'],
    ['{ [x] }', '{ [x] : x mod 2 = 0 }', '{ [x] : x mod 2 = 1 }'],
    ['{ [x] }', '{ [x] : exists (e : x = 2e + 1) }', '{ [x] : exists (e : x = 2e) }'],
    ['{ [x] : x <= 0 }', '{ [x] : floor(x/2) >= 4 }', '{ [x] : x <= 0 }'],
    ['{ [x] : exists (y : y >= 0 and x >= 3y and 2y - x + 5 >= 0) }', '{ [x] : 0 <= x <= 13 }', '{ [15] }'],
  ];

  it.each(cases)('%s minus %s', (a, b, expected) => {
    const difference = unionSubtract(union(a), union(b));
    expect(unionIsEqual(difference, union(expected)), printUnion(difference)).toBe(true);
  });
});

describe('existential variables (MLIR, divisionNonDivLocals and computeReprWithOnlyDivLocals)', () => {
  const equal: readonly [string, string][] = [
    ['{ [x] : x mod 2 = 0 and x mod 3 = 0 }', '{ [x] : x mod 6 = 0 }'],
    ['{ [x] : exists (e, f : x = 15e + 21f) }', '{ [x] : x mod 3 = 0 }'],
    [
      '{ [x, y] : exists (z : 0 <= y <= z and 3000x - 2998y - z >= 1000 and -1500x + 1499y + 1000 >= 0) }',
      '{ [1000, 1000] }',
    ],
    ['{ [x] : exists (y : y >= 0 and 3000x - 2999y >= 1000 and -3000x + 2998y + 2000 >= 0) }', '{ [1000] }'],
    ['{ [x] : floor(2x/4) = floor(x/2) }', '{ [x] }'],
    ['{ [x] : floor((3x + 6)/9) = floor((x + 2)/3) }', '{ [x] }'],
    ['{ [x] : floor((-2x + 2)/4) = floor((-x + 1)/2) }', '{ [x] }'],
    ['{ [x] : exists (e, f : x = 5e + 7f and e >= 0 and f >= 0) and x >= 24 }', '{ [x] : x >= 24 }'],
  ];

  it.each(equal)('%s is %s', (a, b) => {
    expect(unionIsEqual(union(a), union(b))).toBe(true);
  });
});

describe('coalescing (MLIR, PresburgerSetTest; isl, isl_test.c)', () => {
  const cases: readonly [number, string][] = [
    [1, '{ [x] : 0 <= x <= 4 or 1 <= x <= 2 }'],
    [1, '{ [x] : (x >= 0 and x <= -1) or 1 <= x <= 2 }'],
    [1, '{ [x] : true or 0 <= x <= 1 }'],
    [1, '{ [x] : 0 <= x <= 3 or 2 <= x <= 4 }'],
    [1, '{ [x, y] : 0 <= x, y <= 3 or (0 <= x <= 3 and 2 <= y <= 3) }'],
    [1, '{ [x, y] : (0 <= x <= 3 and 0 <= y <= 2) or (0 <= x <= 3 and 1 <= y <= 3) }'],
    [2, '{ [x, y] : 0 <= x, y <= 2 or (y = 1 and 0 <= x <= 3) }'],
    [1, '{ [x, y] : (0 <= x <= 3 and x = y) or (1 <= x <= 2 and x = y) }'],
    [1, '{ [x, y] : (-1 <= x <= 1 and x = y) or (0 <= x <= 2 and x = y) }'],
    [2, '{ [x, y] : (3 <= x <= 4 and x = y) or (0 <= x <= 1 and x = y) }'],
    [1, '{ [x] : 0 <= x <= 1 or 0 <= x <= 2 or 0 <= x <= 3 }'],
    [3, '{ [x] : x = 0 or x = 2 or x = -2 or 2 <= x <= 3 }'],
    [1, '{ [x, y] : 0 <= x, y <= 10 or (y >= x and x >= 2 and 5 >= y) }'],
    [
      1,
      '{ [x, y] : (y >= 0 and 2x + y <= 30 and y <= 10 and x >= 0) or (x + y >= 10 and y <= x and x + y <= 20 and y >= 0) }',
    ],
    [
      2,
      '{ [x, y] : (y >= 0 and 2x + y <= 30 and y <= 10 and x >= 0) or (x + y >= 10 and y <= x and x + y <= 19 and y >= 0) }',
    ],
    [1, '[n] -> { [i] : (i = 1 and n >= 2) or 2 <= i <= n }'],
    [1, '{ [x, y] : 0 <= x, y <= 10 or (1 <= x <= 11 and 0 <= y <= 10) }'],
  ];

  it.each(cases)('leaves at most %d pieces of %s', (pieces, text) => {
    const set = union(text);
    const coalesced = unionCoalesce(set);
    expect(unionIsEqual(coalesced, set)).toBe(true);
    expect(coalesced.maps[0]?.pieces.length ?? 0).toBeLessThanOrEqual(pieces);
  });
});

describe('counting (MLIR, computeVolume with the true volumes; BarvinokTest)', () => {
  const diamond = '{ [x, y] : 0 <= x + y <= 10 and -10 <= -x + y <= 0 }';
  const shifted = '{ [x, y] : -5 <= x + y <= 5 and -5 <= x - y <= 5 }';
  const bigger = '{ [x, y] : -5 <= x + y <= 15 and -5 <= x - y <= 15 }';
  const unbounded = '{ [x, y] : 2x >= y and y >= 3x }';

  it('of single sets', () => {
    expect([diamond, shifted, bigger].map((text) => countUnion(union(text)))).toEqual([61, 61, 221]);
    expect(countUnion(union(unbounded))).toBe('infinite');
    expect(countUnion(union('{ [x, y] : x = 2y and 5 <= x <= 4 }'))).toBe(0);
  });

  it('of unions that overlap', () => {
    const two = unionUnite(union(diamond), union(shifted));
    expect(countUnion(two)).toBe(104);
    expect(countUnion(unionUnite(two, union(bigger)))).toBe(221);
    expect(countUnion(unionUnite(two, union(unbounded)))).toBe('infinite');
    expect(countUnion(unionIntersect(union(diamond), union(shifted)))).toBe(61 + 61 - 104);
  });

  it('of a simplex with sides of a billion, as fast as of one with sides of ten', () => {
    const simplex = (size: number) => union(`{ [x, y, z] : x, y, z >= 0 and x + y + z <= ${size} }`);
    expect(countUnion(simplex(10))).toBe(286);
    expect(countUnion(simplex(1_000_000_000))).toBe(166666667666666668500000001n);
  });
});
