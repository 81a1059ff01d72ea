/**
 * The hint of a `hold`: bytes of its buffer, and banks in a memory that has them.
 *
 *     hold C: f32 in psum              256 KiB · 1 bank
 */

import type { BufferFacts } from '../analysis/facts.ts';
import { ceilDivide } from '../model/size.ts';
import type { ProgramMemory } from '../polyhedral/program.ts';
import { bufferLabel, bufferText } from './buffer.ts';
import { formatBytes } from './format.ts';
import { type Hint, joinParts, MAXIMUM_FULL_LENGTH, MAXIMUM_LENGTH } from './hint.ts';

/** @returns the hint at a node; `name` is set where the line names several tensors. */
export function holdHint(buffer: BufferFacts, memory: ProgramMemory | undefined, node: number, name?: string): Hint {
  const prefix = name === undefined ? '' : `${name} `;
  const banks = banksOf(buffer, memory);
  const parts = [
    { text: prefix + bufferLabel(buffer), rank: 0 },
    {
      text: banks === undefined ? '' : `${banks} bank${banks === 1n ? '' : 's'}${buffer.depth > 1 ? ' each' : ''}`,
      rank: 1,
    },
  ];
  const perPartition = buffer.bytesPerPartition;
  const partition = perPartition === undefined ? '' : `${formatBytes(perPartition)}/partition`;
  return {
    kind: 'hold',
    node,
    compact: joinParts(parts, MAXIMUM_LENGTH),
    full: joinParts([...parts, { text: partition, rank: 2 }], MAXIMUM_FULL_LENGTH),
    tooltip: bufferText(buffer),
  };
}

/** A buffer starts at a bank boundary; a bank of one partition has capacity / partitions / banks bytes. */
function banksOf({ bytesPerPartition }: BufferFacts, memory: ProgramMemory | undefined): bigint | undefined {
  if (bytesPerPartition === undefined || !memory?.banks || !memory.capacity || !memory.partitions) return undefined;
  const bank = Math.floor(memory.capacity / memory.partitions / memory.banks);
  return bank < 1 ? undefined : ceilDivide(bytesPerPartition, BigInt(bank));
}
