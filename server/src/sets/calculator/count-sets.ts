/**
 * `card`: the number of elements of a set as a function of the parameters, or the number of images of each element.
 *
 *     card [N] -> { A[i] : 0 <= i < N; B[i] : 0 <= i < N }  =  [N] -> { 2 * N : N >= 1 }
 */
import { cardinality } from '../count/cardinality.ts';
import { type PiecewiseQuasiPolynomial, sumOfPieces } from '../count/quasi-polynomial.ts';
import { spaceKey } from '../space.ts';
import type { UnionMap } from '../union-map.ts';

/** One function for all sets together, or one for each tuple of inputs. */
export function countSets(union: UnionMap): readonly PiecewiseQuasiPolynomial[] {
  const byDomain = new Map<string, PiecewiseQuasiPolynomial>();
  for (const map of union.maps) {
    const count = cardinality(map);
    const key = spaceKey(count.space);
    const before = byDomain.get(key);
    byDomain.set(key, before ? sumOfPieces(before.space, [...before.pieces, ...count.pieces]) : count);
  }
  return [...byDomain.values()];
}
