/**
 * Lexicographic order as a relation.
 *
 *     { [i, j] << [i', j'] } = { [i, j] -> [i', j'] : i < i';  [i, j] -> [i, j'] : j < j' }
 *
 * One piece for each dimension that may be the first to differ, and one for equal tuples where those are meant. The
 * pieces are disjoint.
 */
import { type BasicMap, basicMap, type Row, zeroRow } from '../basic-map.ts';
import { mapOf, type PMap } from '../map.ts';
import { compose, intersectDomain, intersectRange, inverse } from '../operations/relations.ts';
import { unionUnite } from '../operations/unions.ts';
import { mapSpace, sameTuple, type Tuple } from '../space.ts';
import { type UnionMap, unionOf } from '../union-map.ts';

/** As iscc writes them: `<<`, `<<=`, `>>`, `>>=`. */
export type LexicographicOrder = '<<' | '<<=' | '>>' | '>>=';

/** All pairs x -> y of tuples of this kind with x before y in the order. */
export function orderOfTuples(params: readonly string[], of: Tuple, order: LexicographicOrder): PMap {
  const space = mapSpace(params, of, of);
  const count = of.dims.length;
  const first = 1 + params.length;
  const columns = first + 2 * count;
  const factor = order.startsWith('<<') ? 1 : -1;
  const pieces: BasicMap[] = [];
  const equal: Row[] = [];
  for (let level = 0; level < count; level++) {
    const row = zeroRow(columns);
    row[first + level] = -factor;
    row[first + count + level] = factor;
    const later = row.slice();
    later[0] = -1;
    pieces.push(basicMap(space, [], equal.slice(), [later]));
    equal.push(row);
  }
  if (order.endsWith('=')) pieces.push(basicMap(space, [], equal, []));
  return mapOf(space, pieces, true);
}

/**
 * Sets: the pairs of elements x of `a` and y of `b`, of the same tuple, with x before y. Maps: the pairs of *inputs*
 * whose outputs, of the same tuple, are in that order, as schedules compare statement instances.
 */
export function orderOn(a: UnionMap, b: UnionMap, order: LexicographicOrder): UnionMap {
  let result: UnionMap = unionOf([], [...a.params, ...b.params.filter((name) => !a.params.includes(name))]);
  for (const x of a.maps) {
    for (const y of b.maps) {
      if (!sameTuple(x.space.out, y.space.out) || (x.space.in === null) !== (y.space.in === null)) continue;
      const relation = orderOfTuples(x.space.params, x.space.out, order);
      const pairs =
        x.space.in === null
          ? intersectRange(intersectDomain(relation, x), y)
          : compose(compose(x, relation), inverse(y));
      result = unionUnite(result, unionOf([pairs]));
    }
  }
  return result;
}
