/**
 * Arithmetic on rows of coefficients `[constant, c1, c2, …]`, in place.
 *
 *     inequality [5, -2, 4] >= 0   tightens to [2, -1, 2]: over the integers 2x <= 4y + 5 is x <= 2y + 2
 *     equality   [5, -2, 4]  = 0   has no integer solution: 2 divides the coefficients and not the constant
 *
 * Entries are machine numbers while they are safe integers; each element that would leave that range is computed again
 * with BigInt, so a row may mix both.
 */
import {
  absolute,
  add,
  divideExactly,
  floorDivide,
  gcd,
  type Int,
  MAXIMUM_SAFE,
  multiply,
  negate,
} from '../integer.ts';

/** target := a·target + b·source. */
export function combine(target: Int[], a: Int, source: readonly Int[], b: Int): void {
  if (typeof a === 'number' && typeof b === 'number') {
    for (let column = 0; column < target.length; column++) {
      const t = target[column] as Int;
      const s = source[column] as Int;
      if (s === 0) {
        if (a !== 1 && t !== 0) target[column] = multiply(t, a);
        continue;
      }
      if (typeof t === 'number' && typeof s === 'number') {
        const left = a * t;
        const right = b * s;
        // the bound on both products makes their sum exact as well
        if (Math.abs(left) + Math.abs(right) <= MAXIMUM_SAFE) {
          target[column] = left + right + 0;
          continue;
        }
      }
      target[column] = add(multiply(a, t), multiply(b, s));
    }
    return;
  }
  for (let column = 0; column < target.length; column++) {
    target[column] = add(multiply(a, target[column] as Int), multiply(b, source[column] as Int));
  }
}

/** The greatest common divisor of all entries but the first `from`; 0 if they are all 0. */
export function content(row: readonly Int[], from: number): Int {
  let divisor: Int = 0;
  for (let column = from; column < row.length; column++) {
    const value = row[column] as Int;
    if (value === 0) continue;
    if (value === 1 || value === -1) return 1;
    divisor = divisor === 0 ? absolute(value) : gcd(divisor, value);
    if (divisor === 1) return 1;
  }
  return divisor;
}

/** Divides entries `from …` by a divisor of all of them. */
export function divideRow(row: Int[], divisor: Int, from: number): void {
  for (let column = from; column < row.length; column++) {
    if (row[column] !== 0) row[column] = divideExactly(row[column] as Int, divisor);
  }
}

/** What an inequality or equality without unknowns says, or that it has unknowns. */
export type Verdict = 'true' | 'false' | 'open';

/** Brings an inequality into the form with coprime coefficients and the tightest integer constant. */
export function tightenInequality(row: Int[]): Verdict {
  const divisor = content(row, 1);
  if (divisor === 0) return (row[0] as Int) >= 0 ? 'true' : 'false';
  if (divisor !== 1) {
    divideRow(row, divisor, 1);
    row[0] = floorDivide(row[0] as Int, divisor);
  }
  return 'open';
}

/** Divides an equality by the content of its coefficients; `false` if that does not divide the constant. */
export function reduceEquality(row: Int[]): Verdict {
  const divisor = content(row, 1);
  if (divisor === 0) return row[0] === 0 ? 'true' : 'false';
  if (divisor !== 1) {
    const constant = row[0] as Int;
    if (floorDivide(constant, divisor) !== negate(floorDivide(negate(constant), divisor))) return 'false';
    divideRow(row, divisor, 0);
  }
  return 'open';
}

/**
 * Eliminates column `column` of an inequality (or of any row that must only be scaled by positive numbers) with an
 * equality that mentions it.
 */
export function substitute(target: Int[], equality: readonly Int[], column: number): void {
  const value = target[column] as Int;
  if (value === 0) return;
  const pivot = equality[column] as Int;
  if (pivot === 1) combine(target, 1, equality, negate(value));
  else if (pivot === -1) combine(target, 1, equality, value);
  else {
    const divisor = gcd(pivot, value);
    const scale = divideExactly(absolute(pivot), divisor);
    const factor = divideExactly(value, divisor);
    combine(target, scale, equality, pivot > 0 ? negate(factor) : factor);
  }
}

export function negated(row: readonly Int[]): Int[] {
  const result = row.slice();
  for (let column = 0; column < result.length; column++) {
    if (result[column] !== 0) result[column] = negate(result[column] as Int);
  }
  return result;
}

/** The integers that do not satisfy `row >= 0` satisfy this: −row − 1 >= 0. */
export function complementOf(row: readonly Int[]): Int[] {
  const result = negated(row);
  result[0] = add(result[0] as Int, -1);
  return result;
}

/** How the unknowns of two rows relate: the same coefficients, opposite ones, or neither. */
export function parallel(a: readonly Int[], b: readonly Int[]): 'same' | 'opposite' | 'other' {
  let same = true;
  let opposite = true;
  for (let column = 1; column < a.length; column++) {
    const x = a[column] as Int;
    const y = b[column] as Int;
    if (x === 0 && y === 0) continue;
    if (same && x !== y) same = false;
    if (opposite && (x === 0 || x !== negate(y))) opposite = false;
    if (!same && !opposite) return 'other';
  }
  return same ? 'same' : 'opposite';
}

/** Whether one of the inequalities has the same coefficients as `row` and a constant at most as large. */
export function followsFromOne(inequalities: readonly (readonly Int[])[], row: readonly Int[]): boolean {
  for (const other of inequalities) {
    if ((other[0] as Int) <= (row[0] as Int) && parallel(other, row) === 'same') return true;
  }
  return false;
}
