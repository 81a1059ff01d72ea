/**
 * Maps: unions of basic maps in one space. A set is a map whose space has no `in`.
 *
 *     { A[i] : i = 0 or 2 <= i <= 5 }    two pieces, disjoint
 *
 * A map without pieces is empty. Pieces may overlap, unless `disjoint` promises that no point lies in two of them.
 */
import {
  type BasicMap,
  columnCount,
  type Div,
  emptyBasicMap,
  isMarkedEmpty,
  moveColumns,
  universeBasicMap,
} from './basic-map.ts';
import { divOffset, type Space, sameParams } from './space.ts';

export interface PMap {
  readonly space: Space;
  readonly pieces: readonly BasicMap[];
  /** Whether no point lies in two pieces; false promises nothing. */
  readonly disjoint: boolean;
}

/** The union of pieces of this space; those that are marked empty are left out. */
export function mapOf(space: Space, pieces: readonly BasicMap[], disjoint = false): PMap {
  const kept = pieces.some(isMarkedEmpty) ? pieces.filter((piece) => !isMarkedEmpty(piece)) : pieces;
  return { space, pieces: kept, disjoint: disjoint || kept.length < 2 };
}

export function emptyMap(space: Space): PMap {
  return { space, pieces: [], disjoint: true };
}

export function universeMap(space: Space): PMap {
  return { space, pieces: [universeBasicMap(space)], disjoint: true };
}

/** The same relation over other parameters, which must include its own; the order may differ. */
export function alignBasicMap(map: BasicMap, params: readonly string[]): BasicMap {
  if (sameParams(map.space.params, params)) return map;
  const space: Space = { params, in: map.space.in, out: map.space.out };
  if (isMarkedEmpty(map)) return emptyBasicMap(space);
  const old = map.space.params;
  const target = [0, ...old.map((name) => 1 + params.indexOf(name))];
  for (let column = 1 + old.length; column < columnCount(map); column++) {
    target.push(column - old.length + params.length);
  }
  const columns = divOffset(space) + map.divs.length;
  const align = (div: Div | null) =>
    div && { numerator: moveColumns(div.numerator, target, columns), denominator: div.denominator };
  return {
    space,
    divs: map.divs.map(align),
    equalities: map.equalities.map((row) => moveColumns(row, target, columns)),
    inequalities: map.inequalities.map((row) => moveColumns(row, target, columns)),
  };
}

/** As `alignBasicMap`, for each piece. */
export function alignMap(map: PMap, params: readonly string[]): PMap {
  if (sameParams(map.space.params, params)) return map;
  const space: Space = { params, in: map.space.in, out: map.space.out };
  return { space, pieces: map.pieces.map((piece) => alignBasicMap(piece, params)), disjoint: map.disjoint };
}
