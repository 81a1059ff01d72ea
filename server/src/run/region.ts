/** The elements that a copy holds in one execution, and the smallest strided boxes around them. */
import type { ConcreteTensor } from './concrete-tensor.ts';

/** Per axis: the positions lower, lower + stride, … up to upper. Empty where `count` is 0. */
export interface Box {
  readonly lower: Int32Array;
  readonly upper: Int32Array;
  /** 1 where there is one position. */
  readonly stride: Int32Array;
  /** Positions in all. */
  readonly count: number;
}

export interface Region {
  /** Each element once, in the order in which they came. */
  readonly elements: readonly number[];
  /** Around the elements. */
  readonly inside: Box;
  /** Around them and the positions outside of the tensor that are read with `or`. */
  readonly padded: Box;
}

/** Collects regions of one tensor, one after another; what a `has` of an ended one says is of no use. */
export class RegionCollector {
  readonly #stamps: Int32Array;
  readonly #rank: number;
  #stamp = 0;
  #elements: number[] = [];
  #inside: BoxBuilder;
  #padded: BoxBuilder;

  constructor(tensor: ConcreteTensor) {
    this.#stamps = new Int32Array(tensor.size);
    this.#rank = tensor.extents.length;
    this.#inside = new BoxBuilder(this.#rank);
    this.#padded = new BoxBuilder(this.#rank);
  }

  begin(): void {
    this.#stamp += 1;
    this.#elements = [];
    this.#inside = new BoxBuilder(this.#rank);
    this.#padded = new BoxBuilder(this.#rank);
  }

  has(element: number): boolean {
    return this.#stamps[element] === this.#stamp;
  }

  /** Adds a position; `element` is -1 outside of the tensor. */
  add(element: number, at: Int32Array): void {
    if (element < 0) {
      this.#padded.add(at);
    } else if (this.#stamps[element] !== this.#stamp) {
      this.#stamps[element] = this.#stamp;
      this.#elements.push(element);
      this.#inside.add(at);
      this.#padded.add(at);
    }
  }

  end(): Region {
    return { elements: this.#elements, inside: this.#inside.box(), padded: this.#padded.box() };
  }
}

class BoxBuilder {
  readonly #lower: Int32Array;
  readonly #upper: Int32Array;
  /** 0 as long as there is one position. */
  readonly #stride: Int32Array;
  #empty = true;

  constructor(rank: number) {
    this.#lower = new Int32Array(rank);
    this.#upper = new Int32Array(rank);
    this.#stride = new Int32Array(rank);
  }

  add(at: Int32Array): void {
    if (this.#empty) {
      this.#lower.set(at);
      this.#upper.set(at);
      this.#empty = false;
      return;
    }
    for (let axis = 0; axis < at.length; axis++) {
      const value = at[axis] as number;
      const lower = this.#lower[axis] as number;
      const stride = this.#stride[axis] as number;
      const difference = Math.abs(value - lower);
      if (stride === 0 ? difference !== 0 : difference % stride !== 0) this.#stride[axis] = gcd(stride, difference);
      if (value < lower) this.#lower[axis] = value;
      else if (value > (this.#upper[axis] as number)) this.#upper[axis] = value;
    }
  }

  box(): Box {
    const stride = this.#stride.map((value) => value || 1);
    const box = { lower: this.#lower, upper: this.#upper, stride };
    if (this.#empty) return { ...box, count: 0 };
    return { ...box, count: extentsOf(box).reduce((a, b) => a * b, 1) };
  }
}

/** @returns how many positions a box that is not empty has along each axis. */
export function extentsOf({ lower, upper, stride }: Omit<Box, 'count'>): readonly number[] {
  return Array.from(lower, (from, axis) => ((upper[axis] as number) - from) / (stride[axis] as number) + 1);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
