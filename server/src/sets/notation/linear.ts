/**
 * Affine expressions over numbered variables, as a text is given a meaning.
 *
 *     (i + 1)/2    with i as variable 1:    { row: [1, 1], denominator: 2 }
 *
 * Variable 0 is the constant 1, then come parameters, input and output dimensions in the order of a row's columns, and
 * then the local variables of the text. A row may be shorter than there are variables: what it does not reach is 0.
 */
import { add, divideExactly, gcd, type Int, multiply, negate } from '../integer.ts';

/** row · variables / denominator, with denominator > 0. */
export interface Linear {
  readonly row: readonly Int[];
  readonly denominator: Int;
}

export function constantLinear(value: Int): Linear {
  return { row: [value], denominator: 1 };
}

export function variableLinear(variable: number): Linear {
  const row = new Array<Int>(variable + 1).fill(0);
  row[variable] = 1;
  return { row, denominator: 1 };
}

/** The value of an expression without variables, as numerator and denominator; undefined where it has some. */
export function constantOf({ row, denominator }: Linear): { numerator: Int; denominator: Int } | undefined {
  for (let column = 1; column < row.length; column++) if (row[column] !== 0) return undefined;
  return { numerator: row[0] ?? 0, denominator };
}

/** a·left + b·right */
function weighted(a: Int, left: readonly Int[], b: Int, right: readonly Int[]): Int[] {
  const columns = Math.max(left.length, right.length);
  return Array.from({ length: columns }, (_, column) =>
    add(multiply(a, left[column] ?? 0), multiply(b, right[column] ?? 0)),
  );
}

export function addLinear(left: Linear, right: Linear): Linear {
  if (left.denominator === 1 && right.denominator === 1) {
    return { row: weighted(1, left.row, 1, right.row), denominator: 1 };
  }
  const row = weighted(right.denominator, left.row, left.denominator, right.row);
  return reduced(row, multiply(left.denominator, right.denominator));
}

/** linear · numerator / denominator, where denominator > 0. */
export function scaleLinear(linear: Linear, numerator: Int, denominator: Int): Linear {
  const row = linear.row.map((value) => multiply(value, numerator));
  return reduced(row, multiply(linear.denominator, denominator));
}

/** The row of left − right, times a positive number that makes it integral: its sign is that of the difference. */
export function differenceRow(left: Linear, right: Linear): Int[] {
  return weighted(right.denominator, left.row, negate(left.denominator), right.row);
}

function reduced(row: Int[], denominator: Int): Linear {
  if (denominator === 1) return { row, denominator };
  let common = denominator;
  for (const value of row) common = gcd(common, value);
  if (common === 1) return { row, denominator };
  return { row: row.map((value) => divideExactly(value, common)), denominator: divideExactly(denominator, common) };
}
