/**
 * Difference, complement, and the comparisons that follow from it.
 *
 *     { [i] : 0 <= i <= 9 } − { [i] : 3 <= i <= 5 } = { [i] : 0 <= i <= 2 or 6 <= i <= 9 }
 *
 * a − (c1 ∧ c2 ∧ …) is the disjoint union of a ∧ ¬c1, a ∧ c1 ∧ ¬c2, …; constraints that hold on all of `a` give
 * nothing and are not added. What is subtracted needs definitions for its divs (`explicit.ts`): a defined div may be
 * added to `a` without changing its points.
 */
import { type BasicMap, basicMap, isMarkedEmpty, type Row, universeBasicMap } from '../basic-map.ts';
import { isEmptyBasic } from '../emptiness.ts';
import { explicit } from '../explicit.ts';
import { fastPaths } from '../fast-paths.ts';
import { complementOf, followsFromOne, negated } from '../linear/rows.ts';
import { mapOf, type PMap, universeMap } from '../map.ts';
import { simplifiedMap } from '../simplify.ts';
import { sameTuples } from '../space.ts';
import { spend } from '../work.ts';
import { aligned } from './relations.ts';
import { together } from './together.ts';

/** The points of `a` that are not in `b`; their tuples must be the same. The pieces from each piece of `a` are disjoint. */
export function subtract(a: PMap, b: PMap): PMap {
  const [x, y] = aligned(a, b);
  let rest: readonly BasicMap[] = x.pieces;
  for (const piece of y.pieces) {
    if (rest.length === 0) break;
    rest = rest.flatMap((from) => subtractBasic(from, piece));
  }
  return mapOf(x.space, rest, a.disjoint);
}

/** All points of the space that are not in `map`. */
export function complement(map: PMap): PMap {
  return subtract(universeMap(map.space), map);
}

/** The points of one basic map that are not in another, as disjoint pieces. */
export function subtractBasic(a: BasicMap, b: BasicMap): BasicMap[] {
  spend(4);
  if (isDisjointBasic(a, b)) return isEmptyBasic(a) ? [] : [a];
  let rest = [a];
  for (const piece of explicit(b)) rest = rest.flatMap((from) => subtractExplicit(from, piece));
  return rest;
}

/** Whether no point is in both; the spaces must be the same, with the same parameters. */
function isDisjointBasic(a: BasicMap, b: BasicMap): boolean {
  if (isMarkedEmpty(a) || isMarkedEmpty(b)) return true;
  const { divs, first, second } = together(a, b);
  const equalities = [...first.equalities, ...second.equalities];
  const inequalities = [...first.inequalities, ...second.inequalities];
  return isEmptyBasic(basicMap(a.space, divs, equalities, inequalities));
}

function subtractExplicit(a: BasicMap, b: BasicMap): BasicMap[] {
  const both = together(a, b);
  const { divs } = both;
  const equalities = [...both.first.equalities];
  const inequalities = [...both.first.inequalities];
  const pieces: BasicMap[] = [];
  const split = (row: Row): boolean => {
    const piece = basicMap(a.space, divs, equalities.slice(), [...inequalities, complementOf(row)]);
    if (isEmptyBasic(piece)) return false;
    pieces.push(simplifiedMap(piece));
    return true;
  };
  for (const row of both.second.equalities) {
    const above = split(row);
    const below = split(negated(row));
    if (above || below) equalities.push(row);
  }
  for (const row of both.second.inequalities) {
    if (fastPaths() && followsFromOne(inequalities, row)) continue;
    if (split(row)) inequalities.push(row);
  }
  return pieces;
}

/** Whether every point of `a` is in `b`; false where the tuples differ and `a` has points. */
export function isSubset(a: PMap, b: PMap): boolean {
  if (!sameTuples(a.space, b.space)) return a.pieces.every(isEmptyBasic);
  const [x, y] = aligned(a, b);
  return x.pieces.every((piece) => {
    let rest = [piece];
    for (const other of y.pieces) {
      rest = rest.flatMap((from) => subtractBasic(from, other));
      if (rest.length === 0) return true;
    }
    return rest.every(isEmptyBasic);
  });
}

/** Whether both have the same points. */
export function isEqual(a: PMap, b: PMap): boolean {
  return isSubset(a, b) && isSubset(b, a);
}

/** Whether no point is in both. */
export function isDisjoint(a: PMap, b: PMap): boolean {
  if (!sameTuples(a.space, b.space)) return true;
  const [x, y] = aligned(a, b);
  return x.pieces.every((p) => y.pieces.every((q) => isDisjointBasic(p, q)));
}

/** The same points in pieces of which no two overlap. */
export function disjointPieces(map: PMap): PMap {
  if (map.disjoint) return map;
  const pieces: BasicMap[] = [];
  for (const piece of map.pieces) {
    let rest = [piece];
    for (const before of pieces.slice()) rest = rest.flatMap((from) => subtractBasic(from, before));
    pieces.push(...rest);
  }
  return mapOf(map.space, pieces, true);
}

/** Whether every point of the space is in `map`. */
export function isUniverse(map: PMap): boolean {
  return isSubset(mapOf(map.space, [universeBasicMap(map.space)]), map);
}
