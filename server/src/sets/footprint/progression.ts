/**
 * Arithmetic progressions: what one dimension of a separable access touches.
 *
 *     {0, 2, …, 14} + {0, 1, 2} = {0 … 16}     2p + r for p in 0 … 7, r in 0 … 2: no gaps, as r covers a step of 2p
 *     {0, 2, …, 14} + {0} = {0, 2, …, 14}       a window of 1 with stride 2 leaves gaps
 *
 * An operation answers exactly or says `undefined`: the sum or intersection may be no progression.
 */
import {
  add,
  ceilDivide,
  divideExactly,
  floorDivide,
  type Int,
  maximum,
  minimum,
  modulo,
  multiply,
  subtract,
} from '../integer.ts';

/** first, first + step, … with `count` >= 0 values; the step is positive, and 1 where there are fewer than two. */
export interface Progression {
  readonly first: Int;
  readonly step: Int;
  readonly count: Int;
}

const EMPTY: Progression = { first: 0, step: 1, count: 0 };

export function progression(first: Int, step: Int, count: Int): Progression {
  if (count <= 0) return EMPTY;
  return { first, step: count === 1 ? 1 : step, count };
}

/** factor · v for v in lower … upper; the factor is not 0. */
export function multiplesOf(factor: Int, lower: Int, upper: Int): Progression {
  const count = add(subtract(upper, lower), 1);
  return factor > 0
    ? progression(multiply(factor, lower), factor, count)
    : progression(multiply(factor, upper), multiply(factor, -1), count);
}

export function lastOf({ first, step, count }: Progression): Int {
  return add(first, multiply(step, subtract(count, 1)));
}

/** All sums of a value of each, if they are a progression of which this rule knows. */
export function sumOf(a: Progression, b: Progression): Progression | undefined {
  if (a.count === 0 || b.count === 0) return EMPTY;
  const first = add(a.first, b.first);
  if (a.count === 1) return { ...b, first };
  if (b.count === 1) return { ...a, first };
  const [fine, coarse] = a.step <= b.step ? [a, b] : [b, a];
  if (modulo(coarse.step, fine.step) !== 0 || multiply(fine.step, fine.count) < coarse.step) return undefined;
  const more = multiply(subtract(coarse.count, 1), divideExactly(coarse.step, fine.step));
  return progression(first, fine.step, add(fine.count, more));
}

/** The values in lower … upper. */
export function clipped({ first, step, count }: Progression, lower: Int, upper: Int): Progression {
  const from = maximum(0, ceilDivide(subtract(lower, first), step));
  const to = minimum(subtract(count, 1), floorDivide(subtract(upper, first), step));
  return progression(add(first, multiply(step, from)), step, add(subtract(to, from), 1));
}

/** The common values; undefined if the steps differ and neither is 1. */
export function intersectionOf(a: Progression, b: Progression): Progression | undefined {
  if (a.count === 0 || b.count === 0) return EMPTY;
  if (a.step === 1) return clipped(b, a.first, lastOf(a));
  if (b.step === 1) return clipped(a, b.first, lastOf(b));
  if (a.step !== b.step) return undefined;
  return modulo(subtract(a.first, b.first), a.step) === 0 ? clipped(a, b.first, lastOf(b)) : EMPTY;
}
