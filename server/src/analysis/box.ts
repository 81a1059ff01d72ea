/**
 * Strided intervals: the image of a box of indices under an affine form, one dimension of a tensor at a time.
 *
 * Worked example: `2·p + r` with p in 0..8 and r in 0..3 takes the values 0, 1, 2, …, 16: lower 0, upper 16, stride 1,
 * 17 elements, and it is dense, since steps of 2 leave no gap that r does not fill. With r in 0..1 it takes 0, 2, …, 14:
 * stride 2, 8 elements. With `3·p + r` and r in 0..2 the values 2, 5, 8, … are missing: the smallest strided interval
 * has stride 1 and is not dense, so what is moved exceeds what is needed.
 */
import { floorDivide } from '../model/size.ts';
import type { Affine } from '../polyhedral/affine.ts';
import type { Interval } from '../polyhedral/program.ts';

/** The values lower, lower + stride, …, upper; empty where upper < lower. */
export interface StridedInterval {
  readonly lower: bigint;
  readonly upper: bigint;
  /** At least 1; 1 for a single value. */
  readonly stride: bigint;
  /** Whether every value of the interval is taken; if not, the interval is the smallest that contains the image. */
  readonly dense: boolean;
}

/** @returns the number of values. */
export function countOf({ lower, upper, stride }: StridedInterval): bigint {
  return upper < lower ? 0n : (upper - lower) / stride + 1n;
}

const EMPTY: StridedInterval = { lower: 0n, upper: -1n, stride: 1n, dense: true };

/** @returns the smallest strided interval that contains the image of the box, which has an interval for each term. */
export function imageOf({ constant, terms }: Affine, box: (index: string) => Interval): StridedInterval {
  let lower = constant;
  let upper = constant;
  const steps: { size: bigint; count: bigint }[] = [];
  for (const [index, coefficient] of terms) {
    const interval = box(index);
    const count = interval.upper - interval.lower;
    if (count <= 0n) return EMPTY;
    const ends = [coefficient * interval.lower, coefficient * (interval.upper - 1n)] as const;
    lower += coefficient > 0n ? ends[0] : ends[1];
    upper += coefficient > 0n ? ends[1] : ends[0];
    if (count > 1n) steps.push({ size: coefficient < 0n ? -coefficient : coefficient, count });
  }
  const stride = steps.reduce((g, { size }) => gcd(g, size), 0n) || 1n;
  return { lower, upper, stride, dense: isDense(steps, stride) };
}

/** Sorted by size, each step must be at most one stride beyond what the smaller ones cover together. */
function isDense(steps: { size: bigint; count: bigint }[], stride: bigint): boolean {
  let covered = 0n;
  for (const { size, count } of steps.toSorted((a, b) => (a.size < b.size ? -1 : a.size > b.size ? 1 : 0))) {
    if (size > covered + stride) return false;
    covered += size * (count - 1n);
  }
  return true;
}

/** @returns the smallest strided interval that contains all of them; dense if their union has no gap in it. */
export function hullOf(intervals: readonly StridedInterval[]): StridedInterval {
  const parts = intervals.filter((interval) => interval.lower <= interval.upper);
  const [first, ...rest] = parts.toSorted((a, b) => (a.lower < b.lower ? -1 : a.lower > b.lower ? 1 : 0));
  if (!first) return EMPTY;
  let { lower, upper, dense } = first;
  let stride = first.lower === first.upper ? 0n : first.stride;
  for (const part of rest) {
    stride = gcd(gcd(stride, part.lower === part.upper ? 0n : part.stride), part.lower - lower);
  }
  stride = stride || 1n;
  const steady = (part: StridedInterval) => part.dense && (part.stride === stride || part.lower === part.upper);
  dense = steady(first);
  for (const part of rest) {
    dense = dense && steady(part) && part.lower <= upper + stride;
    if (part.upper > upper) upper = part.upper;
  }
  return { lower, upper, stride, dense };
}

/** @returns the values that lie in 0 … extent - 1. */
export function clip(interval: StridedInterval, extent: bigint): StridedInterval {
  const { stride, dense } = interval;
  let { lower, upper } = interval;
  if (lower < 0n) lower += floorDivide(-lower + stride - 1n, stride) * stride;
  if (upper >= extent) upper -= floorDivide(upper - extent + stride, stride) * stride;
  return upper < lower ? EMPTY : { lower, upper, stride, dense };
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
