/**
 * The part of a context where constraints hold, and the parts where they do not.
 *
 *     context 0 <= i <= 9, constraints i >= 3 and i <= 9
 *       inside 3 <= i <= 9, outside one context 0 <= i <= 2: i <= 9 holds anyway and splits nothing
 *
 * The parts exclude each other: the k-th is where constraint k is the first that fails.
 */
import { type Div, moveColumns, type Row } from '../basic-map.ts';
import { type Int, subtract } from '../integer.ts';
import { complementOf, negated } from '../linear/rows.ts';
import { type Context, widened } from '../pip/context.ts';

/** A conjunction over the columns of a context, whose last columns may be divs of its own. */
export interface Condition {
  /** All divs; the first of them are those of the context that the condition was made in. */
  readonly divs: readonly Div[];
  readonly equalities: readonly Row[];
  readonly inequalities: readonly Row[];
}

export interface Split {
  /** Undefined where nothing of the context satisfies the condition. */
  readonly inside: Context | undefined;
  readonly outside: readonly Context[];
  /** Columns of the condition in the columns of `inside`. */
  readonly target: readonly number[];
}

/** @param visible number of columns before the divs, the same in the context and the condition */
export function splitBy(start: Context, condition: Condition, visible: number): Split {
  const aligned = withDivs(start, condition.divs, visible);
  let inside = aligned.context;
  const { target } = aligned;
  const outside: Context[] = [];
  const move = (row: Row) => moveColumns(row, target, inside.columns);
  /** Adds one inequality; false if nothing is left. */
  const require = (row: Row): boolean => {
    const sign = inside.sign(row);
    if (sign === 'nonnegative') return true;
    if (sign === 'negative') {
      outside.push(inside);
      return false;
    }
    outside.push(inside.withInequality(complementOf(row)));
    inside = inside.withInequality(row);
    return true;
  };
  for (const row of condition.equalities) {
    const moved = move(row);
    if (!require(moved) || !require(negated(moved))) return { inside: undefined, outside, target };
    inside = inside.withEquality(moved);
  }
  for (const row of condition.inequalities) {
    if (!require(move(row))) return { inside: undefined, outside, target };
  }
  return { inside, outside, target };
}

/** The context with all these divs, and where the columns of rows that have them are then. */
export function withDivs(
  start: Context,
  divs: readonly Div[],
  visible: number,
): { context: Context; target: number[] } {
  let context = start;
  const target = Array.from({ length: visible }, (_, column) => column);
  for (const { numerator, denominator } of divs) {
    const row = widened([], context.columns);
    numerator.forEach((value, column) => {
      if (value !== 0) row[target[column] as number] = value;
    });
    const next = context.withDiv(row, denominator);
    context = next.context;
    target.push(next.column);
  }
  return { context, target };
}

/** a − b, for rows of perhaps different lengths. */
export function rowDifference(a: Row, b: Row, columns: number): Int[] {
  const result = widened(a, columns);
  b.forEach((value, column) => {
    if (value !== 0) result[column] = subtract(result[column] as Int, value);
  });
  return result;
}
