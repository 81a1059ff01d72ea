/**
 * A box around a parametric set: each dimension between one affine bound of the parameters and another.
 *
 *     0 <= i < N, i <= 2j <= N + i        0 <= i <= N − 1, 0 <= 2j <= 2N − 1
 *
 * The second bound of j follows from its row with the bound of i in place of i. The box holds all points of the set, so
 * counting it gives an upper bound, and counting a box is easy.
 */
import { allInequalities, type BasicMap, type Row } from '../basic-map.ts';
import { absolute, divideExactly, type Int, lcm, multiply, negate, subtract } from '../integer.ts';
import { negated } from '../linear/rows.ts';

/** numerator / denominator, an affine form of the parameters; the denominator is positive. */
interface Bound {
  readonly numerator: readonly Int[];
  readonly denominator: Int;
}

interface Range {
  lower: Bound | undefined;
  upper: Bound | undefined;
}

/**
 * Inequalities over `[1, parameters…, unknowns…]` that every point of `piece` satisfies: those of the parameters alone,
 * and at most two for each of the `unknowns` columns from `first` on.
 */
export function relaxedToBox(first: number, unknowns: number, piece: BasicMap): Row[] {
  const rows = [...piece.equalities, ...piece.equalities.map(negated), ...allInequalities(piece)];
  const ranges = Array.from(
    { length: unknowns + piece.divs.length },
    (): Range => ({ lower: undefined, upper: undefined }),
  );
  const open = rows.filter((row) => row.some((value, column) => column >= first && value !== 0));
  while (open.some((row) => improve(first, ranges, row)));
  const result: Row[] = [];
  for (const row of rows) if (!open.includes(row)) result.push(row.slice(0, first + unknowns));
  for (let k = 0; k < unknowns; k++) {
    const { lower, upper } = ranges[k] as Range;
    if (lower) result.push(boundRow(first, unknowns, k, lower, 1));
    if (upper) result.push(boundRow(first, unknowns, k, upper, -1));
  }
  return result;
}

/** factor·(denominator·x_k − numerator) >= 0 */
function boundRow(first: number, unknowns: number, k: number, { numerator, denominator }: Bound, factor: 1 | -1): Row {
  const row: Int[] = numerator.map((value) => (factor === 1 ? negate(value) : value));
  for (let column = 0; column < unknowns; column++) row.push(0);
  row[first + k] = multiply(factor, denominator);
  return row;
}

/** Whether a row gives an unknown its first bound on one side. */
function improve(first: number, ranges: readonly Range[], row: Row): boolean {
  return ranges.some((range, k) => {
    const factor = row[first + k] as Int;
    if (factor === 0 || (factor > 0 ? range.lower : range.upper) !== undefined) return false;
    const greatest = greatestOfOthers(first, ranges, row, k);
    if (greatest === undefined) return false;
    const denominator = multiply(greatest.denominator, absolute(factor));
    if (factor > 0) range.lower = { numerator: negated(greatest.numerator), denominator };
    else range.upper = { numerator: greatest.numerator, denominator };
    return true;
  });
}

/** An affine bound of the row without unknown `without`, from above; undefined if an unknown in it has none. */
function greatestOfOthers(first: number, ranges: readonly Range[], row: Row, without: number): Bound | undefined {
  let sum: Bound = { numerator: row.slice(0, first), denominator: 1 };
  for (let k = 0; k < ranges.length; k++) {
    const factor = row[first + k] as Int;
    if (k === without || factor === 0) continue;
    const bound = factor > 0 ? ranges[k]?.upper : ranges[k]?.lower;
    if (bound === undefined) return undefined;
    sum = plusMultiple(sum, bound, factor);
  }
  return sum;
}

function plusMultiple(a: Bound, b: Bound, factor: Int): Bound {
  const denominator = lcm(a.denominator, b.denominator);
  const left = divideExactly(denominator, a.denominator);
  const right = multiply(factor, divideExactly(denominator, b.denominator));
  const numerator = a.numerator.map((value, column) => multiplyAdd(value, left, b.numerator[column] as Int, right));
  return { numerator, denominator };
}

function multiplyAdd(a: Int, b: Int, c: Int, d: Int): Int {
  return subtract(multiply(a, b), multiply(negate(c), d));
}
