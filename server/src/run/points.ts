/**
 * Loops over the points of an equation, or over some of its indices only.
 *
 * The current ranges of an equation are two arrays by slot, which loops of a kernel narrow: a left-side index runs over
 * its range there, the index of a reduction over the part of its own range that lies in it.
 */
import type { Binder, ConcreteEquation, LeftCondition } from './concrete-op.ts';
import type { IndexForm, Point } from './index-form.ts';

export interface CurrentRanges {
  readonly lower: Int32Array;
  readonly upper: Int32Array;
}

/** No end of a range lies beyond. */
const FAR = 2 ** 31 - 1;

/** @returns the ranges of an equation outside of all loops of a kernel. */
export function fullRanges({ indices, ranges }: ConcreteEquation): CurrentRanges {
  const lower = new Int32Array(indices.length).fill(-FAR);
  const upper = new Int32Array(indices.length).fill(FAR);
  for (const [slot, range] of ranges.entries()) {
    lower[slot] = range.lower;
    upper[slot] = range.upper;
  }
  return { lower, upper };
}

interface Level {
  readonly slot: number;
  /** Set for the index of a reduction. */
  readonly binder?: Binder;
  /** Those whose slots are all set at this level. */
  readonly conditions: readonly LeftCondition[];
}

/** A loop nest over some indices of an equation, the last fastest. */
export class PointLoop {
  readonly #point: Point;
  readonly #levels: readonly Level[];
  /** Conditions without an index. */
  readonly #outermost: readonly LeftCondition[];

  /** `slots` in loop order; `binders` those of them that belong to reductions; `conditions` on these slots only. */
  constructor(
    point: Point,
    slots: readonly number[],
    binders: ReadonlyMap<number, Binder>,
    conditions: readonly LeftCondition[],
  ) {
    this.#point = point;
    const levelOf = (condition: LeftCondition) => Math.max(-1, ...condition.slots.map((slot) => slots.indexOf(slot)));
    this.#outermost = conditions.filter((condition) => levelOf(condition) < 0);
    this.#levels = slots.map((slot, level) => {
      const binder = binders.get(slot);
      return {
        slot,
        ...(binder ? { binder } : {}),
        conditions: conditions.filter((condition) => levelOf(condition) === level),
      };
    });
  }

  /** Sets the point to one after another and calls `visit`, until that returns true. @returns whether it did. */
  each(ranges: CurrentRanges, visit: () => boolean | undefined): boolean {
    for (const condition of this.#outermost) if (!condition.holds(this.#point)) return false;
    return this.#level(0, ranges, visit);
  }

  #level(depth: number, ranges: CurrentRanges, visit: () => boolean | undefined): boolean {
    const level = this.#levels[depth];
    if (!level) return visit() === true;
    const { slot, binder, conditions } = level;
    const point = this.#point;
    let from = ranges.lower[slot] as number;
    let to = ranges.upper[slot] as number;
    if (binder) {
      from = Math.max(from, binder.lower.call(point));
      to = Math.min(to, binder.upper.call(point));
    }
    const innermost = depth + 1 === this.#levels.length;
    for (let value = from; value < to; value++) {
      point[slot] = value;
      if (conditions.length > 0 && !allHold(conditions, point)) continue;
      if (innermost ? visit() : this.#level(depth + 1, ranges, visit)) return true;
    }
    return false;
  }
}

function allHold(conditions: readonly LeftCondition[], point: Point): boolean {
  for (const condition of conditions) if (!condition.holds(point)) return false;
  return true;
}

/** @returns the loop over the left-side points of an equation. */
export function leftLoop({ point, leftCount, conditions }: ConcreteEquation): PointLoop {
  const slots = Array.from({ length: leftCount }, (_, slot) => slot);
  return new PointLoop(point, slots, new Map(), conditions);
}

/** @returns the largest coordinate that an equation writes along each axis, -1 where it writes nothing. */
export function largestWritten(equation: ConcreteEquation): readonly number[] {
  const { left, point, ranges, conditions } = equation;
  const largest = left.map(() => -1);
  const visit = (): undefined => {
    for (const [axis, form] of left.entries()) {
      largest[axis] = Math.max(largest[axis] as number, form.call(point));
    }
  };
  if (conditions.length > 0) leftLoop(equation).each(fullRanges(equation), visit);
  else if (ranges.every(({ lower, upper }) => lower < upper)) {
    for (const [axis, form] of left.entries()) largest[axis] = largestOf(form, equation);
  }
  return largest;
}

/** Over a whole box an affine form is largest in a corner; any other form is tried point by point. */
function largestOf({ affine, call, slots }: IndexForm, { ranges, point }: ConcreteEquation): number {
  if (affine) {
    const end = ([slot, by]: readonly [number, number]) => {
      const { lower = 0, upper = 0 } = ranges[slot] ?? {};
      return by * (by > 0 ? upper - 1 : lower);
    };
    return affine.terms.reduce((sum, term) => sum + end(term), affine.constant);
  }
  let largest = -1;
  const lower = Int32Array.from(ranges, (range) => range.lower);
  const upper = Int32Array.from(ranges, (range) => range.upper);
  new PointLoop(point, slots, new Map(), []).each({ lower, upper }, (): undefined => {
    largest = Math.max(largest, call(point));
  });
  return largest;
}
