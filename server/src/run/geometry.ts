/**
 * Real addresses in a buffer, or at home, in elements: partitions outermost, then the entries of the layout row-major.
 *
 * Each axis has a table, and the address of an element is the sum over its axes; so a split axis costs no more than a plain
 * one. Example: `[k % 128 | k / 128, m]` with extents k 256, m 2: position k = 130 lies in partition 2 at 1 · 2 + m.
 */
import type { Memory } from '../model/target.ts';
import type { Layout, LayoutItem } from './kernel-nodes.ts';

export interface Geometry {
  /** Extents in layout order, partitions first. */
  readonly shape: readonly number[];
  readonly elements: number;
  /** Elements of one partition; infinite in a linear memory. */
  readonly partition: number;
  /** Address by axis and position from the buffer's own lower end. */
  readonly tables: readonly Int32Array[];
}

/** @returns the geometry of a rectangle of these extents in a memory. */
export function geometryOf(
  extents: readonly number[],
  layout: Layout | undefined,
  memory: Memory | undefined,
): Geometry {
  const partitioned = memory?.partitions !== undefined;
  const { partition, free } = layout ?? defaultLayout(extents, partitioned);
  const behind = [...free, ...leftOut([...partition, ...free], extents)];
  const items = [...partition, ...behind];
  const outer = partition.map((item) => extentOf(item, extents));
  const inner = padToTiles(
    behind.map((item) => extentOf(item, extents)),
    memory,
  );
  const shape = [...outer, ...inner];
  const tables = extents.map((extent) => new Int32Array(extent));
  let stride = 1;
  for (let i = items.length - 1; i >= 0; i--) {
    const { axis, split } = items[i] as LayoutItem;
    const table = tables[axis] as Int32Array;
    for (let at = 0; at < table.length; at++) table[at] = (table[at] as number) + stride * entry(at, split);
    stride *= shape[i] as number;
  }
  const isPartitioned = partitioned && partition.length > 0;
  return { shape, elements: product(shape), partition: isPartitioned ? product(inner) : Infinity, tables };
}

/** @returns the bytes of one buffer, `align` not counted, and with it those of a partition. */
export function bytesOf(
  { elements, partition }: Geometry,
  bits: number,
  memory: Memory | undefined,
): { readonly bytes: number; readonly bytesPerPartition?: number } {
  const bytes = Math.ceil((elements * bits) / 8);
  if (memory?.partitions === undefined) return { bytes };
  const own = Math.ceil((Math.min(partition, elements) * bits) / 8);
  const align = Math.max(1, memory.align ?? 1);
  return { bytes, bytesPerPartition: Math.ceil(own / align) * align };
}

function entry(at: number, split: LayoutItem['split']): number {
  if (!split) return at;
  return split.kind === 'remainder' ? at % split.divisor : Math.floor(at / split.divisor);
}

function extentOf({ axis, split }: LayoutItem, extents: readonly number[]): number {
  const extent = extents[axis] as number;
  if (!split) return extent;
  return split.kind === 'remainder' ? Math.min(split.divisor, extent) : Math.ceil(extent / split.divisor);
}

/** Row-major in declared order; in a memory with partitions the first axis of extent above 1 goes on them. */
function defaultLayout(extents: readonly number[], partitioned: boolean): Layout {
  const items = extents.flatMap((extent, axis) => (extent === 1 ? [] : [{ axis }]));
  return partitioned ? { partition: items.slice(0, 1), free: items.slice(1) } : { partition: [], free: items };
}

/** Axes of which a layout leaves out more than one position come behind the others, so that no two elements meet. */
function leftOut(items: readonly LayoutItem[], extents: readonly number[]): readonly LayoutItem[] {
  return extents.flatMap((extent, axis) => {
    const own = items.filter((item) => item.axis === axis);
    return extent > product(own.map((item) => extentOf(item, extents))) ? [{ axis }] : [];
  });
}

function padToTiles(extents: readonly number[], memory: Memory | undefined): number[] {
  const tiles = [memory?.tileRows, memory?.tileCols];
  return extents.map((extent, i) => {
    const tile = tiles[i - extents.length + 2] ?? 1;
    return tile < 1 ? extent : Math.ceil(extent / tile) * tile;
  });
}

function product(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a * b, 1);
}
