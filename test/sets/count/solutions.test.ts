import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { countSolutions, fastCounting } from '../../../server/src/sets/count/solutions.ts';
import type { Int } from '../../../server/src/sets/integer.ts';
import { runs } from '../../support/runs.ts';
import { box } from '../support/brute.ts';

type Row = readonly number[];

interface System {
  readonly unknowns: number;
  readonly equalities: readonly Row[];
  readonly inequalities: readonly Row[];
}

const RADIUS = 4;

function bounds(unknowns: number, radius: number): number[][] {
  return Array.from({ length: unknowns }, (_, index) =>
    [1, -1].map((factor) => [radius, ...Array.from({ length: unknowns }, (_, k) => (k === index ? factor : 0))]),
  ).flat();
}

const system: fc.Arbitrary<System> = fc.integer({ min: 1, max: 4 }).chain((unknowns) => {
  const row = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: unknowns + 1, maxLength: unknowns + 1 });
  return fc.record({
    unknowns: fc.constant(unknowns),
    equalities: fc.array(row, { maxLength: unknowns > 1 ? 1 : 0 }),
    inequalities: fc
      .array(row, { maxLength: 4 })
      .map((rows) => [...rows, ...bounds(unknowns, unknowns > 3 ? 2 : RADIUS)]),
  });
});

function enumerated({ unknowns, equalities, inequalities }: System, radius = RADIUS): number {
  const value = (row: Row, point: readonly number[]) =>
    row.reduce((sum, factor, column) => sum + factor * (column === 0 ? 1 : (point[column - 1] as number)), 0);
  let count = 0;
  for (const point of box(unknowns, radius)) {
    if (!equalities.every((row) => value(row, point) === 0)) continue;
    if (inequalities.every((row) => value(row, point) >= 0)) count += 1;
  }
  return count;
}

function counted({ unknowns, equalities, inequalities }: System) {
  return countSolutions(unknowns, equalities, inequalities);
}

describe('the number of solutions of a linear system', () => {
  afterEach(() => {
    fastCounting.enabled = true;
  });

  it('is that of going through the points', () => {
    fc.assert(
      fc.property(system, (given) => {
        expect(counted(given)).toBe(enumerated(given));
      }),
      { numRuns: runs(300) },
    );
  });

  it('is the same without fast paths', () => {
    fc.assert(
      fc.property(system, (given) => {
        fastCounting.enabled = false;
        const slow = counted(given);
        fastCounting.enabled = true;
        expect(slow).toBe(counted(given));
      }),
      { numRuns: runs(300) },
    );
  });

  it('is invariant under a shear, which makes cones of large index', () => {
    const shear = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }));
    fc.assert(
      fc.property(system, shear, (given, [a, b]) => {
        fc.pre(given.unknowns >= 2);
        // x1 := x1 + a·x2, then x2 := x2 + b·x1
        const sheared = (row: Row) => {
          const [constant = 0, first = 0, second = 0, ...rest] = row;
          const moved = second + a * first;
          return [constant, first + b * moved, moved, ...rest];
        };
        const changed = {
          unknowns: given.unknowns,
          equalities: given.equalities.map(sheared),
          inequalities: given.inequalities.map(sheared),
        };
        expect(counted(changed)).toBe(counted(given));
      }),
      { numRuns: runs(200) },
    );
  });

  it.each<[string, number, Row[], Row[], Int | 'infinite']>([
    ['no unknowns', 0, [], [], 1],
    ['no unknowns and a false equality', 0, [[1]], [], 0],
    ['an unknown without constraints', 1, [], [], 'infinite'],
    [
      'an unknown without constraints beside an empty one',
      2,
      [],
      [
        [-1, 1, 0],
        [0, -1, 0],
      ],
      0,
    ],
    ['a ray', 1, [], [[-3, 2]], 'infinite'],
    [
      'a strip with integer points',
      2,
      [],
      [
        [0, 2, -2],
        [1, -2, 2],
      ],
      'infinite',
    ],
    [
      'a strip without integer points',
      2,
      [],
      [
        [-1, 2, -2],
        [1, -2, 2],
      ],
      0,
    ],
    ['an equality without integer solutions', 2, [[1, 2, 4]], [], 0],
    [
      'a cone without vertex',
      3,
      [],
      [
        [0, 1, 1, 0],
        [0, 1, -1, 0],
      ],
      'infinite',
    ],
    [
      'a rational triangle without integer points',
      2,
      [],
      [
        [-1, 3, 0],
        [-1, 0, 3],
        [3, -4, -4],
      ],
      0,
    ],
    [
      'one point written as two inequalities',
      2,
      [],
      [
        [0, 1, 0],
        [0, -1, 0],
        [-7, 0, 1],
        [7, 0, -1],
      ],
      1,
    ],
  ])('%s', (_, unknowns, equalities, inequalities, expected) => {
    expect(countSolutions(unknowns, equalities, inequalities)).toBe(expected);
    fastCounting.enabled = false;
    expect(countSolutions(unknowns, equalities, inequalities)).toBe(expected);
  });

  it('is that of Pick at any size: a triangle with legs n·a, n·b', () => {
    const n = 10 ** 9;
    // a·b·n²/2 + (a + b + gcd(a, b))·n/2 + 1 points, for a = 7, b = 3
    const expected = (21n * BigInt(n) ** 2n + 11n * BigInt(n)) / 2n + 1n;
    expect(
      countSolutions(
        2,
        [],
        [
          [0, 1, 0],
          [0, 0, 1],
          [21 * n, -3, -7],
        ],
      ),
    ).toBe(expected);
  });

  it('needs coefficients beyond 2^53 no less exactly', () => {
    const big = 2n ** 70n;
    // big·x <= big·5 + 1, x >= y, y >= 0: a triangle of 21 points
    expect(
      countSolutions(
        2,
        [],
        [
          [big * 5n + 1n, -big, 0],
          [0, 1, -1],
          [0, 0, 1],
        ],
      ),
    ).toBe(21);
    // the long thin one 0 <= big·x − y <= 1, 0 <= y <= big: y = 0, y = big and y = big − 1
    expect(
      countSolutions(
        2,
        [],
        [
          [0, big, -1],
          [1, -big, 1],
          [0, 0, 1],
          [big, 0, -1],
        ],
      ),
    ).toBe(3);
  });

  it('of simplices of five and six unknowns is a binomial', () => {
    const simplex = (unknowns: number, size: number) => [
      ...Array.from({ length: unknowns }, (_, index) => [
        0,
        ...Array.from({ length: unknowns }, (_, k) => (k === index ? 1 : 0)),
      ]),
      [size, ...new Array<number>(unknowns).fill(-1)],
    ];
    expect(countSolutions(5, [], simplex(5, 100))).toBe(96560646);
    expect(countSolutions(6, [], simplex(6, 100))).toBe(1705904746);
  });

  it('of magic squares of order three is that of MacMahon', () => {
    // 3×3 tables of non-negative integers whose rows and columns all sum to n: 3·C(n+3, 4) + C(n+2, 2), degenerate vertices
    const unit = (...at: number[]) => Array.from({ length: 9 }, (_, k) => (at.includes(k) ? 1 : 0));
    const n = 20;
    const lines = [unit(0, 1, 2), unit(3, 4, 5), unit(6, 7, 8), unit(0, 3, 6), unit(1, 4, 7), unit(2, 5, 8)];
    const equalities = lines.map((line) => [-n, ...line]);
    const inequalities = Array.from({ length: 9 }, (_, k) => [0, ...unit(k)]);
    expect(countSolutions(9, equalities, inequalities)).toBe(3 * 8855 + 231);
  });
});
