/**
 * Integer points of a bounded polytope, by generalized basis reduction.
 *
 *     { (x, y) : 100 <= 7x - 5y <= 101 and 0 <= 3x - 2y <= 1 }
 *
 * is long and thin in the directions x and y and has width 1 in the direction 7x − 5y. A basis of the integer lattice
 * whose first vectors are directions of small width lets the search try few values each: fix b1·x, then b2·x, …
 *
 * The width of S in the direction v after b_1 … b_i is F_i(v) = max { v·(x − y) : x, y in S, b_j·(x − y) = 0, j < i }.
 * A basis is reduced if F_i(b_{i+1} + u·b_i) >= F_i(b_{i+1}) for all integers u, and F_i(b_{i+1}) >= ¾ F_i(b_i).
 * The best rational u is the multiplier of the constraint b_i·(x − y) = 0 at the optimum of F_{i+1}(b_{i+1}), up to
 * its sign; F_i is convex in u, so the best integer is a neighbour of it.
 *
 * Reference: Cook, Rutherford, Scarf, Shallcross, "An implementation of the generalized basis reduction algorithm for
 * integer programming" (1993).
 */
import { add, ceilDivide, floorDivide, type Int, multiply, negate } from '../integer.ts';
import { combine } from '../linear/rows.ts';
import { spend } from '../work.ts';
import { compareFractions, type Fraction, isIntegral, Tableau } from './tableau.ts';

/** An integer point of a bounded polytope, or undefined. `rows` are inequalities of `[constant, x1, …, xn]`. */
export function integerPoint(rows: readonly (readonly Int[])[], variables: number): Int[] | undefined {
  const tableau = new Tableau(variables);
  for (const row of rows) {
    tableau.addInequality(row);
    if (tableau.empty) return undefined;
  }
  const basis = Array.from({ length: variables }, (_, index) => unit(index, variables));
  return search(tableau, new Widths(rows, variables), basis, 0);
}

function unit(index: number, variables: number): Int[] {
  const row = new Array<Int>(variables + 1).fill(0);
  row[index + 1] = 1;
  return row;
}

/** Fixes b_level·x to each integer of its range in turn. */
function search(tableau: Tableau, widths: Widths, basis: Int[][], level: number): Int[] | undefined {
  spend(8);
  if (tableau.empty) return undefined;
  const point = tableau.samplePoint();
  if (isIntegral(point)) return point.slice(1).map((value) => floorDivide(value, point[0] as Int));
  if (level === basis.length) return undefined;
  widths.reduce(basis, level);
  const direction = basis[level] as Int[];
  const low = tableau.minimize(direction);
  const high = tableau.maximize(direction);
  if (typeof low === 'string' || typeof high === 'string') return undefined;
  const last = floorDivide(high.numerator, high.denominator);
  for (let value = ceilDivide(low.numerator, low.denominator); value <= last; value = add(value, 1)) {
    const before = tableau.snapshot();
    const row = direction.slice();
    row[0] = negate(value);
    tableau.addEquality(row);
    const found = search(tableau, widths, basis.slice(), level + 1);
    if (found !== undefined) return found;
    tableau.rollback(before);
  }
  return undefined;
}

/** Widths of a polytope S: linear programs over pairs (x, y) of its points. */
class Widths {
  private readonly pairs: Tableau;
  private readonly variables: number;

  constructor(rows: readonly (readonly Int[])[], variables: number) {
    this.variables = variables;
    this.pairs = new Tableau(2 * variables);
    const zeros = new Array<Int>(variables).fill(0);
    for (const row of rows) {
      this.pairs.addInequality([...row, ...zeros]);
      this.pairs.addInequality([row[0] as Int, ...zeros, ...row.slice(1)]);
    }
  }

  /** Reduces the vectors `level …` of a basis, after those before it. */
  reduce(basis: Int[][], level: number): void {
    let index = level;
    while (index + 1 < this.variables) {
      spend(8);
      const best = this.shifted(basis, level, index);
      basis[index + 1] = best.vector;
      const own = this.width(basis, level, index, basis[index] as Int[]);
      const limit: Fraction = { numerator: multiply(3, own.numerator), denominator: multiply(4, own.denominator) };
      if (compareFractions(best.width, limit) < 0) {
        [basis[index], basis[index + 1]] = [basis[index + 1] as Int[], basis[index] as Int[]];
        index = Math.max(level, index - 1);
      } else index++;
    }
  }

  /** The vector b_{index+1} + u·b_index of the smallest width. */
  private shifted(basis: readonly Int[][], level: number, index: number): { vector: Int[]; width: Fraction } {
    const previous = basis[index] as Int[];
    const vector = basis[index + 1] as Int[];
    let rate: Fraction = { numerator: 0, denominator: 1 };
    this.width(basis, level, index + 1, vector, (found) => {
      rate = found;
    });
    const low = floorDivide(negate(rate.numerator), rate.denominator);
    const high = ceilDivide(negate(rate.numerator), rate.denominator);
    const candidates = (low === high ? [low] : [low, high]).map((factor) => {
      const candidate = vector.slice();
      combine(candidate, 1, previous, factor);
      return { vector: candidate, width: this.width(basis, level, index, candidate) };
    });
    const [first, second] = candidates as [{ vector: Int[]; width: Fraction }, (typeof candidates)[1]];
    return second !== undefined && compareFractions(second.width, first.width) < 0 ? second : first;
  }

  /** F(direction) with the differences in the directions basis[level … end − 1] fixed to 0. */
  private width(
    basis: readonly Int[][],
    level: number,
    end: number,
    direction: readonly Int[],
    lastRate?: (rate: Fraction) => void,
  ): Fraction {
    const before = this.pairs.snapshot();
    for (let index = level; index < end; index++) this.pairs.addEquality(ofDifference(basis[index] as Int[]));
    const after = this.pairs.snapshot();
    const result = this.pairs.maximize(ofDifference(direction), (rate) => {
      if (lastRate === undefined || end === level) return;
      // the equality is the pair of constraints t >= 0 and −t >= 0; at most one of them is a column
      const up = rate(after - 2);
      const down = rate(after - 1);
      lastRate({ numerator: add(up.numerator, negate(down.numerator)), denominator: up.denominator });
    });
    this.pairs.rollback(before);
    return typeof result === 'string' ? { numerator: 0, denominator: 1 } : result;
  }
}

/** v·(x − y) as a form over (x, y). */
function ofDifference(vector: readonly Int[]): Int[] {
  return [0, ...vector.slice(1), ...vector.slice(1).map(negate)];
}
