import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, type Int, multiply } from '../../../server/src/sets/integer.ts';
import { isSolvable, solve } from '../../../server/src/sets/linear/solve.ts';
import { integerSolution } from '../../../server/src/sets/simplex/integer-search.ts';
import { runs } from '../../support/runs.ts';
import { box } from '../support/brute.ts';

const RADIUS = 4;

/** Σ row·(1, point) */
function dot(row: readonly Int[], point: readonly Int[]): Int {
  let sum: Int = row[0] as Int;
  for (let column = 1; column < row.length; column++)
    sum = add(sum, multiply(row[column] as Int, point[column - 1] as Int));
  return sum;
}

function holds(equalities: readonly Int[][], inequalities: readonly Int[][], point: readonly Int[]): boolean {
  return equalities.every((row) => dot(row, point) === 0) && inequalities.every((row) => dot(row, point) >= 0);
}

function bounds(count: number, radius: number): Int[][] {
  return Array.from({ length: 2 * count }, (_, index) => {
    const row = new Array<Int>(count + 1).fill(0);
    row[0] = radius;
    row[1 + (index >> 1)] = index % 2 === 0 ? 1 : -1;
    return row;
  });
}

const systems = fc.integer({ min: 1, max: 4 }).chain((count) => {
  const row = fc.tuple(
    fc.integer({ min: -20, max: 20 }),
    ...Array.from({ length: count }, () => fc.integer({ min: -7, max: 7 })),
  );
  return fc.record({
    count: fc.constant(count),
    equalities: fc.array(row, { maxLength: 2 }),
    inequalities: fc.array(row, { maxLength: 5 }),
  });
});

describe('a system of linear constraints', () => {
  it('has an integer solution exactly if trying all points finds one', () => {
    fc.assert(
      fc.property(systems, ({ count, equalities, inequalities }) => {
        const rows = [...inequalities, ...bounds(count, RADIUS)];
        const expected = [...box(count, RADIUS)].some((point) => holds(equalities, rows, point));
        expect(isSolvable(equalities, rows)).toBe(expected);
        const found = solve(equalities, rows, count + 1);
        expect(found !== undefined).toBe(expected);
        if (found) expect(holds(equalities, rows, found.slice(1))).toBe(true);
      }),
      { numRuns: runs(200) },
    );
  });

  it('has the same answer by the simplex alone', () => {
    fc.assert(
      fc.property(systems, ({ count, inequalities }) => {
        const rows = [...inequalities, ...bounds(count, RADIUS)];
        const expected = [...box(count, RADIUS)].some((point) => holds([], rows, point));
        const found = integerSolution(rows, count);
        expect(found !== undefined).toBe(expected);
        if (found) expect(holds([], rows, found)).toBe(true);
      }),
      { numRuns: runs(200) },
    );
  });

  it('may be unbounded: a solution found satisfies it, and none is missed', () => {
    fc.assert(
      fc.property(systems, ({ count, equalities, inequalities }) => {
        const found = solve(equalities, inequalities, count + 1);
        if (found) expect(holds(equalities, inequalities, found.slice(1))).toBe(true);
        else expect([...box(count, RADIUS)].some((point) => holds(equalities, inequalities, point))).toBe(false);
        const bySimplex = integerSolution(inequalities, count);
        if (bySimplex) expect(holds([], inequalities, bySimplex)).toBe(true);
        if (equalities.length === 0) expect(bySimplex !== undefined).toBe(found !== undefined);
      }),
      { numRuns: runs(200) },
    );
  });

  it('has a solution on a line without an end, across which all constraints are bounded', () => {
    const found = integerSolution(
      [
        [3, 4, -3],
        [-1, -4, 3],
      ],
      2,
    );
    expect(found).toBeDefined();
    expect(
      integerSolution(
        [
          [-3, 4, -6],
          [3, -4, 6],
        ],
        2,
      ),
    ).toBeUndefined();
  });

  it('may have coefficients beyond 2^53', () => {
    const big = 2n ** 70n;
    expect(isSolvable([[-1, big, -(big - 1n)]], [])).toBe(true);
    expect(isSolvable([[-1, big, 2n * big]], [])).toBe(false);
    const found = solve([[-1, big, -(big - 1n)]], [[-5, 1, 0]], 3);
    expect(found && holds([[-1, big, -(big - 1n)]], [[-5, 1, 0]], found.slice(1))).toBe(true);
  });

  it('is thin and long without being enumerated', () => {
    // 0 <= 1000003x - 1000000y <= 2 has many rational points with 1 <= x <= 300000, and no integer one
    const thin: Int[][] = [
      [-1, 1000003, -1000000],
      [2, -1000003, 1000000],
      [-1, 1, 0],
      [300000, -1, 0],
    ];
    const found = solve([], thin, 3);
    const expected = Array.from({ length: 300000 }, (_, index) => index + 1).some((x) => {
      const rest = (1000003 * x) % 1000000;
      return rest === 1 || rest === 2;
    });
    expect(found !== undefined).toBe(expected);
    if (found) expect(holds([], thin, found.slice(1))).toBe(true);
  });
});
