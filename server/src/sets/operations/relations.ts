/**
 * Relational algebra on maps: intersection, composition, inverse, domain, range, projection, products, differences.
 *
 *     compose({ A[i] -> B[2i] }, { B[j] -> C[j + 1] }) = { A[i] -> C[2i + 1] }
 *
 * Operands may have different parameters: those of the result are those of the first, then the others. A set is a map
 * without input. The tuples of the operands must fit together; `unions.ts` chooses those that do.
 */
import { type BasicMap, zeroRow } from '../basic-map.ts';
import { isEmptyBasic } from '../emptiness.ts';
import { alignMap, mapOf, type PMap } from '../map.ts';
import { simplified } from '../simplify.ts';
import {
  divOffset,
  inCount,
  inOffset,
  mapSpace,
  nestedTuple,
  outCount,
  outOffset,
  type Space,
  setSpace,
  type Tuple,
  tuple,
  unitedParams,
} from '../space.ts';
import { spend } from '../work.ts';
import { join, type Part, range } from './join.ts';

/** Both with the same parameters. */
export function aligned(a: PMap, b: PMap): [PMap, PMap] {
  const params = unitedParams(a.space.params, b.space.params);
  return [alignMap(a, params), alignMap(b, params)];
}

/** All pairs of pieces, joined; those without points are left out. */
function pairwise(
  a: PMap,
  b: PMap,
  space: Space,
  disjoint: boolean,
  joined: (x: BasicMap, y: BasicMap) => BasicMap,
): PMap {
  const pieces: BasicMap[] = [];
  for (const x of a.pieces) {
    for (const y of b.pieces) {
      spend(1);
      const piece = joined(x, y);
      if (!isEmptyBasic(piece)) pieces.push(piece);
    }
  }
  return mapOf(space, pieces, disjoint && a.disjoint && b.disjoint);
}

function pieceByPiece(map: PMap, space: Space, hidden: number, target: readonly number[], disjoint: boolean): PMap {
  const pieces = map.pieces.map((piece) => join(space, hidden, [{ map: piece, target }]));
  return mapOf(space, pieces, disjoint && map.disjoint);
}

/** The points of both; their tuples must be the same. */
export function intersect(a: PMap, b: PMap): PMap {
  const [x, y] = aligned(a, b);
  const all = range(0, divOffset(x.space));
  return pairwise(x, y, x.space, true, (p, q) => intersectBasic(p, q, all));
}

/** The points of both; the spaces must be the same, with the same parameters. */
export function intersectBasic(a: BasicMap, b: BasicMap, all = range(0, divOffset(a.space))): BasicMap {
  return join(a.space, 0, [
    { map: a, target: all },
    { map: b, target: all },
  ]);
}

/** The points of either; their tuples must be the same. */
export function unite(a: PMap, b: PMap): PMap {
  if (a.pieces.length === 0) return aligned(b, a)[0];
  const [x, y] = aligned(a, b);
  return y.pieces.length === 0 ? x : mapOf(x.space, [...x.pieces, ...y.pieces]);
}

/** The pairs of `map` whose input lies in `set`. */
export function intersectDomain(map: PMap, set: PMap): PMap {
  const [x, y] = aligned(map, set);
  const target = range(0, outOffset(x.space));
  return pairwise(x, y, x.space, true, (p, q) => join(x.space, 0, [whole(p), { map: q, target }]));
}

/** The pairs of `map` whose output lies in `set`. */
export function intersectRange(map: PMap, set: PMap): PMap {
  const [x, y] = aligned(map, set);
  const target = [...range(0, inOffset(x.space)), ...range(outOffset(x.space), outCount(x.space))];
  return pairwise(x, y, x.space, true, (p, q) => join(x.space, 0, [whole(p), { map: q, target }]));
}

function whole(map: BasicMap): Part {
  return { map, target: range(0, divOffset(map.space)) };
}

/** { x -> z : exists y : (x, y) in first and (y, z) in second } */
export function compose(first: PMap, second: PMap): PMap {
  const [x, y] = aligned(first, second);
  const space: Space = { params: x.space.params, in: x.space.in, out: y.space.out };
  const middle = outCount(x.space);
  const hidden = range(divOffset(space), middle);
  const left = [...range(0, outOffset(space)), ...hidden];
  const right = [...range(0, inOffset(space)), ...hidden, ...range(outOffset(space), outCount(space))];
  return pairwise(x, y, space, false, (p, q) =>
    join(space, middle, [
      { map: p, target: left },
      { map: q, target: right },
    ]),
  );
}

/** { y : exists x in set : (x, y) in map } */
export function image(set: PMap, map: PMap): PMap {
  return compose(set, map);
}

/** { x : exists y in set : (x, y) in map } */
export function preimage(set: PMap, map: PMap): PMap {
  return compose(set, inverse(map));
}

/** { y -> x : (x, y) in map } */
export function inverse(map: PMap): PMap {
  const { space } = map;
  const target = mapSpace(space.params, space.out, space.in as Tuple);
  const columns = [
    ...range(0, inOffset(space)),
    ...range(outOffset(target), inCount(space)),
    ...range(inOffset(target), outCount(space)),
  ];
  return pieceByPiece(map, target, 0, columns, true);
}

/** The set of inputs. */
export function domain(map: PMap): PMap {
  const space = setSpace(map.space.params, map.space.in as Tuple);
  return pieceByPiece(map, space, outCount(map.space), range(0, divOffset(map.space)), false);
}

/** The set of outputs. */
export function rangeOf(map: PMap): PMap {
  const space = setSpace(map.space.params, map.space.out);
  const columns = [
    ...range(0, inOffset(space)),
    ...range(divOffset(space), inCount(map.space)),
    ...range(outOffset(space), outCount(space)),
  ];
  return pieceByPiece(map, space, inCount(map.space), columns, false);
}

/** The values of the parameters for which there is a point, as a set of no dimensions. */
export function parametersOf(map: PMap): PMap {
  const space = setSpace(map.space.params, tuple(null, 0));
  const hidden = inCount(map.space) + outCount(map.space);
  return pieceByPiece(map, space, hidden, range(0, divOffset(map.space)), false);
}

export type DimensionKind = 'param' | 'in' | 'out';

/** Projects `count` dimensions of a kind out; what remains of the tuple keeps its name. */
export function projectOut(map: PMap, kind: DimensionKind, first: number, count: number): PMap {
  const { space } = map;
  const without = <T>(list: readonly T[]) => [...list.slice(0, first), ...list.slice(first + count)];
  const cut = (from: Tuple): Tuple => ({ name: from.name, dims: without(from.dims), nested: null });
  const target: Space = {
    params: kind === 'param' ? without(space.params) : space.params,
    in: kind === 'in' && space.in !== null ? cut(space.in) : space.in,
    out: kind === 'out' ? cut(space.out) : space.out,
  };
  const start = { param: 1, in: inOffset(space), out: outOffset(space) }[kind] + first;
  const hidden = divOffset(target);
  const columns = range(0, divOffset(space)).map((column) => {
    if (column < start) return column;
    return column < start + count ? hidden + column - start : column - count;
  });
  return pieceByPiece(map, target, count, columns, false);
}

/** { y − x : (x, y) in map }; both tuples must have equally many dimensions. The result's tuple is the input's. */
export function deltas(map: PMap): PMap {
  const count = outCount(map.space);
  const space = setSpace(map.space.params, map.space.in as Tuple);
  const first = divOffset(space);
  const target = [...range(0, inOffset(map.space)), ...range(first, 2 * count)];
  const columns = first + 2 * count;
  const rows = range(0, count).map((index) => {
    const row = zeroRow(columns);
    row[outOffset(space) + index] = -1;
    row[first + index] = -1;
    row[first + count + index] = 1;
    return row;
  });
  const tie: BasicMap = { space, divs: [], equalities: rows, inequalities: [] };
  const pieces = map.pieces.map((piece) =>
    join(space, 2 * count, [
      { map: piece, target },
      { map: tie, target: range(0, columns) },
    ]),
  );
  return mapOf(space, pieces);
}

/** { x -> x : x in set } */
export function identityOn(set: PMap): PMap {
  const space = mapSpace(set.space.params, set.space.out, set.space.out);
  const columns = range(0, outOffset(space));
  const rows = range(0, outCount(set.space)).map((index) => {
    const row = zeroRow(divOffset(space));
    row[inOffset(space) + index] = -1;
    row[outOffset(space) + index] = 1;
    return row;
  });
  const tie: BasicMap = { space, divs: [], equalities: rows, inequalities: [] };
  const pieces = set.pieces.map((piece) => join(space, 0, [{ map: piece, target: columns }, whole(tie)]));
  return mapOf(space, pieces, set.disjoint);
}

/** { x -> y : x in from and y in to } */
export function product(from: PMap, to: PMap): PMap {
  const [x, y] = aligned(from, to);
  const space = mapSpace(x.space.params, x.space.out, y.space.out);
  const left = range(0, outOffset(space));
  const right = [...range(0, inOffset(space)), ...range(outOffset(space), outCount(space))];
  return pairwise(x, y, space, true, (p, q) =>
    join(space, 0, [
      { map: p, target: left },
      { map: q, target: right },
    ]),
  );
}

/** The pairs as one set of nested tuples `[A[…] -> B[…]]`. */
export function wrap(map: PMap): PMap {
  const space = setSpace(map.space.params, nestedTuple(null, map.space.in as Tuple, map.space.out));
  return inSpaceOf(map, space);
}

/** The map that a set of nested tuples stands for. */
export function unwrap(set: PMap): PMap {
  const nested = set.space.out.nested as { in: Tuple; out: Tuple };
  return inSpaceOf(set, mapSpace(set.space.params, nested.in, nested.out));
}

/** The same rows in a space with the same number of columns. */
export function inSpaceOf(map: PMap, space: Space): PMap {
  const pieces = map.pieces.map(({ divs, equalities, inequalities }) => ({ space, divs, equalities, inequalities }));
  return { space, pieces, disjoint: map.disjoint };
}

/** Fixes a column `[constant, params…, in…, out…]` to a value in each piece. */
export function fixColumn(map: PMap, column: number, value: number | bigint): PMap {
  const pieces = map.pieces.map((piece) => {
    const row = zeroRow(divOffset(piece.space) + piece.divs.length);
    row[0] = typeof value === 'number' ? 0 - value : -value;
    row[column] = 1;
    return simplified(piece.space, piece.divs, [...piece.equalities, row], piece.inequalities);
  });
  return mapOf(map.space, pieces, map.disjoint);
}
