/**
 * Runs: maximal sets of elements whose source and destination addresses both grow by one element together. Different
 * partitions are never contiguous.
 *
 * Example: rows of 56 elements into a buffer whose rows are 58 long are one run each, however the source lies.
 */
import type { Place } from './place.ts';

/** The two addresses of what one execution moves: by address on the buffer's side, with the place on the other. */
export class RunScan {
  readonly #other: Float64Array;
  readonly #places: Place[] = [];
  readonly #place: Int32Array;
  readonly #partition: number;

  constructor(buffer: Place) {
    const { elements, partition } = buffer.geometry;
    this.#other = new Float64Array(elements);
    this.#place = new Int32Array(elements);
    this.#partition = partition;
  }

  begin(): void {
    this.#place.fill(-1);
    this.#places.length = 0;
  }

  /** An element at `address` of the buffer and at `otherAddress` of another place. */
  add(address: number, place: Place, otherAddress: number): void {
    let number = this.#places.indexOf(place);
    if (number < 0) number = this.#places.push(place) - 1;
    this.#place[address] = number;
    this.#other[address] = otherAddress;
  }

  /** Calls `visit` with the elements of each run. */
  each(visit: (elements: number) => void): void {
    let length = 0;
    for (let address = 0; address < this.#place.length; address++) {
      if (length > 0 && !this.#continues(address)) {
        visit(length);
        length = 0;
      }
      if ((this.#place[address] as number) >= 0) length += 1;
    }
    if (length > 0) visit(length);
  }

  /** Whether the element at an address continues the run of the one before. */
  #continues(address: number): boolean {
    const place = this.#place[address] as number;
    if (place < 0 || place !== this.#place[address - 1] || address % this.#partition === 0) return false;
    const other = this.#other[address] as number;
    return other === (this.#other[address - 1] as number) + 1 && other % this.#partitionOf(place) !== 0;
  }

  #partitionOf(place: number): number {
    return (this.#places[place] as Place).geometry.partition;
  }
}
