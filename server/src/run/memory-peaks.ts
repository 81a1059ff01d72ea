/**
 * The bytes that live in each memory at most, and when. A buffer lives from its step to the step that ends it, else to
 * the end of its block; with `buffers n` from 2 on, for the whole of the innermost `for` around it, n times.
 *
 * A memory with `per UNIT` exists once a unit; any other buffer inside of an `across` loop exists for each unit.
 */
import type { Geometry } from './geometry.ts';
import { bytesOf } from './geometry.ts';
import type { CopyNode, KernelNode, KernelProgram } from './kernel-nodes.ts';

export interface LiveBytes {
  readonly tensor: string;
  readonly step: number;
  readonly bytes: number;
  readonly bytesPerPartition?: number;
}

export interface MemoryPeak {
  readonly bytes: number;
  /** The step at which it is reached first. */
  readonly step: number;
  /** The largest sum of bytes in a partition; absent in a linear memory. */
  readonly bytesPerPartition?: number;
  /** What lives there then. */
  readonly live: readonly LiveBytes[];
}

/** @returns the peaks by memory; memories without buffers are left out. */
export function memoryPeaks(
  program: KernelProgram,
  geometries: ReadonlyMap<CopyNode, Geometry>,
): ReadonlyMap<string, MemoryPeak> {
  const walk = new PeakWalk(program, geometries);
  walk.block(program.tree, [], 1);
  return walk.peaks;
}

class PeakWalk {
  readonly peaks = new Map<string, MemoryPeak>();
  readonly #program: KernelProgram;
  readonly #geometries: ReadonlyMap<CopyNode, Geometry>;

  constructor(program: KernelProgram, geometries: ReadonlyMap<CopyNode, Geometry>) {
    this.#program = program;
    this.#geometries = geometries;
  }

  /** `around`: what lives already, the buffers of the innermost `for` that live as long as it included. */
  block(nodes: readonly KernelNode[], around: readonly Living[], units: number): void {
    let own: Living[] = [];
    for (const node of nodes) {
      own = own.filter(({ copy }) => copy.rest.includes(node));
      if (node.kind === 'load' || node.kind === 'hold') {
        if (!around.some(({ copy }) => copy === node)) own.push({ copy: node, units });
        this.#note(node.step, [...around, ...own]);
      } else if (node.kind === 'block') this.block(node.body, [...around, ...own], units);
      else if (node.kind === 'for') {
        const inside = units * (node.units ?? 1);
        const lasting = severalIn(node.body).map((copy) => ({ copy, units: inside }));
        this.block(node.body, [...around, ...own, ...lasting], inside);
      }
    }
  }

  #note(step: number, living: readonly Living[]): void {
    for (const memory of new Set(living.map(({ copy }) => copy.memory))) {
      const buffers = living.filter(({ copy }) => copy.memory === memory).map((buffer) => this.#bytes(buffer));
      const bytes = buffers.reduce((sum, buffer) => sum + buffer.bytes, 0);
      const known = this.peaks.get(memory);
      if (known && known.bytes >= bytes) continue;
      const own = buffers.reduce((sum, buffer) => sum + (buffer.bytesPerPartition ?? 0), 0);
      const partitioned = this.#program.memories.get(memory)?.partitions !== undefined;
      const perPartition = partitioned ? { bytesPerPartition: own } : {};
      this.peaks.set(memory, { bytes, step, ...perPartition, live: buffers });
    }
  }

  #bytes({ copy, units }: Living): LiveBytes {
    const memory = this.#program.memories.get(copy.memory);
    const { bytes, bytesPerPartition } = bytesOf(this.#geometries.get(copy) as Geometry, copy.bits, memory);
    const copies = copy.depth * (memory?.per === undefined ? units : 1);
    const partition = bytesPerPartition === undefined ? {} : { bytesPerPartition: bytesPerPartition * copies };
    return { tensor: copy.tensor.name, step: copy.step, bytes: bytes * copies, ...partition };
  }
}

/** A buffer, and for how many units it exists. */
interface Living {
  readonly copy: CopyNode;
  readonly units: number;
}

/** The copies with several buffers whose innermost `for` is the one with this body. */
function severalIn(body: readonly KernelNode[]): readonly CopyNode[] {
  return body.flatMap((node) => {
    if (node.kind === 'block') return severalIn(node.body);
    return (node.kind === 'load' || node.kind === 'hold') && node.depth > 1 ? [node] : [];
  });
}
