/**
 * Interval propagation: the values that indices can take where affine forms of them lie inside of given extents.
 *
 * Example: with Y of 9 elements and `Y[2 * i + j]`, i and j from 0: i is at most (9 - 1) / 2 = 4, j at most 8. The box
 * of these intervals has points outside of Y (i = 4, j = 8), so it only contains the domain.
 */
import { ceilDivide, floorDivide } from '../model/size.ts';
import type { Affine } from './affine.ts';
import type { Interval } from './program.ts';

/** lower <= x < upper; no upper bound yet if it is absent. */
export interface Bounds {
  readonly lower: bigint;
  readonly upper: bigint | undefined;
}

/** 0 <= affine < extent; without an extent only 0 <= affine. */
export interface InsideConstraint {
  readonly affine: Affine;
  readonly extent: bigint | undefined;
}

/** Rounds over all constraints. What more rounds would cut off stays: the result is a box around the domain. */
const ROUNDS = 4;

/** Narrows the bounds in place; every index of the constraints has some. */
export function narrow(bounds: Map<string, Bounds>, constraints: readonly InsideConstraint[]): void {
  for (let round = 0; round < ROUNDS; round++) {
    for (const { affine, extent } of constraints) {
      for (const [index, coefficient] of affine.terms) {
        const others = { constant: affine.constant, terms: new Map(affine.terms) };
        others.terms.delete(index);
        bounds.set(index, narrowed(bounds.get(index) as Bounds, coefficient, range(others, bounds), extent));
      }
    }
  }
}

/** Either end is absent where it is unbounded. */
interface Range {
  readonly least: bigint | undefined;
  readonly most: bigint | undefined;
}

/** 0 <= coefficient * x + others < extent. */
function narrowed({ lower, upper }: Bounds, coefficient: bigint, others: Range, extent: bigint | undefined): Bounds {
  const least = others.most === undefined ? undefined : -others.most;
  const most = others.least === undefined || extent === undefined ? undefined : extent - 1n - others.least;
  const [from, to] = coefficient > 0n ? [least, most] : [most, least];
  const first = from === undefined ? lower : ceilDivide(from, coefficient);
  const end = to === undefined ? upper : floorDivide(to, coefficient) + 1n;
  return {
    lower: first > lower ? first : lower,
    upper: end !== undefined && (upper === undefined || end < upper) ? end : upper,
  };
}

function range({ constant, terms }: Affine, bounds: ReadonlyMap<string, Bounds>): Range {
  let least: bigint | undefined = constant;
  let most: bigint | undefined = constant;
  for (const [index, coefficient] of terms) {
    const { lower, upper } = bounds.get(index) as Bounds;
    const ends = [coefficient * lower, upper === undefined ? undefined : coefficient * (upper - 1n)] as const;
    const [low, high] = coefficient > 0n ? ends : [ends[1], ends[0]];
    least = least === undefined || low === undefined ? undefined : least + low;
    most = most === undefined || high === undefined ? undefined : most + high;
  }
  return { least, most };
}

/** @returns the least and the largest value of an affine form over a box that is not empty. */
export function endsOf(
  { constant, terms }: Affine,
  box: ReadonlyMap<string, Interval>,
): { readonly least: bigint; readonly most: bigint } {
  let least = constant;
  let most = constant;
  for (const [index, coefficient] of terms) {
    const interval = box.get(index) as Interval;
    least += coefficient * (coefficient > 0n ? interval.lower : interval.upper - 1n);
    most += coefficient * (coefficient > 0n ? interval.upper - 1n : interval.lower);
  }
  return { least, most };
}
