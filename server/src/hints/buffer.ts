/** The part of a hint that speaks of the buffer: `2×4 MiB`. */
import type { BufferFacts } from '../analysis/facts.ts';
import { formatBytes, groupDigits, mark } from './format.ts';

/** @returns bytes of one buffer, with the number of buffers in front where there are several. */
export function bufferLabel({ bytes, depth, exact }: BufferFacts): string {
  return `${mark({ exact })}${depth > 1 ? `${depth}×` : ''}${formatBytes(bytes)}`;
}

/** @returns one paragraph of Markdown: shape, bytes, partitions. */
export function bufferText(buffer: BufferFacts): string {
  const { tensor, memory, shape, elements, bytes, bytesPerPartition, depth, exact } = buffer;
  const sentences = [
    `Buffer of \`${tensor}\` in \`${memory}\`: ${shape.map(groupDigits).join(' × ') || '1'} = ` +
      `${mark({ exact })}${groupDigits(elements)} elements, ${mark({ exact })}${groupDigits(bytes)} bytes.`,
  ];
  if (bytesPerPartition !== undefined) sentences.push(`${groupDigits(bytesPerPartition)} bytes a partition.`);
  if (depth > 1)
    sentences.push(`\`buffers ${depth}\` keeps ${depth} of them: ${groupDigits(bytes * BigInt(depth))} bytes.`);
  return sentences.join(' ');
}
