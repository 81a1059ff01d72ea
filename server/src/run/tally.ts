/** What is counted of each step that moves elements, and of each memory, while a kernel runs. */
import type { ConcreteTensor } from './concrete-tensor.ts';

/** Totals of one step over the whole kernel. */
export class Tally {
  executions = 0;
  moved = 0;
  needed = 0;
  distinct = 0;
  /** (point, read) pairs in bounds that it served. */
  served = 0;
  from = '';
  to = '';
  /** Bits of an element where it is read. */
  sourceBits = 0;
  runs = 0;
  descriptors = 0;
  /** Bytes of the shortest and the longest run. */
  readonly runBytes = { min: Number.POSITIVE_INFINITY, max: 0 };
  /** Positions with different values behind `or`, which one padding cannot fill. */
  paddingConflict = false;
  readonly #seen: Uint8Array;

  constructor({ size }: ConcreteTensor) {
    this.#seen = new Uint8Array(size);
  }

  move(element: number): void {
    this.moved += 1;
    if (this.#seen[element] === 0) this.distinct += 1;
    this.#seen[element] = 1;
  }

  run(elements: number, descriptorMax: number | undefined): void {
    const bytes = Math.ceil((elements * this.sourceBits) / 8);
    this.runs += 1;
    this.descriptors += descriptorMax === undefined ? 1 : Math.ceil(bytes / descriptorMax);
    this.runBytes.min = Math.min(this.runBytes.min, bytes);
    this.runBytes.max = Math.max(this.runBytes.max, bytes);
  }
}

/** Bits read from and written to each memory by moves. */
export class TrafficTally {
  readonly #bits = new Map<string, { read: number; written: number }>();

  read(memory: string, bits: number): void {
    this.#of(memory).read += bits;
  }

  write(memory: string, bits: number): void {
    this.#of(memory).written += bits;
  }

  /** @returns bytes by memory. */
  bytes(): ReadonlyMap<string, { readonly readBytes: number; readonly writeBytes: number }> {
    const rounded = ({ read, written }: { read: number; written: number }) => ({
      readBytes: Math.ceil(read / 8),
      writeBytes: Math.ceil(written / 8),
    });
    return new Map([...this.#bits].map(([memory, bits]) => [memory, rounded(bits)]));
  }

  #of(memory: string): { read: number; written: number } {
    const known = this.#bits.get(memory) ?? { read: 0, written: 0 };
    this.#bits.set(memory, known);
    return known;
  }
}
