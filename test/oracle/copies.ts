/** What the oracle notes about copies while a kernel runs: literal sets of elements, and the boxes around them. */

import type { Point } from './expressions.ts';
import type { OracleTensor } from './op.ts';

/** The smallest strided box, dimension by dimension, around the positions that were added. */
export class Box {
  readonly #lower: number[] = [];
  readonly #upper: number[] = [];
  readonly #stride: number[] = [];
  readonly #rank: number;
  #empty = true;

  constructor(rank: number) {
    this.#rank = rank;
  }

  add(position: Point): void {
    for (let d = 0; d < this.#rank; d++) {
      const value = position[d] as number;
      if (this.#empty) {
        this.#lower[d] = value;
        this.#upper[d] = value;
        this.#stride[d] = 0;
        continue;
      }
      const lower = this.#lower[d] as number;
      const difference = Math.abs(value - lower);
      const stride = this.#stride[d] as number;
      if (stride === 0 ? difference !== 0 : difference % stride !== 0) this.#stride[d] = gcd(stride, difference);
      if (value < lower) this.#lower[d] = value;
      if (value > (this.#upper[d] as number)) this.#upper[d] = value;
    }
    this.#empty = false;
  }

  /** Values of each dimension; no values at all if nothing was added. */
  values(): readonly (readonly number[])[] {
    return Array.from({ length: this.#rank }, (_, d) => {
      if (this.#empty) return [];
      const lower = this.#lower[d] as number;
      const stride = this.#stride[d] || 1;
      const count = ((this.#upper[d] as number) - lower) / stride + 1;
      return Array.from({ length: count }, (_, i) => lower + i * stride);
    });
  }

  get empty(): boolean {
    return this.#empty;
  }
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** Numbers the elements of a tensor in row-major order. */
export class Numbering {
  readonly #extents: readonly number[];
  readonly size: number;

  constructor({ extents }: OracleTensor) {
    this.#extents = extents;
    this.size = extents.reduce((a, b) => a * b, 1);
  }

  /** @returns the number of an element, or -1 for a position outside of the tensor. */
  of(position: Point): number {
    let number = 0;
    for (let d = 0; d < this.#extents.length; d++) {
      const value = position[d] as number;
      const extent = this.#extents[d] as number;
      if (value < 0 || value >= extent) return -1;
      number = number * extent + value;
    }
    return number;
  }

  /** @returns the position of an element. */
  position(number: number): number[] {
    const position: number[] = [];
    let rest = number;
    for (const extent of this.#extents.toReversed()) {
      position.unshift(rest % extent);
      rest = Math.floor(rest / extent);
    }
    return position;
  }

  /** @returns the elements of a box. */
  ofBox(box: Box): number[] {
    if (box.empty) return [];
    return box
      .values()
      .reduce<number[]>(
        (numbers, values, d) =>
          numbers.flatMap((number) => values.map((value) => number * (this.#extents[d] as number) + value)),
        [0],
      );
  }
}

/** A set of elements of one tensor in the order in which they came; clearing it costs nothing. */
export class ElementSet {
  readonly #marks: Int32Array;
  #mark = 1;
  elements: number[] = [];

  constructor(size: number) {
    this.#marks = new Int32Array(size);
  }

  clear(): void {
    this.#mark += 1;
    this.elements = [];
  }

  has(element: number): boolean {
    return this.#marks[element] === this.#mark;
  }

  /** Adds an element that is not in the set. */
  add(element: number): void {
    this.#marks[element] = this.#mark;
    this.elements.push(element);
  }
}

/** Totals of one step over the whole kernel. */
export class Tally {
  readonly numbering: Numbering;
  executions = 0;
  moved = 0;
  needed = 0;
  served = 0;
  /** The largest extents of the region, padding included. */
  readonly extents: number[];
  /** What is read: the memory, and the bits of an element there. */
  source = { memory: '', bits: 0 };
  destination = '';
  distinct = 0;
  readonly #seen: Uint8Array;
  /** The region of the execution that is under way; a step has one at a time. */
  readonly region: ElementSet;

  constructor(tensor: OracleTensor) {
    this.numbering = new Numbering(tensor);
    this.extents = tensor.extents.map(() => 0);
    this.#seen = new Uint8Array(this.numbering.size);
    this.region = new ElementSet(this.numbering.size);
  }

  /** Adds what one execution moved. */
  move(elements: readonly number[]): void {
    this.moved += elements.length;
    for (const element of elements) {
      if (this.#seen[element] === 0) this.distinct += 1;
      this.#seen[element] = 1;
    }
  }
}

/** One execution of a `load` or `hold`: the copy, from its step to its end. */
export class LiveCopy {
  readonly kind: 'load' | 'hold';
  readonly memory: string;
  readonly bits: number;
  readonly tally: Tally;
  /** Elements of the tensor that were written since the load. */
  readonly written = new Set<number>();
  readonly #region: ElementSet;
  readonly #padded: Box;
  readonly #inside: Box;

  constructor(kind: 'load' | 'hold', memory: string, bits: number, tally: Tally) {
    this.kind = kind;
    this.memory = memory;
    this.bits = bits;
    this.tally = tally;
    this.#region = tally.region;
    this.#region.clear();
    this.#padded = new Box(tally.extents.length);
    this.#inside = new Box(tally.extents.length);
  }

  /** The region: elements read through a load, or written to a hold. */
  get elements(): readonly number[] {
    return this.#region.elements;
  }

  has(element: number): boolean {
    return this.#region.has(element);
  }

  /** Adds a position to the region; `element` is its number, or -1 outside of the tensor. */
  add(position: Point, element: number): void {
    if (element < 0) {
      this.#padded.add(position);
    } else if (!this.#region.has(element)) {
      this.#region.add(element);
      this.#inside.add(position);
      this.#padded.add(position);
    }
  }

  /** Adds the execution to the totals. */
  end(): void {
    const { tally } = this;
    this.#padded.values().forEach((values, d) => {
      tally.extents[d] = Math.max(tally.extents[d] as number, values.length);
    });
    if (this.kind === 'hold') return;
    tally.needed += this.elements.length;
    tally.move(tally.numbering.ofBox(this.#inside));
  }
}
