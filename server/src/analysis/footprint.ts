/**
 * Footprint: the rectangular buffer that a `load` or `hold` allocates, in elements and bytes, by its layout.
 *
 * The extents are those of the largest box over all executions, padding included. A split dimension `k % n` has extent
 * min(n, K) and `k / n` has ⌈K / n⌉: the rounded-up tail is allocated too. In a memory with partitions the entries before
 * the bar are spread over partitions, and each partition holds the product of the rest. A memory may pad the last two
 * extents to its tiles (8 × 128 on a TPU), and round the bytes a partition up to its `align`.
 *
 * Worked example: `load A in sbuf as [k % 128 | k / 128, m]` with k 1024 and m 2048 in f16: [128 | 8, 2048], 2,097,152
 * elements, 4 MiB, 32 KiB a partition.
 */
import { ceilDivide } from '../model/size.ts';
import type { BufferLayout, CopyNode, LayoutItem, Program, ProgramMemory } from '../polyhedral/program.ts';
import type { Bounded } from './bounded.ts';
import { countOf } from './box.ts';
import { largestTile, tilesOver, WHOLE } from './narrowing.ts';
import { indicesOf, movesApart, paddedBox, type Region } from './region.ts';

export interface Footprint {
  /** Extents in layout order, partitions first. */
  readonly shape: readonly bigint[];
  readonly elements: bigint;
  readonly bytes: bigint;
  /** Absent in a linear memory. */
  readonly bytesPerPartition?: bigint;
  /** False: an upper bound. */
  readonly exact: boolean;
  /** Dimensions of which the layout leaves out more than one position, with their extents. */
  readonly leftOut: readonly { readonly dimension: number; readonly extent: Bounded }[];
}

/** @returns the footprint of one buffer of a copy. */
export function footprintOf(program: Program, node: CopyNode, region: Region): Footprint {
  const largest = region.extents.map((_, dimension) => largestExtent(region, dimension));
  const extents = largest.map(({ value }) => value);
  const memory = program.memories.get(node.memory);
  const partitioned = memory?.partitions !== undefined;
  const layout = node.layout ?? defaultLayout(extents, partitioned);
  const missing = leftOut(layout, extents);
  const partition = layout.partition.map((item) => layoutExtent(item, extents));
  const free = padToTiles(
    [...layout.free, ...missing].map((item) => layoutExtent(item, extents)),
    memory,
  );
  const shape = [...partition, ...free];
  const elements = product(shape);
  const bytes = bytesOf(elements, node.bits);
  // A buffer without elements takes nothing of any partition.
  const onOne = elements === 0n ? 0n : product(free);
  return {
    shape,
    elements,
    bytes,
    ...(partitioned ? { bytesPerPartition: aligned(bytesOf(onOne, node.bits), memory) } : {}),
    exact: region.complete && largest.every(({ exact }) => exact) && missing.length === 0,
    leftOut: missing.map(({ dimension }) => ({
      dimension,
      extent: { value: extents[dimension] ?? 1n, exact: region.complete && largest[dimension]?.exact === true },
    })),
  };
}

/** The largest extent of a dimension of the region over all executions, padding included. */
function largestExtent(region: Region, dimension: number): Bounded {
  const extent = (tile: Parameters<typeof paddedBox>[2]) => countOf(paddedBox(region, dimension, tile));
  const indices = indicesOf(region, dimension);
  if (!movesApart(region, dimension)) return { value: extent(largestTile(indices)), exact: true };
  const tiles = tilesOver(indices, true);
  if (!tiles) return { value: extent(WHOLE), exact: false };
  return { value: tiles.map(({ tile }) => extent(tile)).reduce((a, b) => (a > b ? a : b), 0n), exact: true };
}

/** @returns the extents with the last two rounded up to the memory's rows and columns; an empty buffer stays empty. */
function padToTiles(extents: readonly bigint[], memory: ProgramMemory | undefined): bigint[] {
  const tiles = [memory?.tileRows, memory?.tileCols];
  return extents.map((extent, i) => {
    const tile = tiles[i - extents.length + 2];
    return tile === undefined ? extent : roundUp(extent, BigInt(tile));
  });
}

function aligned(bytes: bigint, memory: ProgramMemory | undefined): bigint {
  return memory?.align === undefined ? bytes : roundUp(bytes, BigInt(memory.align));
}

function roundUp(value: bigint, multiple: bigint): bigint {
  return multiple < 1n ? value : ceilDivide(value, multiple) * multiple;
}

/** Row-major in declared order; in a memory with partitions the first dimension of extent above 1 goes on them. */
function defaultLayout(extents: readonly bigint[], partitioned: boolean): BufferLayout {
  const items = extents.flatMap((extent, dimension) => (extent === 1n ? [] : [{ dimension }]));
  return partitioned ? { partition: items.slice(0, 1), free: items.slice(1) } : { partition: [], free: items };
}

function layoutExtent({ dimension, split }: LayoutItem, extents: readonly bigint[]): bigint {
  const extent = extents[dimension] ?? 1n;
  if (!split) return extent;
  if (split.kind === 'quotient') return ceilDivide(extent, split.divisor);
  return extent < split.divisor ? extent : split.divisor;
}

/**
 * Dimensions of which a layout leaves out more than one position: not mentioned, or only as `% n`. The layout is then
 * wrong; the region is counted with the dimension behind the others, so that the footprint is no less than what has to
 * be held.
 */
function leftOut(layout: BufferLayout, extents: readonly bigint[]): LayoutItem[] {
  const items = [...layout.partition, ...layout.free];
  return extents.flatMap((extent, dimension) => {
    const own = items.filter((item) => item.dimension === dimension);
    const positions = product(own.map((item) => layoutExtent(item, extents)));
    return extent > positions ? [{ dimension }] : [];
  });
}

function bytesOf(elements: bigint, bits: number): bigint {
  return ceilDivide(elements * BigInt(bits), 8n);
}

function product(extents: readonly bigint[]): bigint {
  return extents.reduce((a, b) => a * b, 1n);
}
