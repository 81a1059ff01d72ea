/** The buffer of a copy: the largest extents of its region, laid out. */
import type { Expression } from '../../server/src/syntax/ast.ts';
import { compile } from './expressions.ts';
import type { CopyNode } from './program.ts';

export interface BufferShape {
  readonly shape: readonly number[];
  readonly elements: number;
  readonly bytes: number;
  /** In a memory with partitions. */
  readonly bytesPerPartition?: number;
}

/** @returns the shape of a buffer after the run; `values` are those of consts in its layout. */
export function shapeOf(
  { tensor, bits, layout, tally }: CopyNode,
  partitioned: boolean,
  values: ReadonlyMap<string, number>,
): BufferShape {
  const entry = (expression: Expression): number => {
    if (expression.kind === 'name') return tally.extents[dimension(tensor.labels, expression)] as number;
    if (expression.kind !== 'binary') throw new Error('a layout entry is a dimension, `% n` or `/ n`');
    const extent = tally.extents[dimension(tensor.labels, expression.left)] as number;
    const divisor = compile(expression.right, { values, slots: new Map() })([]);
    return expression.operator === '%' ? Math.min(divisor, extent) : Math.ceil(extent / divisor);
  };
  // by default the declared order, without dimensions of extent 1; the first that is left goes on partitions
  const kept = tally.extents.filter((extent) => extent !== 1);
  const partition = layout ? (layout.partition ?? []).map(entry) : partitioned ? kept.slice(0, 1) : [];
  const free = layout ? layout.free.map(entry) : partitioned ? kept.slice(1) : kept;
  const elements = product([...partition, ...free]);
  return {
    shape: [...partition, ...free],
    elements,
    bytes: Math.ceil((elements * bits) / 8),
    ...(partitioned ? { bytesPerPartition: Math.ceil((elements === 0 ? 0 : product(free) * bits) / 8) } : {}),
  };
}

function dimension(labels: readonly (string | undefined)[], expression: Expression): number {
  const at = expression.kind === 'name' ? labels.indexOf(expression.name) : -1;
  if (at < 0) throw new Error('a layout names no dimension of its tensor');
  return at;
}

function product(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a * b, 1);
}
