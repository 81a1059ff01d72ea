/**
 * Equalities between tiled indices, taken apart by the bounds of their parts.
 *
 *     8a + b = 8c + d with 0 <= b, d < 8:    b − d is a multiple of 8 between −7 and 7, so b = d and a = c
 *
 * For a modulus g (a coefficient of the row), let r be the part of the row whose coefficients g does not divide. The
 * equality says that r is a multiple of g. If the bounds of single unknowns leave r only one multiple k·g, then
 * r = k·g and (row − r)/g + k = 0 are two equalities that say the same, and have smaller coefficients. This is what
 * makes tiled accesses as cheap as untiled ones: each tile coordinate is determined by an equality of its own.
 */
import type { Row } from '../basic-map.ts';
import { zeroRow } from '../basic-map.ts';
import {
  absolute,
  add,
  ceilDivide,
  divideExactly,
  floorDivide,
  type Int,
  modulo,
  multiply,
  negate,
} from '../integer.ts';

/** Bounds of columns; undefined where there is none. */
export interface Box {
  readonly low: readonly (Int | undefined)[];
  readonly high: readonly (Int | undefined)[];
}

/** The bounds that rows with a single unknown of coefficient ±1 give. */
export function boxOf(rows: readonly Row[]): Box {
  const low: (Int | undefined)[] = [];
  const high: (Int | undefined)[] = [];
  for (const row of rows) {
    const column = row.findIndex((value, at) => at > 0 && value !== 0);
    if (column < 0 || row.some((value, at) => at > column && value !== 0)) continue;
    const constant = row[0] as Int;
    if (row[column] === 1) {
      const known = low[column];
      if (known === undefined || negate(constant) > known) low[column] = negate(constant);
    } else if (row[column] === -1) {
      const known = high[column];
      if (known === undefined || constant < known) high[column] = constant;
    }
  }
  return { low, high };
}

/**
 * Two equalities that together say `row = 0`, or undefined if the bounds do not tell them. If the row cannot be 0 the
 * first of the two is the constant 1.
 */
export function takeApart(row: Row, box: Box): [Int[], Int[]] | undefined {
  const moduli = new Set<Int>();
  for (let column = 1; column < row.length; column++) {
    const size = absolute(row[column] as Int);
    if (size > 1) moduli.add(size);
  }
  for (const modulus of moduli) {
    const parts = takeApartBy(row, modulus, box);
    if (parts) return parts;
  }
  return undefined;
}

function takeApartBy(row: Row, modulus: Int, box: Box): [Int[], Int[]] | undefined {
  const rest = zeroRow(row.length);
  let least: Int = row[0] as Int;
  let most: Int = least;
  rest[0] = least;
  let unknowns = 0;
  for (let column = 1; column < row.length; column++) {
    const factor = row[column] as Int;
    if (factor === 0 || modulo(factor, modulus) === 0) continue;
    const low = box.low[column];
    const high = box.high[column];
    if (low === undefined || high === undefined) return undefined;
    unknowns++;
    rest[column] = factor;
    least = add(least, multiply(factor, factor > 0 ? low : high));
    most = add(most, multiply(factor, factor > 0 ? high : low));
  }
  if (unknowns === 0) return undefined;
  const first = ceilDivide(least, modulus);
  const last = floorDivide(most, modulus);
  if (first > last) {
    const never = zeroRow(row.length);
    never[0] = 1;
    return [never, row.slice()];
  }
  if (first !== last) return undefined;
  const quotient = row.map((value, column) => (rest[column] === 0 ? divideExactly(value, modulus) : 0));
  quotient[0] = first;
  rest[0] = add(rest[0] as Int, negate(multiply(first, modulus)));
  return [rest, quotient];
}
