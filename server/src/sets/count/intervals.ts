/**
 * Intervals of the unknowns of a linear system that single rows give, cheaply: an outer bound, not the exact range.
 *
 *     0 <= x <= 5, y >= 2x, x + y <= 9        y >= 0 from the second row, y <= 9 from the third
 */
import { add, ceilDivide, floorDivide, type Int, multiply, negate } from '../integer.ts';
import { negated } from '../linear/rows.ts';

export interface Interval {
  readonly lower: Int | undefined;
  readonly upper: Int | undefined;
}

/** How often all rows are gone through; what is found is right after any number. */
const ROUNDS = 8;

/** An interval for each unknown of rows `[constant, x1 … xn]`, or `empty` if one of them has nothing left. */
export function intervals(
  unknowns: number,
  equalities: readonly (readonly Int[])[],
  inequalities: readonly (readonly Int[])[],
): readonly Interval[] | 'empty' {
  const box: { lower: Int | undefined; upper: Int | undefined }[] = [];
  for (let k = 0; k < unknowns; k++) box.push({ lower: undefined, upper: undefined });
  const rows = [...inequalities, ...equalities, ...equalities.map(negated)];
  for (let round = 0; round < ROUNDS; round++) {
    let changed = false;
    for (const row of rows) {
      for (let column = 1; column <= unknowns; column++) {
        const factor = row[column] as Int;
        const most = factor === 0 ? undefined : greatestOfOthers(row, column, box);
        if (most === undefined) continue;
        const own = box[column - 1] as { lower: Int | undefined; upper: Int | undefined };
        if (factor > 0) {
          const bound = ceilDivide(negate(most), factor);
          if (own.lower !== undefined && own.lower >= bound) continue;
          own.lower = bound;
        } else {
          const bound = floorDivide(most, negate(factor));
          if (own.upper !== undefined && own.upper <= bound) continue;
          own.upper = bound;
        }
        if (own.lower !== undefined && own.upper !== undefined && own.lower > own.upper) return 'empty';
        changed = true;
      }
    }
    if (!changed) break;
  }
  return box;
}

/** The greatest value of a row without one of its columns; undefined if it has none. */
function greatestOfOthers(row: readonly Int[], without: number, box: readonly Interval[]): Int | undefined {
  let sum = row[0] as Int;
  for (let column = 1; column < row.length; column++) {
    const factor = row[column] as Int;
    if (column === without || factor === 0) continue;
    const { lower, upper } = box[column - 1] as Interval;
    const bound = factor > 0 ? upper : lower;
    if (bound === undefined) return undefined;
    sum = add(sum, multiply(factor, bound));
  }
  return sum;
}
