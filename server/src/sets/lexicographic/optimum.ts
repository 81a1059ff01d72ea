/**
 * The lexicographically smallest (or largest) image of each element under a map, or of a set for each value of the
 * parameters.
 *
 *     lexmin { [i] -> [j] : i <= j <= 9 or j = 5 }
 *       = { [i] -> [i] : i <= 5;  [i] -> [5] : i >= 6 }
 *
 * Each piece has an optimum by itself (`basic-optimum.ts`). Of these, what another piece's optimum of the same element
 * goes before is taken away: { x -> y : y' = optimum of the other at x, y' << y }. Where two are equal, the first stays.
 */
import { emptyMap, mapOf, type PMap } from '../map.ts';
import { subtract } from '../operations/difference.ts';
import { compose, unite } from '../operations/relations.ts';
import { type UnionMap, unionOf } from '../union-map.ts';
import { type Direction, optimumOfBasic } from './basic-optimum.ts';
import { orderOfTuples } from './order.ts';

/** Disjoint pieces, one image for each element; `unbounded` where an element has images but no smallest (largest). */
export function optimum(map: PMap, direction: Direction): PMap | 'unbounded' {
  const optima: PMap[] = [];
  for (const piece of map.pieces) {
    const one = optimumOfBasic(piece, direction);
    if (one === 'unbounded') return one;
    optima.push(one);
  }
  const single = optima[0];
  if (single === undefined) return emptyMap(map.space);
  if (optima.length === 1) return single;
  return combined(optima, direction);
}

function combined(optima: readonly PMap[], direction: Direction): PMap {
  const space = (optima[0] as PMap).space;
  const worse = orderOfTuples(space.params, space.out, direction === 'smallest' ? '<<' : '>>');
  const notBetter = orderOfTuples(space.params, space.out, direction === 'smallest' ? '<<=' : '>>=');
  const beaten = optima.map((one) => compose(one, worse));
  const kept: PMap[] = [];
  optima.forEach((one, index) => {
    let rest = one;
    optima.forEach((other, at) => {
      if (at === index || rest.pieces.length === 0) return;
      rest = subtract(rest, at < index ? compose(other, notBetter) : (beaten[at] as PMap));
    });
    kept.push(rest);
  });
  const all = kept.reduce(unite);
  return mapOf(space, all.pieces, true);
}

/** The optimum of each map of a union. */
export function unionOptimum(union: UnionMap, direction: Direction): UnionMap | 'unbounded' {
  const maps: PMap[] = [];
  for (const map of union.maps) {
    const one = optimum(map, direction);
    if (one === 'unbounded') return one;
    maps.push(one);
  }
  return unionOf(maps, union.params);
}
