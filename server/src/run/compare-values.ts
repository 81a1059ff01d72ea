/** How far two results of the same computation lie apart. */
import type { TensorValues } from './run-op.ts';

export interface ValueDifference {
  readonly tensor: string;
  readonly elements: number;
  /** The largest |a - b| over all elements; infinite where only one of them is a number. */
  readonly largest: number;
  /** The largest |a| of an element that is finite. */
  readonly scale: number;
}

/** Sums in another order differ in the last bits of doubles; this much of the largest element is put down to that. */
const TOLERANCE = 1e-9;

/** @returns the differences by tensor, those of `expected`; a missing tensor differs in everything. */
export function compareValues(
  expected: ReadonlyMap<string, TensorValues>,
  found: ReadonlyMap<string, TensorValues>,
): readonly ValueDifference[] {
  return [...expected].map(([tensor, { data }]) => {
    const other = found.get(tensor)?.data;
    let largest = other?.length === data.length ? 0 : Number.POSITIVE_INFINITY;
    let scale = 0;
    data.forEach((value, i) => {
      if (Number.isFinite(value)) scale = Math.max(scale, Math.abs(value));
      largest = Math.max(largest, distance(value, other?.[i] ?? Number.NaN));
    });
    return { tensor, elements: data.length, largest, scale };
  });
}

/** @returns whether the difference may be one of the order of additions. */
export function isClose({ largest, scale }: ValueDifference): boolean {
  return largest <= TOLERANCE * Math.max(scale, 1);
}

/** Equal infinities do not differ, nor do two values that are no numbers. */
function distance(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  const difference = Math.abs(a - b);
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
}
