/**
 * Basic maps: one conjunction of affine constraints over the integers.
 *
 *     [N] -> { S[i] -> A[j] : 0 <= i < N and j = 2i and exists (e : i = 3e) }
 *
 * has the columns `[1, N, i, j, e]`, one div (e = ⌊i/3⌋ is its definition, numerator i, denominator 3), and the rows
 *
 *     equalities    [0, 0, 2, -1, 0], [0, 0, 1, 0, -3]        row · columns = 0
 *     inequalities  [0, 0, 1,  0, 0], [-1, 1, -1, 0, 0]       row · columns >= 0
 *
 * A div with a definition *is* ⌊numerator / denominator⌋: the two inequalities that say so need not be among the rows,
 * and `divConstraints` gives them to algorithms that take every column as an unknown. A div that is null is an integer
 * that exists, with no formula known for it. Values are never changed once they are made.
 */
import { type Int, negate, subtract } from './integer.ts';
import { divOffset, type Space } from './space.ts';

/** Coefficients in the order `[constant, params…, in…, out…, divs…]`. */
export type Row = readonly Int[];

/** ⌊numerator / denominator⌋ with denominator > 0. The numerator is 0 in the columns of this div and of later ones. */
export interface Div {
  readonly numerator: Row;
  readonly denominator: Int;
}

export interface BasicMap {
  readonly space: Space;
  readonly divs: readonly (Div | null)[];
  readonly equalities: readonly Row[];
  readonly inequalities: readonly Row[];
}

const NO_ROWS: readonly Row[] = [];

/** The basic map of these rows, as they are. Every row must have `divOffset(space) + divs.length` columns. */
export function basicMap(
  space: Space,
  divs: readonly (Div | null)[],
  equalities: readonly Row[],
  inequalities: readonly Row[],
): BasicMap {
  return { space, divs, equalities, inequalities };
}

/** All points of the space. */
export function universeBasicMap(space: Space): BasicMap {
  return { space, divs: [], equalities: NO_ROWS, inequalities: NO_ROWS };
}

/** No point: the one equality 1 = 0. */
export function emptyBasicMap(space: Space): BasicMap {
  const row = new Array<Int>(divOffset(space)).fill(0);
  row[0] = 1;
  return { space, divs: [], equalities: [row], inequalities: NO_ROWS };
}

/** Whether it is written as `emptyBasicMap` writes it. False does not mean that there are points. */
export function isMarkedEmpty(map: BasicMap): boolean {
  const first = map.equalities[0];
  return first !== undefined && first[0] !== 0 && first.every((value, column) => column === 0 || value === 0);
}

/** Number of columns of its rows. */
export function columnCount(map: BasicMap): number {
  return divOffset(map.space) + map.divs.length;
}

/** Row of `columns` zeros, to be filled. */
export function zeroRow(columns: number): Int[] {
  return new Array<Int>(columns).fill(0);
}

/** Moves the columns of a row: column c goes to `target[c]`, and every other of the `columns` new columns is 0. */
export function moveColumns(row: Row, target: readonly number[], columns: number): Int[] {
  const moved = zeroRow(columns);
  for (let column = 0; column < row.length; column++) {
    const value = row[column] as Int;
    if (value !== 0) moved[target[column] as number] = value;
  }
  return moved;
}

/** The two inequalities 0 <= numerator − denominator·e <= denominator − 1 of a div in column `column`. */
export function divConstraints(div: Div, column: number): [Row, Row] {
  const lower = div.numerator.slice();
  lower[column] = negate(div.denominator);
  const upper = lower.map(negate);
  upper[0] = subtract(upper[0] as Int, subtract(1, div.denominator));
  return [lower, upper];
}

/** All inequalities including those that the definitions of divs stand for. */
export function allInequalities(map: BasicMap): Row[] {
  const rows = map.inequalities.slice();
  const first = divOffset(map.space);
  map.divs.forEach((div, index) => {
    if (div !== null) rows.push(...divConstraints(div, first + index));
  });
  return rows;
}
