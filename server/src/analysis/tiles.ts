/**
 * The tiles that nested loops over one index make of its interval.
 *
 * A loop of tile size n cuts an interval of extent E into ⌊E / n⌋ tiles of extent n and, if n does not divide E, a ragged
 * one of extent E mod n. Nested loops cut each tile again, so only few extents occur, however many tiles there are.
 *
 * Worked example: 1000 by 512, then by 128: tiles of 512 and 488; the first gives 4 of 128, the second 3 of 128 and one
 * of 104. Classes: 7 of extent 128, 1 of extent 104.
 */
import type { Interval } from '../polyhedral/program.ts';

export interface TileClass {
  readonly extent: bigint;
  readonly count: bigint;
}

/** @returns the extents that occur among the innermost tiles, with how often each does; largest first. */
export function tileClasses(extent: bigint, sizes: readonly bigint[]): readonly TileClass[] {
  let classes = new Map<bigint, bigint>(extent > 0n ? [[extent, 1n]] : []);
  for (const size of sizes) {
    const next = new Map<bigint, bigint>();
    const add = (e: bigint, count: bigint) => void (count > 0n && next.set(e, (next.get(e) ?? 0n) + count));
    for (const [e, count] of classes) {
      add(size, count * (e / size));
      if (e % size !== 0n) add(e % size, count);
    }
    classes = next;
  }
  const result = [...classes].map(([e, count]): TileClass => ({ extent: e, count }));
  return result.sort((a, b) => (a.extent > b.extent ? -1 : 1));
}

/** @returns the number of innermost tiles. */
export function tileCount(extent: bigint, sizes: readonly bigint[]): bigint {
  return tileClasses(extent, sizes).reduce((sum, { count }) => sum + count, 0n);
}

/** @returns the innermost tiles in order, or undefined if there are more than `budget`. */
export function tilesOf(interval: Interval, sizes: readonly bigint[], budget: bigint): readonly Interval[] | undefined {
  if (tileCount(interval.upper - interval.lower, sizes) > budget) return undefined;
  let tiles: Interval[] = interval.upper > interval.lower ? [interval] : [];
  for (const size of sizes) {
    tiles = tiles.flatMap(({ lower, upper }) => {
      const parts: Interval[] = [];
      for (let start = lower; start < upper; start += size) {
        parts.push({ lower: start, upper: start + size < upper ? start + size : upper });
      }
      return parts;
    });
  }
  return tiles;
}
