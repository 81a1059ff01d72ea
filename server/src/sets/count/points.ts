/**
 * How many points a set or map has at given values of its parameters.
 *
 *     [N] -> { S[i, j] : 0 <= i < N and 0 <= j <= i } at N = 4096 has 8390656
 *
 * Pieces are made disjoint, and every div gets a definition: then a point has exactly one value for each div, so the
 * solutions of the constraints in points and divs together are as many as the points.
 */
import { allInequalities, type BasicMap, type Div, isMarkedEmpty, type Row } from '../basic-map.ts';
import { explicit } from '../explicit.ts';
import { add, type Int, multiply, subtract } from '../integer.ts';
import { mapOf, type PMap } from '../map.ts';
import { disjointPieces } from '../operations/difference.ts';
import { simplified } from '../simplify.ts';
import { divOffset, inCount, outCount, type Space } from '../space.ts';
import type { UnionMap } from '../union-map.ts';
import { type Quota, withQuota } from '../work.ts';
import { intervals } from './intervals.ts';
import { countSolutions, type PointCount } from './solutions.ts';

/** A count that says whether it is exact. A bound is at least as large as the number of points. */
export type Count =
  | { readonly exact: true; readonly value: PointCount }
  | { readonly exact: false; readonly atMost: PointCount };

/** The number of points, with the parameters of the map at these values (as many as it has). */
export function countPoints(map: PMap, params: readonly Int[] = []): PointCount {
  let total: PointCount = 0;
  for (const piece of explicitDisjoint(instantiated(map, params)).pieces) {
    total = addCounts(total, countExplicit(piece));
  }
  return total;
}

/** The number of points of all maps of a union; `params` are values of its parameters. */
export function countUnion(union: UnionMap, params: readonly Int[] = []): PointCount {
  return union.maps.reduce<PointCount>((total, map) => addCounts(total, countPoints(map, params)), 0);
}

/** As `countPoints` within a quota; beyond it, what a box around each piece allows. */
export function countWithin(quota: Quota, map: PMap, params: readonly Int[] = []): Count {
  const outcome = withQuota(quota, () => countPoints(map, params));
  if (outcome.ok) return { exact: true, value: outcome.value };
  let total: PointCount = 0;
  for (const piece of instantiated(map, params).pieces) total = addCounts(total, boxAround(piece));
  return { exact: false, atMost: total };
}

function addCounts(a: PointCount, b: PointCount): PointCount {
  return a === 'infinite' || b === 'infinite' ? 'infinite' : add(a, b);
}

/** The same points in disjoint pieces all of whose divs are defined. */
export function explicitDisjoint(map: PMap): PMap {
  const disjoint = disjointPieces(map);
  if (disjoint.pieces.every(({ divs }) => !divs.includes(null))) return disjoint;
  const pieces = disjoint.pieces.flatMap((piece) => disjointPieces(mapOf(map.space, explicit(piece))).pieces);
  // What is left of a piece may have got its divs from the one that was taken away; those are defined.
  return mapOf(map.space, pieces, true);
}

/** Without parameters: they have these values. */
function instantiated(map: PMap, params: readonly Int[]): PMap {
  const count = map.space.params.length;
  if (count === 0) return map;
  const space: Space = { params: [], in: map.space.in, out: map.space.out };
  const fix = (row: Row): Row => {
    let constant = row[0] as Int;
    for (let k = 0; k < count; k++) constant = add(constant, multiply(row[1 + k] as Int, params[k] as Int));
    return [constant, ...row.slice(1 + count)];
  };
  const fixDiv = (div: Div | null) => div && { numerator: fix(div.numerator), denominator: div.denominator };
  const pieces = map.pieces
    .filter((piece) => !isMarkedEmpty(piece))
    .map(({ divs, equalities, inequalities }) =>
      simplified(space, divs.map(fixDiv), equalities.map(fix), inequalities.map(fix)),
    );
  return mapOf(space, pieces, map.disjoint);
}

function countExplicit(piece: BasicMap): PointCount {
  const unknowns = divOffset(piece.space) - 1 + piece.divs.length;
  return countSolutions(unknowns, piece.equalities, allInequalities(piece));
}

/** The number of points of the smallest box that intervals of single rows give. */
function boxAround(piece: BasicMap): PointCount {
  const unknowns = divOffset(piece.space) - 1 + piece.divs.length;
  const box = intervals(unknowns, piece.equalities, allInequalities(piece));
  if (box === 'empty') return 0;
  let product: PointCount = 1;
  for (const { lower, upper } of box.slice(0, inCount(piece.space) + outCount(piece.space))) {
    if (lower === undefined || upper === undefined) product = 'infinite';
    else if (product !== 'infinite') product = multiply(product, add(subtract(upper, lower), 1));
  }
  return product;
}
