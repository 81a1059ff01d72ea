/**
 * The points of one equation under the loops of a kernel: what current intervals leave of its indices, and projections of
 * its points onto the indices that an access mentions.
 *
 * A `for` narrows left-side indices and those of a reduction that is the whole right side. Any other reduction is computed
 * as a whole, so a `for` over its index repeats the equation.
 */
import type { Binder, ConcreteEquation, ConcreteRead, Range, Reduction } from './concrete-op.ts';
import type { ConcreteTensor } from './concrete-tensor.ts';
import type { IndexForm } from './index-form.ts';
import { type CurrentRanges, fullRanges, leftLoop, PointLoop } from './points.ts';

/** Intervals that loops leave, by index name, or by `T.x` for an axis of one tensor's equations. */
export type Intervals = ReadonlyMap<string, Range>;

/** An access without what does not matter to where it points. */
export interface Access {
  readonly tensor: ConcreteTensor;
  readonly at: readonly IndexForm[];
  readonly around: readonly Reduction[];
}

const NO_POINT = new Int32Array(0);

export class EquationSpace {
  readonly equation: ConcreteEquation;
  /** What the intervals of the last `narrow` leave. */
  readonly ranges: CurrentRanges;
  readonly #full: CurrentRanges;
  /** Slots that loops narrow, with their names. */
  readonly #narrowed: readonly (readonly [slot: number, keys: readonly string[]])[];
  readonly #left: PointLoop;
  readonly #binders = new Map<number, Binder>();
  /** Over the binders of the whole reduction, at a left-side point. */
  readonly #wholeLoop: PointLoop | undefined;
  readonly #points: PointLoop;

  constructor(equation: ConcreteEquation) {
    this.equation = equation;
    this.ranges = fullRanges(equation);
    this.#full = fullRanges(equation);
    this.#left = leftLoop(equation);
    for (const { binders } of equation.reductions) for (const binder of binders) this.#binders.set(binder.slot, binder);
    const left = equation.indices.slice(0, equation.leftCount).map((name, slot) => [slot, name] as const);
    const own = equation.whole?.binders ?? [];
    const named = [...left, ...own.map(({ slot, name }) => [slot, name] as const)];
    this.#narrowed = named.map(([slot, name]) => [slot, [name, `${equation.tensor.name}.${name}`]]);
    const wholeSlots = own.map(({ slot }) => slot);
    if (equation.whole) this.#wholeLoop = new PointLoop(equation.point, wholeSlots, this.#binders, []);
    const slots = [...left.map(([slot]) => slot), ...wholeSlots];
    this.#points = new PointLoop(equation.point, slots, this.#binders, equation.conditions);
  }

  /** Sets `ranges` to what these intervals leave. */
  narrow(intervals: Intervals): void {
    const { lower, upper } = this.ranges;
    for (const [slot, keys] of this.#narrowed) {
      let from = this.#full.lower[slot] as number;
      let to = this.#full.upper[slot] as number;
      for (const key of keys) {
        const interval = intervals.get(key);
        if (!interval) continue;
        if (interval.lower > from) from = interval.lower;
        if (interval.upper < to) to = interval.upper;
      }
      lower[slot] = from;
      upper[slot] = to;
    }
  }

  /** Whether a point lies in the current ranges, or an element of an empty reduction. */
  executes(): boolean {
    if (this.#isEmptyOnTheLeft()) return false;
    if (!this.hasFixedReduction()) return this.#left.each(this.ranges, () => this.reductionAtPoint() !== 'cut away');
    return this.reductionAtPoint() !== 'cut away' && this.#left.each(this.ranges, () => true);
  }

  /** Calls `visit` at each left-side point in the current ranges at which something is executed. */
  eachLeft(visit: () => undefined): void {
    if (this.#isEmptyOnTheLeft()) return;
    if (!this.#wholeLoop) {
      this.#left.each(this.ranges, visit);
      return;
    }
    if (this.hasFixedReduction()) {
      if (this.reductionAtPoint() !== 'cut away') this.#left.each(this.ranges, visit);
      return;
    }
    this.#left.each(this.ranges, () => (this.reductionAtPoint() === 'cut away' ? undefined : visit()));
  }

  /** Calls `visit` at each point, those of the whole reduction included; `full`: whatever the loops leave. */
  eachPoint(visit: () => undefined, full = false): void {
    this.#points.each(full ? this.#full : this.ranges, visit);
  }

  /** Points in the current ranges, where conditions leave none out. */
  mostPoints(): number {
    const { lower, upper } = this.ranges;
    let points = 1;
    for (let slot = 0; slot < this.equation.leftCount; slot++) {
      points *= Math.max(0, (upper[slot] as number) - (lower[slot] as number));
    }
    for (const { slot, lower: from, upper: to } of this.#binders.values()) {
      const fixed = from.slots.length === 0 && to.slots.length === 0;
      const first = Math.max(
        lower[slot] as number,
        fixed ? from.call(NO_POINT) : endOf(from, this.equation.ranges, -1),
      );
      const end = Math.min(upper[slot] as number, fixed ? to.call(NO_POINT) : endOf(to, this.equation.ranges, 1));
      points *= Math.max(1, end - first);
    }
    return points;
  }

  /** Whether the range of the whole reduction is the same at all points. */
  hasFixedReduction(): boolean {
    return (this.equation.whole?.binders ?? []).every((binder) => isFixed(binder));
  }

  /** Of the whole reduction at the current left-side point: has it points there, none at all, or none in this tile? */
  reductionAtPoint(): 'points' | 'empty' | 'cut away' {
    if (!this.#wholeLoop || this.#wholeLoop.each(this.ranges, () => true)) return 'points';
    return this.#wholeLoop.each(this.#full, () => true) ? 'cut away' : 'empty';
  }

  #isEmptyOnTheLeft(): boolean {
    const { lower, upper } = this.ranges;
    for (let slot = 0; slot < this.equation.leftCount; slot++) {
      if ((lower[slot] as number) >= (upper[slot] as number)) return true;
    }
    return false;
  }

  /** The range of an index over all points; undefined: the equation has no index of this name. */
  hullOf(name: string): Range | undefined {
    const { indices, leftCount, ranges } = this.equation;
    const hulls = indices.flatMap((index, slot): Range[] => {
      if (index !== name) return [];
      if (slot < leftCount) return [ranges[slot] as Range];
      const binder = this.#binders.get(slot) as Binder;
      return [{ lower: endOf(binder.lower, ranges, -1), upper: endOf(binder.upper, ranges, 1) }];
    });
    if (hulls.length === 0) return undefined;
    return {
      lower: Math.min(...hulls.map(({ lower }) => lower)),
      upper: Math.max(...hulls.map(({ upper }) => upper)),
    };
  }

  projection(access: Access): Projection {
    return new Projection(this, access, this.#binders);
  }

  write(): Access {
    const { tensor, left, whole } = this.equation;
    return { tensor, at: left, around: whole ? [whole] : [] };
  }

  read({ tensor, at, around }: ConcreteRead): Access {
    return { tensor, at, around };
  }
}

/** The positions of an access over the points in the current ranges, each with how many points it stands for. */
export class Projection {
  readonly access: Access;
  /** By axis; used again for every point. */
  readonly position: Int32Array;
  readonly #space: EquationSpace;
  readonly #loop: PointLoop;
  /** Indices on which neither the access nor a condition depends. */
  readonly #free: readonly { readonly slot: number; readonly binder?: Binder }[];

  constructor(space: EquationSpace, access: Access, binders: ReadonlyMap<number, Binder>) {
    this.access = access;
    this.position = new Int32Array(access.at.length);
    this.#space = space;
    const { equation } = space;
    const around = access.around.flatMap((reduction) => reduction.binders);
    const slots = new Set(access.at.flatMap((form) => form.slots));
    for (const condition of equation.conditions) for (const slot of condition.slots) slots.add(slot);
    for (const binder of around.toReversed()) {
      if (isFixed(binder)) continue;
      for (const slot of [binder.slot, ...binder.lower.slots, ...binder.upper.slots]) slots.add(slot);
    }
    const all = [
      ...Array.from({ length: equation.leftCount }, (_, slot) => ({ slot })),
      ...around.map((binder) => ({ slot: binder.slot, binder })),
    ];
    const looped = all.filter(({ slot }) => slots.has(slot)).map(({ slot }) => slot);
    this.#free = all.filter(({ slot }) => !slots.has(slot));
    this.#loop = new PointLoop(equation.point, looped, binders, equation.conditions);
  }

  /** Points that each position stands for; 0: there is none. */
  multiplicity(): number {
    const { lower, upper } = this.#space.ranges;
    let times = 1;
    for (const { slot, binder } of this.#free) {
      let from = lower[slot] as number;
      let to = upper[slot] as number;
      if (binder) {
        from = Math.max(from, binder.lower.call(NO_POINT));
        to = Math.min(to, binder.upper.call(NO_POINT));
      }
      times *= Math.max(0, to - from);
    }
    return times;
  }

  /** Calls `visit` at each point of the projection; call it only where `multiplicity` is not 0. */
  each(visit: () => undefined): void {
    this.#loop.each(this.#space.ranges, visit);
  }
}

function isFixed({ lower, upper }: Binder): boolean {
  return lower.slots.length === 0 && upper.slots.length === 0;
}

/** The least (`sign` -1) or largest value of a bound over the left-side ranges. */
function endOf({ affine, call, slots }: IndexForm, ranges: readonly Range[], sign: -1 | 1): number {
  if (slots.length === 0) return call(NO_POINT);
  let end = affine?.constant ?? 0;
  for (const [slot, by] of affine?.terms ?? []) {
    const { lower, upper } = ranges[slot] ?? { lower: 0, upper: 1 };
    end += by * (by * sign > 0 ? upper - 1 : lower);
  }
  return end;
}
