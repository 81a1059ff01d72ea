/** What a run of a kernel counted, by step. All numbers are totals over all executions; bytes are whole. */
import type { Counting } from './counting.ts';
import { bytesOf, type Geometry } from './geometry.ts';
import type { CopyNode, EndNode, KernelProgram } from './kernel-nodes.ts';
import { type MemoryPeak, memoryPeaks } from './memory-peaks.ts';
import type { Survey } from './survey.ts';
import type { Tally } from './tally.ts';

export interface KernelCounts {
  readonly loops: readonly LoopCount[];
  readonly buffers: readonly BufferCount[];
  readonly moves: readonly MoveCount[];
  readonly memories: ReadonlyMap<string, MemoryPeak>;
  /** Bytes that moves read from and write to each memory. */
  readonly traffic: ReadonlyMap<string, { readonly readBytes: number; readonly writeBytes: number }>;
}

export interface LoopCount {
  readonly step: number;
  readonly index: string;
  readonly by: number;
  /** The largest number of iterations an entry. */
  readonly trips: number;
}

export interface BufferCount {
  readonly step: number;
  readonly kind: 'load' | 'hold';
  readonly tensor: string;
  readonly memory: string;
  readonly executions: number;
  /** In layout order, partitions first. */
  readonly shape: readonly number[];
  readonly elements: number;
  /** Of one copy. */
  readonly bytes: number;
  /** `align` counted; absent in a linear memory. */
  readonly bytesPerPartition?: number;
  readonly depth: number;
}

export interface MoveCount {
  readonly step: number;
  readonly kind: 'load' | 'store' | 'accumulate';
  readonly tensor: string;
  readonly from: string;
  readonly to: string;
  readonly executions: number;
  readonly moved: number;
  /** At the source. */
  readonly movedBytes: number;
  readonly needed: number;
  readonly distinct: number;
  /** (point, read) pairs that a load served, also through inner loads; absent for what ends a `hold`. */
  readonly served?: number;
  readonly runs: number;
  /** Bytes of the shortest and the longest run; absent where there is none. */
  readonly runBytes?: { readonly min: number; readonly max: number };
  readonly descriptors: number;
}

interface Counted {
  readonly program: KernelProgram;
  readonly survey: Survey;
  readonly geometries: ReadonlyMap<CopyNode, Geometry>;
}

/** @returns the counts of a run that is over. */
export function kernelCounts({ program, survey, geometries }: Counted, counting: Counting): KernelCounts {
  const { loops, copies, ends } = program;
  const tallyOf = ({ step }: { readonly step: number }) => counting.tallies.get(step) as Tally;
  const moving = [...copies.filter(({ kind }) => kind === 'load'), ...ends].sort((a, b) => a.step - b.step);
  return {
    loops: loops.map(({ step, index, by }) => ({ step, index, by, trips: survey.trips.get(step) ?? 0 })),
    buffers: copies.map((node) => {
      const geometry = geometries.get(node) as Geometry;
      const { step, kind, tensor, memory, bits, depth } = node;
      const { executions } = tallyOf(node);
      const { shape, elements } = geometry;
      const bytes = bytesOf(geometry, bits, program.memories.get(memory));
      return { step, kind, tensor: tensor.name, memory, executions, shape, elements, ...bytes, depth };
    }),
    moves: moving.map((node) => moveCount(node, tallyOf(node))),
    memories: memoryPeaks(program, geometries),
    traffic: counting.traffic.bytes(),
  };
}

function moveCount({ step, kind, tensor }: CopyNode | EndNode, tally: Tally): MoveCount {
  const { from, to, executions, moved, needed, distinct, served, runs, descriptors, runBytes } = tally;
  return {
    step,
    kind: kind as MoveCount['kind'],
    tensor: tensor.name,
    from,
    to,
    executions,
    moved,
    movedBytes: Math.ceil((moved * tally.sourceBits) / 8),
    needed,
    distinct,
    ...(kind === 'load' ? { served } : {}),
    runs,
    ...(runs > 0 ? { runBytes: { ...runBytes } } : {}),
    descriptors,
  };
}
