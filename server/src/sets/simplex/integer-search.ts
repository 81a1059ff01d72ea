/**
 * An integer point of any polyhedron, bounded or not.
 *
 *     { (x, y) : 2y <= 3x <= 2y + 1 }       unbounded in the direction (2, 3), width 1 across it
 *
 * A constraint whose form has no greatest value is *unbounded*: some direction d of the recession cone makes it grow,
 * and the sum of such directions makes all unbounded constraints grow and leaves the bounded ones as they are. So there
 * is an integer point if and only if the bounded constraints alone have one: from it, go far enough along d. The
 * bounded constraints span k <= n dimensions (fewer than n even if all are bounded: a line has no end); a unimodular change of variables leaves a bounded polytope in k of them.
 *
 * Before that, two cheap attempts: the sample point of the simplex may be integer, and a few Gomory cuts may make it so
 * or show that there is nothing.
 */
import { absolute, add, ceilDivide, divideExactly, floorDivide, type Int, multiply, negate } from '../integer.ts';
import { combine } from '../linear/rows.ts';
import { spend } from '../work.ts';
import { integerPoint } from './basis-reduction.ts';
import { isIntegral, Tableau } from './tableau.ts';

/** Cuts tried before the search. */
const CUTS = 8;

/** A point with integer coordinates that makes every row `[constant, x1, …, xn]` >= 0, or undefined. */
export function integerSolution(rows: readonly (readonly Int[])[], variables: number): Int[] | undefined {
  const tableau = new Tableau(variables);
  for (const row of rows) {
    tableau.addInequality(row);
    if (tableau.empty) return undefined;
  }
  const before = tableau.snapshot();
  for (let cut = 0; ; cut++) {
    const point = tableau.samplePoint();
    if (isIntegral(point)) return point.slice(1).map((value) => divideExactly(value, point[0] as Int));
    if (cut === CUTS || !tableau.addCut()) break;
    if (tableau.empty) return undefined;
  }
  tableau.rollback(before);
  const bounded = rows.filter((row) => tableau.maximize(row) !== 'unbounded');
  const base = boundedPart(bounded, variables);
  return base && bounded.length < rows.length ? farAlong(base, rows, bounded, variables) : base;
}

/** An integer point of constraints that are bounded, in all variables. */
function boundedPart(rows: readonly (readonly Int[])[], variables: number): Int[] | undefined {
  const work = rows.map((row) => row.slice());
  const change = Array.from({ length: variables }, (_, index) => {
    const row = new Array<Int>(variables + 1).fill(0);
    row[index + 1] = 1;
    return row;
  });
  const rank = echelonColumns(work, change);
  const point = integerPoint(
    work.map((row) => row.slice(0, rank + 1)),
    rank,
  );
  return (
    point &&
    change.map((row) => point.reduce<Int>((sum, value, at) => add(sum, multiply(value, row[at + 1] as Int)), 0))
  );
}

/**
 * Column operations of determinant ±1 on `rows` (and on `change`, which tells the old variables in terms of the new)
 * that leave only the first `rank` variables with coefficients. @returns the rank.
 */
function echelonColumns(rows: readonly Int[][], change: readonly Int[][]): number {
  let rank = 0;
  const all = [...rows, ...change];
  for (const row of rows) {
    for (;;) {
      spend(1);
      let smallest = -1;
      let others = false;
      for (let column = rank + 1; column < row.length; column++) {
        if (row[column] === 0) continue;
        if (smallest >= 0) others = true;
        if (smallest < 0 || absolute(row[column] as Int) < absolute(row[smallest] as Int)) smallest = column;
      }
      if (smallest < 0) break;
      if (!others) {
        rank++;
        for (const each of all) [each[rank], each[smallest]] = [each[smallest] as Int, each[rank] as Int];
        break;
      }
      reduceOthers(all, row, smallest, rank + 1);
    }
  }
  return rank;
}

/** Replaces every other coefficient of `row` by its remainder modulo the smallest, with column operations on all rows. */
function reduceOthers(all: readonly Int[][], row: readonly Int[], smallest: number, from: number): void {
  const divisor = row[smallest] as Int;
  for (let column = from; column < row.length; column++) {
    if (column === smallest || row[column] === 0) continue;
    const quotient = negate(floorDivide(row[column] as Int, divisor));
    for (const each of all) {
      if (each[smallest] !== 0) each[column] = add(each[column] as Int, multiply(quotient, each[smallest] as Int));
    }
  }
}

/** From a point that satisfies the bounded constraints to one that satisfies all. */
function farAlong(
  base: Int[],
  rows: readonly (readonly Int[])[],
  bounded: readonly (readonly Int[])[],
  variables: number,
): Int[] {
  const cone = new Tableau(variables);
  for (const row of rows) {
    const form = row.slice();
    if (bounded.includes(row)) {
      form[0] = 0;
      cone.addEquality(form);
    } else {
      form[0] = -1;
      cone.addInequality(form);
    }
  }
  const direction = cone.samplePoint();
  direction[0] = 0;
  let steps: Int = 0;
  for (const row of rows) {
    const value = base.reduce<Int>((sum, at, index) => add(sum, multiply(at, row[index + 1] as Int)), row[0] as Int);
    if (value >= 0) continue;
    const growth = direction.reduce<Int>((sum, at, index) => add(sum, multiply(at, row[index] as Int)), 0);
    const needed = ceilDivide(negate(value), growth);
    if (needed > steps) steps = needed;
  }
  const point: Int[] = [0, ...base];
  combine(point, 1, direction, steps);
  return point.slice(1);
}
