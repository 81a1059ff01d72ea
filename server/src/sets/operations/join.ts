/**
 * Joins: the conjunction of basic maps that share some of their dimensions, with the others hidden.
 *
 *     { A[i] -> B[j] } and { B[j] -> C[k] } joined to A -> C, j hidden: the composition
 *
 * Each part says where its visible columns go; hidden columns are divs without definition, before all other divs, and
 * `simplified` then eliminates them or finds what defines them. Intersection, composition, inverse, domain, range and
 * projection are all joins.
 */
import { type BasicMap, type Div, emptyBasicMap, isMarkedEmpty, moveColumns, type Row } from '../basic-map.ts';
import { simplified } from '../simplify.ts';
import { divOffset, type Space } from '../space.ts';

/** `target[c]` is the new column of the part's visible column c; `target[0] = 0`. */
export interface Part {
  readonly map: BasicMap;
  readonly target: readonly number[];
}

/** The conjunction of the parts in `space`, with `hidden` existential columns from `divOffset(space)` on. */
export function join(space: Space, hidden: number, parts: readonly Part[]): BasicMap {
  if (parts.some(({ map }) => isMarkedEmpty(map))) return emptyBasicMap(space);
  const divs: (Div | null)[] = new Array<null>(hidden).fill(null);
  const equalities: Row[] = [];
  const inequalities: Row[] = [];
  const columns = parts.reduce((sum, { map }) => sum + map.divs.length, divOffset(space) + hidden);
  for (const { map, target } of parts) {
    const places = [...target];
    const next = divOffset(space) + divs.length;
    for (let index = 0; index < map.divs.length; index++) places.push(next + index);
    for (const div of map.divs) {
      divs.push(div && { numerator: moveColumns(div.numerator, places, columns), denominator: div.denominator });
    }
    for (const row of map.equalities) equalities.push(moveColumns(row, places, columns));
    for (const row of map.inequalities) inequalities.push(moveColumns(row, places, columns));
  }
  return simplified(space, divs, equalities, inequalities);
}

/** Columns `from … from + count − 1`. */
export function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}
