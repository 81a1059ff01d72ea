/**
 * Whether a set has points, and one of them.
 *
 *     { [i, j] : 2i = 4j + 1 } has none;  { [i] : 3 <= 2i <= 5 } has i = 2
 *
 * The constraints with all columns as unknowns, definitions of divs included, go to `linear/solve.ts`.
 */
import { allInequalities, type BasicMap, columnCount, isMarkedEmpty, type Row } from './basic-map.ts';
import type { Int } from './integer.ts';
import { isSolvable, solve } from './linear/solve.ts';
import type { PMap } from './map.ts';
import { divOffset } from './space.ts';

export function isEmptyBasic(map: BasicMap): boolean {
  if (isMarkedEmpty(map)) return true;
  if (map.equalities.length + map.divs.length === 0 && map.inequalities.length < 2)
    return map.inequalities.some(isFalse);
  return !isSolvable(map.equalities, map.divs.length === 0 ? map.inequalities : allInequalities(map));
}

/** An inequality with no coefficients and a negative constant. */
function isFalse(row: Row): boolean {
  return (row[0] as Int) < 0 && row.every((value, column) => column === 0 || value === 0);
}

export function isEmpty(map: PMap): boolean {
  return map.pieces.every(isEmptyBasic);
}

/** A point `[params…, in…, out…]`, or undefined if there is none. */
export function sampleBasic(map: BasicMap): Int[] | undefined {
  if (isMarkedEmpty(map)) return undefined;
  return solve(map.equalities, allInequalities(map), columnCount(map))?.slice(1, divOffset(map.space));
}

/** As `sampleBasic`, of the first piece that has points. */
export function sample(map: PMap): Int[] | undefined {
  for (const piece of map.pieces) {
    const point = sampleBasic(piece);
    if (point !== undefined) return point;
  }
  return undefined;
}
