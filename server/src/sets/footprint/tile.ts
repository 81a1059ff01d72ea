/**
 * What the tiles of an iteration space touch of an array: which elements, how many, in how many contiguous runs, and how
 * many of them the next tile touches again.
 *
 *     conv, stride 2: S[p, q, r, s] -> A[2p + r, 2q + s], 0 <= p, q < 56, 0 <= r, s < 3; tiles of 8 × 56 × 3 × 3
 *     tile [1, 0, 0, 0] touches rows 16 … 32 and columns 0 … 112: 17·113 elements
 *     in an array of 113 columns that is one run; of them, row 32 is touched again by tile [2, 0, 0, 0]: 113 elements
 *
 * Tile t holds the iterations with size·t <= i < size·(t + 1) in each dimension. Every question has a fast path for
 * separable accesses (`separable.ts`), and is a composition of set operations otherwise; both are exact.
 */
import { type BasicMap, basicMap, type Row, zeroRow } from '../basic-map.ts';
import { countPoints, explicitDisjoint } from '../count/points.ts';
import type { PointCount } from '../count/solutions.ts';
import { add, type Int, maximum, minimum, multiply, negate, subtract } from '../integer.ts';
import { mapOf, type PMap } from '../map.ts';
import { compose, image, intersect, intersectDomain } from '../operations/relations.ts';
import { mapSpace, setSpace, type Tuple } from '../space.ts';
import { intersectionOf, multiplesOf, type Progression, progression, sumOf } from './progression.ts';
import { runsOfProduct, runsOfSet } from './runs.ts';
import { type SeparableAccess, separableAccess } from './separable.ts';
import { separableMap } from './tile-map.ts';

/** For tests and benchmarks: false makes every question go the general way. */
export const fastFootprints = { enabled: true };

/** An access with its iterations in tiles. The extents of the array are for runs only. */
export interface TiledAccess {
  readonly domain: PMap;
  readonly access: PMap;
  /** One size >= 1 for each dimension of the domain. */
  readonly sizes: readonly Int[];
  readonly separable: SeparableAccess | undefined;
}

export function tiledAccess(domain: PMap, access: PMap, sizes: readonly Int[]): TiledAccess {
  return { domain, access, sizes, separable: separableAccess(domain, access) };
}

/** The map from tiles (in the tuple of the iterations) to the data that they touch. */
export function tileToData(tiled: TiledAccess): PMap {
  if (fastFootprints.enabled && tiled.separable) {
    const direct = separableMap(tiled.separable, tiled.sizes);
    if (direct !== undefined) return direct;
  }
  return compose(tilesOf(tiled), intersectDomain(tiled.access, tiled.domain));
}

/** The data that one tile touches, as a set. */
export function dataOfTile(tiled: TiledAccess, tile: readonly Int[]): PMap {
  const product = fastProduct(tiled, tile);
  if (product !== undefined) return setOfProduct(tiled.access.space.out, product);
  // Without existentials what follows is cheaper; the pieces are disjoint as well.
  return explicitDisjoint(image(pointSet(tiled.domain.space.out, tile), tileToData(tiled)));
}

/** The number of elements that one tile touches. */
export function elementsOfTile(tiled: TiledAccess, tile: readonly Int[]): PointCount {
  const product = fastProduct(tiled, tile);
  return product === undefined ? countPoints(dataOfTile(tiled, tile)) : sizeOfProduct(product);
}

/** The number of maximal runs of consecutive elements that one tile touches, in a row-major array of these extents. */
export function runsOfTile(tiled: TiledAccess, tile: readonly Int[], extents: readonly Int[]): PointCount {
  const product = fastProduct(tiled, tile);
  return product === undefined ? runsOfSet(dataOfTile(tiled, tile), extents) : runsOfProduct(product, extents);
}

/** The number of elements that both a tile and its next neighbour in one dimension touch. */
export function reuseWithNext(tiled: TiledAccess, tile: readonly Int[], dimension: number): PointCount {
  const next = tile.map((value, index) => (index === dimension ? add(value, 1) : value));
  const [a, b] = [fastProduct(tiled, tile), fastProduct(tiled, next)];
  const common = a && b && allDefined(a.map((own, index) => intersectionOf(own, b[index] as Progression)));
  if (common !== undefined) return sizeOfProduct(common);
  return countPoints(intersect(dataOfTile(tiled, tile), dataOfTile(tiled, next)));
}

/** { S[t] -> S[i] : size·t <= i < size·(t + 1) } */
function tilesOf({ domain, sizes }: TiledAccess): PMap {
  const { params, out } = domain.space;
  const space = mapSpace(params, out, out);
  const columns = 1 + params.length + 2 * sizes.length;
  const rows = sizes.flatMap((size, index): Row[] => {
    const first = 1 + params.length + index;
    const lower = zeroRow(columns);
    lower[first] = negate(size);
    lower[first + sizes.length] = 1;
    const upper = lower.map(negate);
    upper[0] = subtract(size, 1);
    return [lower, upper];
  });
  return mapOf(space, [basicMap(space, [], [], rows)]);
}

function pointSet(of: Tuple, point: readonly Int[]): PMap {
  const space = setSpace([], of);
  const equalities = point.map((value, index) => {
    const row = zeroRow(1 + point.length);
    row[0] = value;
    row[1 + index] = -1;
    return row;
  });
  return mapOf(space, [basicMap(space, [], equalities, [])]);
}

function allDefined<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  return values.includes(undefined) ? undefined : (values as readonly T[]);
}

/** What a tile touches in each dimension of the data, or undefined where there is no fast path. */
function fastProduct({ separable, sizes }: TiledAccess, tile: readonly Int[]): readonly Progression[] | undefined {
  if (!fastFootprints.enabled || separable === undefined) return undefined;
  const inside = separable.iterations.map(({ lower, upper }, index) => {
    const start = multiply(sizes[index] as Int, tile[index] as Int);
    return { lower: maximum(lower, start), upper: minimum(upper, subtract(add(start, sizes[index] as Int), 1)) };
  });
  if (inside.some(({ lower, upper }) => lower > upper)) return separable.data.map(() => progression(0, 1, 0));
  return allDefined(
    separable.data.map(({ constant, terms }) => {
      let sum: Progression | undefined = progression(constant, 1, 1);
      for (const { index, factor } of terms) {
        const { lower, upper } = inside[index] as { lower: Int; upper: Int };
        sum = sum && sumOf(sum, multiplesOf(factor, lower, upper));
      }
      return sum;
    }),
  );
}

function sizeOfProduct(product: readonly Progression[]): Int {
  return product.reduce<Int>((size, { count }) => multiply(size, count), 1);
}

function setOfProduct(out: Tuple, product: readonly Progression[]): PMap {
  const space = setSpace([], out);
  if (product.some(({ count }) => count === 0)) return mapOf(space, []);
  const strided = product.filter(({ step }) => step !== 1).length;
  const columns = 1 + product.length + strided;
  const equalities: Row[] = [];
  const inequalities: Row[] = [];
  const divs: BasicMap['divs'][number][] = [];
  product.forEach(({ first, step, count }, index) => {
    const lower = zeroRow(columns);
    lower[0] = negate(first);
    lower[1 + index] = 1;
    const upper = lower.map(negate);
    upper[0] = add(first, multiply(step, subtract(count, 1)));
    inequalities.push(lower, upper);
    if (step === 1) return;
    // x − first = step · ⌊(x − first) / step⌋
    const equality = lower.slice();
    equality[1 + product.length + divs.length] = negate(step);
    equalities.push(equality);
    divs.push({ numerator: lower, denominator: step });
  });
  return mapOf(space, [basicMap(space, divs, equalities, inequalities)]);
}
