/**
 * The operations of maps on unions of maps over different tuples.
 *
 *     { S[i] -> A[i]; T[i] -> B[i] } composed with { A[i] -> X[i + 1] } = { S[i] -> X[i + 1] }
 *
 * Each operation takes the pairs of maps whose tuples fit together.
 */
import { isEmptyBasic } from '../emptiness.ts';
import { mapOf, type PMap } from '../map.ts';
import { sameTuple, sameTuples, spaceKey, tupleKey } from '../space.ts';
import { mapIn, type UnionMap, unionOf } from '../union-map.ts';
import { coalesce } from './coalesce.ts';
import { isSubset, subtract } from './difference.ts';
import { gist } from './gist.ts';
import {
  compose,
  deltas,
  domain,
  intersect,
  intersectDomain,
  intersectRange,
  inverse,
  rangeOf,
  unite,
} from './relations.ts';

function merged(maps: readonly PMap[], ...operands: readonly UnionMap[]): UnionMap {
  return unionOf(
    maps,
    operands.flatMap(({ params }) => params).filter((name, index, all) => all.indexOf(name) === index),
    unite,
  );
}

function each(union: UnionMap, operation: (map: PMap) => PMap | undefined): UnionMap {
  return merged(
    union.maps.flatMap((map) => operation(map) ?? []),
    union,
  );
}

/** `operation` on each map of `a` and each of `b` that fits it; those of `b` are looked up by a key. */
function pairs(
  a: UnionMap,
  b: UnionMap,
  keyA: (map: PMap) => string,
  keyB: (map: PMap) => string,
  operation: (x: PMap, y: PMap) => PMap,
): UnionMap {
  const byKey = new Map<string, PMap[]>();
  for (const map of b.maps) {
    const list = byKey.get(keyB(map));
    if (list) list.push(map);
    else byKey.set(keyB(map), [map]);
  }
  const maps = a.maps.flatMap((map) => (byKey.get(keyA(map)) ?? []).map((other) => operation(map, other)));
  return merged(maps, a, b);
}

const keyOfSpace = ({ space }: PMap) => spaceKey(space);
const keyOfInput = ({ space }: PMap) => tupleKey(space.in);
const keyOfOutput = ({ space }: PMap) => tupleKey(space.out);

export function unionIntersect(a: UnionMap, b: UnionMap): UnionMap {
  return pairs(a, b, keyOfSpace, keyOfSpace, intersect);
}

export function unionUnite(a: UnionMap, b: UnionMap): UnionMap {
  return merged([...a.maps, ...b.maps], a, b);
}

export function unionSubtract(a: UnionMap, b: UnionMap): UnionMap {
  return merged(
    a.maps.map((map) => {
      const other = mapIn(b, map.space);
      return other === undefined ? map : subtract(map, other);
    }),
    a,
    b,
  );
}

/** { x -> z : exists y : (x, y) in first and (y, z) in second }; with sets as `first`, their image. */
export function unionCompose(first: UnionMap, second: UnionMap): UnionMap {
  return pairs(first, second, keyOfOutput, keyOfInput, compose);
}

export function unionInverse(union: UnionMap): UnionMap {
  return each(union, inverse);
}

export function unionDomain(union: UnionMap): UnionMap {
  return each(union, domain);
}

export function unionRange(union: UnionMap): UnionMap {
  return each(union, rangeOf);
}

export function unionIntersectDomain(union: UnionMap, sets: UnionMap): UnionMap {
  return pairs(union, sets, keyOfInput, keyOfOutput, intersectDomain);
}

export function unionIntersectRange(union: UnionMap, sets: UnionMap): UnionMap {
  return pairs(union, sets, keyOfOutput, keyOfOutput, intersectRange);
}

/** Differences of the maps from a tuple to itself; other maps have none. */
export function unionDeltas(union: UnionMap): UnionMap {
  return each(union, (map) => (sameTuple(map.space.in, map.space.out) ? deltas(map) : undefined));
}

export function unionCoalesce(union: UnionMap): UnionMap {
  return each(union, coalesce);
}

export function unionGist(union: UnionMap, context: UnionMap): UnionMap {
  return each(union, (map) => {
    const known = mapIn(context, map.space);
    return known === undefined ? mapOf(map.space, []) : gist(map, known);
  });
}

export function unionIsEmpty(union: UnionMap): boolean {
  return union.maps.every((map) => map.pieces.every(isEmptyBasic));
}

export function unionIsSubset(a: UnionMap, b: UnionMap): boolean {
  return a.maps.every((map) => {
    const other = b.maps.find(({ space }) => sameTuples(space, map.space));
    return other === undefined ? map.pieces.every(isEmptyBasic) : isSubset(map, other);
  });
}

export function unionIsEqual(a: UnionMap, b: UnionMap): boolean {
  return unionIsSubset(a, b) && unionIsSubset(b, a);
}
