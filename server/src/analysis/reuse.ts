/**
 * Reuse: what a copy moves over the whole kernel, how much of it is different, and how often it is read.
 *
 * A box is a product over dimensions, and the executions are the product over indices of their tiles. So the elements
 * moved are the product, over groups of dimensions that share no narrowed index, of the sum over the tiles of the group,
 * times the tiles of the indices on which the tensor does not depend.
 *
 * Worked example, `load A` of A[m, k] under m by 128, n by 512, k by 128 at M = 1000, N = 700, K = 300: the sum over m's
 * 8 tiles is 1000, over k's 3 tiles 300, and n has 2 tiles: 1000 · 300 · 2 = 600,000 moved, 300,000 different, 2×.
 */
import type { Interval } from '../polyhedral/program.ts';
import { countOf, hullOf, type StridedInterval } from './box.ts';
import {
  dependsOnPlace,
  indicesOf,
  movedBox,
  type NarrowedIndex,
  paddedBox,
  type Region,
  type Tile,
} from './region.ts';
import { tileClasses, tileCount, tilesOf } from './tiles.ts';

/** An exact number, or an upper bound that is shown with `≤`. */
export interface Bounded {
  readonly value: bigint;
  readonly exact: boolean;
}

export interface Reuse {
  /** Elements moved over all executions. */
  readonly moved: Bounded;
  /** Elements needed, counted once an execution. */
  readonly needed: Bounded;
  /** Different elements moved. */
  readonly distinct: Bounded;
  /** Element reads in bounds that the copy serves; undefined where they are not counted. */
  readonly served?: bigint;
}

/** Tile combinations that are looked at one by one before a bound is given instead. */
const BUDGET = 4096n;

/** @returns the reuse of a region; `executions` is how often its step runs. */
export function reuseOf(region: Region): Reuse {
  const groups = dimensionGroups(region);
  const grouped = new Set(groups.flatMap((group) => group.indices.map(({ index }) => index)));
  let moved = 1n;
  let dense = true;
  let exact = region.movedExact;
  for (const { index, interval, sizes } of region.narrowed) {
    if (!grouped.has(index)) moved *= tileCount(interval.upper - interval.lower, sizes);
  }
  for (const group of groups) {
    const sum = sumOverTiles(region, group);
    moved *= sum.count;
    dense &&= sum.dense;
    exact &&= sum.exact;
  }
  if (region.forms.length === 0) moved = 0n;
  const distinct = distinctOf(region, groups);
  const served = servedReads(region);
  return {
    moved: { value: moved, exact },
    needed: { value: moved, exact: exact && dense && region.neededExact },
    distinct: { value: region.forms.length === 0 ? 0n : distinct.value, exact: distinct.exact && region.movedExact },
    ...(served === undefined ? {} : { served }),
  };
}

/** @returns how often a step under these narrowed indices runs. */
export function executionsOf(narrowed: readonly NarrowedIndex[]): bigint {
  return narrowed.reduce((n, { interval, sizes }) => n * tileCount(interval.upper - interval.lower, sizes), 1n);
}

/** Dimensions that depend on the same narrowed indices, directly or through others. */
interface DimensionGroup {
  readonly dimensions: readonly number[];
  readonly indices: readonly NarrowedIndex[];
}

function dimensionGroups(region: Region): readonly DimensionGroup[] {
  let groups: { dimensions: number[]; indices: Set<string> }[] = [];
  for (let dimension = 0; dimension < region.extents.length; dimension++) {
    const merged = { dimensions: [dimension], indices: new Set(indicesOf(region, dimension)) };
    const apart: typeof groups = [];
    for (const group of groups) {
      if (![...group.indices].some((index) => merged.indices.has(index))) apart.push(group);
      else {
        merged.dimensions.push(...group.dimensions);
        for (const index of group.indices) merged.indices.add(index);
      }
    }
    groups = [...apart, merged];
  }
  return groups.map(({ dimensions, indices }) => ({
    dimensions,
    indices: region.narrowed.filter(({ index }) => indices.has(index)),
  }));
}

interface TileSum {
  readonly count: bigint;
  readonly dense: boolean;
  readonly exact: boolean;
}

function sumOverTiles(region: Region, group: DimensionGroup): TileSum {
  const tiles = weightedTiles(region, group);
  if (!tiles) return boundOverTiles(region, group);
  let count = 0n;
  let dense = true;
  let exact = true;
  for (const { tile, weight } of tiles) {
    let product = weight;
    for (const dimension of group.dimensions) {
      const box = movedBox(region, dimension, tile);
      product *= countOf(box);
      dense &&= box.dense;
      // A hull with gaps that is cut at the border may be larger than the hull of what is left.
      exact &&= box.dense || !dependsOnPlace(region, dimension);
    }
    count += product;
  }
  return { count, dense, exact };
}

interface WeightedTile {
  readonly tile: Tile;
  readonly weight: bigint;
}

/** @returns every tile of the group, or one of each extent where only the extent counts; undefined over the budget. */
function weightedTiles(region: Region, group: DimensionGroup): readonly WeightedTile[] | undefined {
  const placed = group.dimensions.some((dimension) => dependsOnPlace(region, dimension));
  let combinations: WeightedTile[] = [{ tile: new Map(), weight: 1n }];
  for (const narrowed of group.indices) {
    const choices = placed ? placedTiles(narrowed) : classTiles(narrowed);
    if (!choices || BigInt(combinations.length) * BigInt(choices.length) > BUDGET) return undefined;
    combinations = combinations.flatMap(({ tile, weight }) =>
      choices.map((choice) => ({
        tile: new Map([...tile, [narrowed.index, choice.interval]]),
        weight: weight * choice.weight,
      })),
    );
  }
  return combinations;
}

interface Choice {
  readonly interval: Interval;
  readonly weight: bigint;
}

function placedTiles({ interval, sizes }: NarrowedIndex): readonly Choice[] | undefined {
  return tilesOf(interval, sizes, BUDGET)?.map((tile) => ({ interval: tile, weight: 1n }));
}

function classTiles({ interval: { lower, upper }, sizes }: NarrowedIndex): readonly Choice[] {
  return tileClasses(upper - lower, sizes).map(({ extent, count }) => ({
    interval: { lower, upper: lower + extent },
    weight: count,
  }));
}

/** The largest tile everywhere, whole boxes not cut at the border: an upper bound. */
function boundOverTiles(region: Region, group: DimensionGroup): TileSum {
  const tile = new Map(
    group.indices.map((narrowed) => [narrowed.index, classTiles(narrowed)[0]?.interval ?? narrowed.interval]),
  );
  let count = executionsOf(group.indices);
  for (const dimension of group.dimensions) count *= countOf(paddedBox(region, dimension, tile));
  return { count, dense: false, exact: false };
}

function distinctOf(region: Region, groups: readonly DimensionGroup[]): Bounded {
  let value = 1n;
  let exact = true;
  for (const group of groups) {
    for (const dimension of group.dimensions) {
      const union = unionOverTiles(region, group, dimension);
      value *= union.value;
      exact &&= union.exact;
    }
    // A union of products is the product of the unions only if the dimensions vary on their own.
    const varying = group.dimensions.filter((dimension) => indicesOf(region, dimension).size > 0);
    if (varying.length > 1 && executionsOf(group.indices) > 1n) exact = false;
  }
  return { value, exact };
}

function unionOverTiles(region: Region, group: DimensionGroup, dimension: number): Bounded {
  const whole = movedBox(region, dimension, new Map());
  // Tiles partition their index, so together they need the whole image; where that has no gap it is the union.
  if (whole.dense) return { value: countOf(whole), exact: true };
  const indices = group.indices.filter(({ index }) => indicesOf(region, dimension).has(index));
  let tiles: Map<string, Interval>[] = [new Map()];
  for (const narrowed of indices) {
    const choices = placedTiles(narrowed);
    if (!choices || BigInt(tiles.length) * BigInt(choices.length) > BUDGET)
      return { value: countOf(whole), exact: false };
    tiles = tiles.flatMap((tile) => choices.map(({ interval }) => new Map([...tile, [narrowed.index, interval]])));
  }
  const union = unionCount(tiles.map((tile) => movedBox(region, dimension, tile)));
  return union === undefined ? { value: countOf(whole), exact: false } : { value: union, exact: true };
}

/** @returns the number of values in a union of intervals of one stride; undefined if the strides differ. */
function unionCount(intervals: readonly StridedInterval[]): bigint | undefined {
  const parts = intervals.filter((part) => part.lower <= part.upper);
  const stride = parts.find((part) => part.lower < part.upper)?.stride ?? 1n;
  if (parts.some((part) => part.lower < part.upper && part.stride !== stride)) return undefined;
  const byResidue = new Map<bigint, StridedInterval[]>();
  for (const part of parts) {
    const residue = ((part.lower % stride) + stride) % stride;
    byResidue.set(residue, [...(byResidue.get(residue) ?? []), part]);
  }
  let count = 0n;
  for (const list of byResidue.values()) {
    const sorted = list.toSorted((a, b) => (a.lower < b.lower ? -1 : a.lower > b.lower ? 1 : 0));
    let reached: bigint | undefined;
    for (const { lower, upper } of sorted) {
      const from: bigint = reached === undefined || lower > reached ? lower : reached + stride;
      if (upper >= from) {
        count += (upper - from) / stride + 1n;
        reached = upper;
      }
    }
  }
  return count;
}

/** The pairs of instance and access that are in bounds. */
function servedReads(region: Region): bigint | undefined {
  let total = 0n;
  for (const { statement, access } of region.forms) {
    if (!statement.boxed) return undefined;
    const free = new Map(statement.domain);
    let count = 1n;
    for (const [dimension, affine] of access.padded ? access.dimensions.entries() : []) {
      const intervals: { coefficient: bigint; interval: Interval }[] = [];
      for (const [index, coefficient] of affine.terms) {
        const interval = free.get(index);
        // The index stands in two dimensions: they are not cut on their own.
        if (!interval) return undefined;
        free.delete(index);
        intervals.push({ coefficient, interval });
      }
      const inside = pointsInside(affine.constant, intervals, region.extents[dimension] ?? 0n);
      if (inside === undefined) return undefined;
      count *= inside;
    }
    for (const { lower, upper } of free.values()) count *= upper - lower;
    total += count;
  }
  return total;
}

/** The number of points of a box at which `constant + Σ coefficient · index` lies in 0 … extent - 1. */
function pointsInside(
  constant: bigint,
  terms: readonly { coefficient: bigint; interval: Interval }[],
  extent: bigint,
): bigint | undefined {
  const bySize = terms.toSorted((a, b) => (size(a.interval) < size(b.interval) ? 1 : -1));
  const [longest, ...others] = bySize;
  if (!longest) return constant >= 0n && constant < extent ? 1n : 0n;
  if (others.reduce((n, { interval }) => n * size(interval), 1n) > BUDGET) return undefined;
  let starts = [constant];
  for (const { coefficient, interval } of others) {
    const next: bigint[] = [];
    for (let x = interval.lower; x < interval.upper; x++)
      for (const start of starts) next.push(start + coefficient * x);
    starts = next;
  }
  return starts.reduce((sum, start) => sum + insideOf(start, longest.coefficient, longest.interval, extent), 0n);
}

const size = ({ lower, upper }: Interval): bigint => upper - lower;

/** The number of x in the interval with 0 <= start + coefficient · x < extent. */
function insideOf(start: bigint, coefficient: bigint, { lower, upper }: Interval, extent: bigint): bigint {
  if (upper <= lower) return 0n;
  const [first, step] =
    coefficient > 0n ? [start + coefficient * lower, coefficient] : [start + coefficient * (upper - 1n), -coefficient];
  const all = { lower: first, upper: first + step * (upper - lower - 1n), stride: step, dense: true };
  let count = countOf(all);
  if (all.lower < 0n) count -= (-all.lower + step - 1n) / step;
  if (all.upper >= extent) count -= (all.upper - extent) / step + 1n;
  return count < 0n ? 0n : count;
}

/** @returns the smallest interval over all tiles of each dimension, for buffers: see `footprint.ts`. */
export function largestBoxes(region: Region): { readonly boxes: readonly StridedInterval[]; readonly exact: boolean } {
  const tile = new Map(
    region.narrowed.map((narrowed) => [narrowed.index, classTiles(narrowed)[0]?.interval ?? narrowed.interval]),
  );
  let exact = region.movedExact;
  const boxes = region.extents.map((_, dimension) => {
    const terms = region.forms.map(({ access }) => [...(access.dimensions[dimension]?.terms ?? [])].sort().join());
    if (terms.every((t) => t === terms[0])) return paddedBox(region, dimension, tile);
    // Accesses that move apart: the box over all tiles bounds each of them.
    exact = false;
    return hullOf([paddedBox(region, dimension, new Map())]);
  });
  return { boxes, exact };
}
