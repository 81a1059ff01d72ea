/**
 * Unions of maps over different tuples: what a whole program relates.
 *
 *     { S[i] -> A[i]; T[i] -> A[2i] }    two maps
 *
 * There is at most one map for each pair of tuples, none of them has no pieces, and all have the union's parameters.
 * Sets and maps may be mixed only by mistake; operations on both kinds take what fits and leave out the rest.
 */
import { alignMap, type PMap } from './map.ts';
import { type Space, sameParams, spaceKey, unitedParams } from './space.ts';

export interface UnionMap {
  readonly params: readonly string[];
  readonly maps: readonly PMap[];
}

/** The union of maps; those of the same tuples become one, of which `merge` gives the union of two. */
export function unionOf(
  maps: readonly PMap[],
  params: readonly string[] = [],
  merge: (a: PMap, b: PMap) => PMap = mergePieces,
): UnionMap {
  let all = params;
  for (const map of maps) all = unitedParams(all, map.space.params);
  const bySpace = new Map<string, PMap>();
  for (const map of maps) {
    if (map.pieces.length === 0) continue;
    const aligned = alignMap(map, all);
    const key = spaceKey(map.space);
    const before = bySpace.get(key);
    bySpace.set(key, before === undefined ? aligned : merge(before, aligned));
  }
  return { params: all, maps: [...bySpace.values()] };
}

function mergePieces(a: PMap, b: PMap): PMap {
  return { space: a.space, pieces: [...a.pieces, ...b.pieces], disjoint: false };
}

/** The same relation over other parameters, which must include its own. */
export function alignUnion(union: UnionMap, params: readonly string[]): UnionMap {
  if (sameParams(union.params, params)) return union;
  return { params, maps: union.maps.map((map) => alignMap(map, params)) };
}

/** The map of these tuples, or undefined where there are no points in them. */
export function mapIn(union: UnionMap, space: Space): PMap | undefined {
  const key = spaceKey(space);
  return union.maps.find((map) => spaceKey(map.space) === key);
}
