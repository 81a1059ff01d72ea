/**
 * Reuse: what a copy moves over the whole kernel, and how much of it is different.
 *
 * A box is a product over dimensions, and the executions are the product over indices of their tiles. So the elements
 * moved are the product, over groups of dimensions that share no narrowed index, of the sum over the tiles of the group,
 * times the tiles of the indices on which the tensor does not depend.
 *
 * Worked example, `load A` of A[m, k] under m by 128, n by 512, k by 128 at M = 1000, N = 700, K = 300: the sum over m's
 * 8 tiles is 1000, over k's 3 tiles 300, and n has 2 tiles: 1000 · 300 · 2 = 600,000 moved, 300,000 different, 2×.
 */
import type { Bounded } from './bounded.ts';
import { countOf, type StridedInterval } from './box.ts';
import { combinationsOf, largestTile, type NarrowedIndex, tilesOver, WHOLE } from './narrowing.ts';
import {
  dependsOnPlace,
  indicesOf,
  leastElements,
  type MovedBox,
  movedBoxes,
  movesApart,
  paddedBox,
  type Region,
} from './region.ts';

export interface Reuse {
  /** Elements moved over all executions. */
  readonly moved: Bounded;
  /** Elements needed, counted once an execution. */
  readonly needed: Bounded;
  /** Different elements moved. */
  readonly distinct: Bounded;
}

/** @returns the reuse of the region of a `load`, which moves boxes. */
export function reuseOf(region: Region): Reuse {
  const { moved, needed, groups } = executionsTogether(region);
  return { moved, needed, distinct: distinctOf(region, groups) };
}

/** @returns the reuse of the region of a `hold`, of which a `store` moves what was written and no more. */
export function writtenReuseOf(region: Region): Reuse {
  const { needed } = executionsTogether(region);
  const all = region.extents.map((_, dimension) => dimension);
  const boxes = movedBoxes(region, all, WHOLE);
  // tiles partition their indices, so together they write the image of the whole domain
  const exact = region.neededExact && boxes.every(({ box }) => box.dense);
  const value = region.forms.length === 0 ? 0n : boxes.reduce((product, { box }) => product * countOf(box), 1n);
  return { moved: needed, needed, distinct: { value, exact: exact || value === leastElements(region) } };
}

/** Dimensions that depend on the same narrowed indices, directly or through others. */
interface DimensionGroup {
  readonly dimensions: readonly number[];
  readonly indices: readonly NarrowedIndex[];
}

function dimensionGroups(region: Region): readonly DimensionGroup[] {
  let groups: { dimensions: number[]; indices: Set<NarrowedIndex> }[] = [];
  for (let dimension = 0; dimension < region.extents.length; dimension++) {
    const merged = { dimensions: [dimension], indices: new Set(indicesOf(region, dimension)) };
    const apart: typeof groups = [];
    for (const group of groups) {
      if (!region.coupled && ![...group.indices].some((index) => merged.indices.has(index))) apart.push(group);
      else {
        merged.dimensions.push(...group.dimensions);
        for (const index of group.indices) merged.indices.add(index);
      }
    }
    groups = [...apart, merged];
  }
  return groups.map(({ dimensions, indices }) => ({ dimensions, indices: [...indices] }));
}

function executionsTogether(region: Region): { moved: Bounded; needed: Bounded; groups: readonly DimensionGroup[] } {
  const groups = dimensionGroups(region);
  const grouped = new Set(groups.flatMap((group) => group.indices));
  const sums = groups.map((group) => sumOverTiles(region, group));
  const repeated = combinationsOf(region.narrowed.filter((index) => !grouped.has(index)));
  const value = region.forms.length === 0 ? 0n : sums.reduce((product, { count }) => product * count, repeated);
  const exact = region.movedExact && sums.every((sum) => sum.exact);
  const dense = sums.every((sum) => sum.dense);
  return { moved: { value, exact }, needed: { value, exact: exact && dense && region.neededExact }, groups };
}

interface TileSum {
  readonly count: bigint;
  /** Whether every value of the boxes is needed. */
  readonly dense: boolean;
  readonly exact: boolean;
}

function sumOverTiles(region: Region, { dimensions, indices }: DimensionGroup): TileSum {
  const placed = region.coupled || dimensions.some((dimension) => dependsOnPlace(region, dimension));
  const tiles = tilesOver(indices, placed);
  if (!tiles) return boundOverTiles(region, dimensions, indices);
  let count = 0n;
  let dense = true;
  let exact = true;
  for (const { tile, weight } of tiles) {
    let product = weight;
    for (const moved of movedBoxes(region, dimensions, tile)) {
      product *= countOf(moved.box);
      dense &&= moved.box.dense;
      exact &&= moved.exact;
    }
    count += product;
  }
  return { count, dense, exact };
}

/** As much in every tile as in the largest one, not cut at the border: an upper bound. */
function boundOverTiles(region: Region, dimensions: readonly number[], indices: readonly NarrowedIndex[]): TileSum {
  const largest = largestTile(indices);
  const count = dimensions.reduce(
    (product, d) => product * countOf(paddedBox(region, d, movesApart(region, d) ? WHOLE : largest)),
    combinationsOf(indices),
  );
  return { count, dense: false, exact: false };
}

function distinctOf(region: Region, groups: readonly DimensionGroup[]): Bounded {
  if (region.forms.length === 0) return { value: 0n, exact: region.movedExact };
  let value = 1n;
  let exact = region.movedExact;
  for (const { dimensions, indices } of groups) {
    if (combinationsOf(indices) === 1n) {
      const only = sumOverTiles(region, { dimensions, indices });
      value *= only.count;
      exact &&= only.exact;
      continue;
    }
    for (const dimension of dimensions) {
      const union = unionOverTiles(region, dimension);
      value *= union.value;
      exact &&= union.exact;
    }
    // A union of products is the product of the unions only if the dimensions vary on their own.
    const varying = dimensions.filter((dimension) => indicesOf(region, dimension).length > 0);
    exact &&= varying.length <= 1 && !region.coupled;
  }
  // a bound that one access reaches is exact
  return { value, exact: exact || value === leastElements(region) };
}

function unionOverTiles(region: Region, dimension: number): Bounded {
  const [whole] = movedBoxes(region, [dimension], WHOLE) as [MovedBox];
  // Tiles partition their index, so together they need the whole image; where that has no gap it is the union.
  if (whole.box.dense && !region.coupled) return { value: countOf(whole.box), exact: true };
  const bound = { value: countOf(whole.box), exact: false };
  if (region.coupled) return bound;
  const tiles = tilesOver(indicesOf(region, dimension), true);
  if (!tiles) return bound;
  const boxes = tiles.flatMap(({ tile }) => movedBoxes(region, [dimension], tile));
  const union = unionCount(boxes.map(({ box }) => box));
  return union === undefined ? bound : { value: union, exact: boxes.every((box) => box.exact) };
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
