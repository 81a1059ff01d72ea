/**
 * The hint of a `load`: bytes of its buffer (times `buffers n`), what it moves in all, and the refetch factor.
 *
 *     load A in sbuf as [k | m]        32 KiB · 256 MiB for 32 MiB · 8×
 */
import type { BufferFacts, CopyFacts } from '../analysis/facts.ts';
import { bufferLabel, bufferText } from './buffer.ts';
import { formatBytes, formatRefetch, groupDigits, mark } from './format.ts';
import { type Hint, joinParts, MAXIMUM_FULL_LENGTH, MAXIMUM_LENGTH } from './hint.ts';

/** @returns the hint at a node; `name` is set where the line names several tensors. */
export function loadHint(buffer: BufferFacts, copy: CopyFacts, node: number, name?: string): Hint {
  const refetch = formatRefetch(copy.moved, copy.distinct);
  const moved = `${mark(copy.movedBytes)}${formatBytes(copy.movedBytes.value)}`;
  const total =
    refetch === '1×' || copy.executions.value === 1n
      ? ''
      : `${moved} for ${mark(copy.distinctBytes)}${formatBytes(copy.distinctBytes.value)}`;
  const prefix = name === undefined ? '' : `${name} `;
  const parts = [
    { text: prefix + bufferLabel(buffer), rank: 0 },
    { text: total, rank: 2 },
    { text: refetch ?? '', rank: 1 },
  ];
  const perPartition = buffer.bytesPerPartition;
  const partition = perPartition === undefined ? '' : `${formatBytes(perPartition)}/partition`;
  const full = [parts[0], { text: partition, rank: 3 }, parts[1], parts[2]] as typeof parts;
  return {
    kind: 'load',
    node,
    compact: joinParts(parts, MAXIMUM_LENGTH),
    full: joinParts(full, MAXIMUM_FULL_LENGTH),
    tooltip: `${bufferText(buffer)}\n\n${reuseText(copy, refetch)}`,
  };
}

function reuseText(copy: CopyFacts, refetch: string | undefined): string {
  const lines = [
    `Executed ${mark(copy.executions)}${groupDigits(copy.executions.value)} times, from \`${copy.from}\` to \`${copy.to}\`: ` +
      `${mark(copy.movedBytes)}${groupDigits(copy.movedBytes.value)} bytes moved, ` +
      `${mark(copy.distinctBytes)}${groupDigits(copy.distinctBytes.value)} of them different.`,
  ];
  if (refetch !== undefined) lines.push(`Refetch factor ${refetch}: how often each different element is fetched.`);
  if (copy.served !== undefined && copy.moved.exact && copy.moved.value > 0n) {
    lines.push(`Each element moved is read ${groupDigits(copy.served / copy.moved.value)} times on average.`);
  }
  if (!copy.moved.exact || !copy.distinct.exact) lines.push('`≤` marks an upper bound: the region is not a box.');
  return lines.join('\n\n');
}
