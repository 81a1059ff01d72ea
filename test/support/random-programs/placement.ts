/**
 * Where the loops and copies of a right kernel may stand.
 *
 * A loop around several equations runs over an index of all of them; over a binder only where all are one reduction of the
 * same kind and none reads what it computes. What an iteration reads of the one before is held outside of that loop.
 */
import type { HoldPlan, KernelPlan, LoopPlan } from './plan.ts';
import { type Group, groupsOf } from './write-kernel.ts';
import type { WrittenEquation, WrittenOp } from './write-op.ts';

export interface PlacedLoop {
  readonly index: string;
  readonly plan: LoopPlan;
}

/** A `hold` at a block: number `level` of the common blocks, then of the group's own. */
export interface PlacedHold {
  readonly tensor: string;
  /** The group whose blocks are counted; those of common blocks belong to all. */
  readonly group: number;
  readonly level: number;
  readonly plan: HoldPlan;
  readonly end?: 'store' | 'accumulate';
}

export class Placement {
  readonly groups: readonly Group[];
  readonly common: readonly PlacedLoop[];
  readonly own: readonly (readonly PlacedLoop[])[];
  readonly holds: readonly PlacedHold[];
  readonly #op: WrittenOp;
  readonly #plan: KernelPlan;

  constructor(plan: KernelPlan, op: WrittenOp) {
    this.#op = op;
    this.#plan = plan;
    this.groups = groupsOf(plan, op);
    const all = this.groups.flatMap(({ equations }) => equations);
    this.common = this.#loops(plan.common, this.#indices(all), []);
    this.own = this.groups.map(({ loops, equations }) => this.#loops(loops, this.#indices(equations), this.common));
    this.holds = [...new Set(this.groups.map(({ tensor }) => tensor))].flatMap((tensor, t) =>
      this.#holdsOf(tensor, plan.holds[t as 0 | 1]),
    );
  }

  /** The loops around a group, outermost first; block `level` lies inside the first `level` of them. */
  loopsOf(group: number): readonly PlacedLoop[] {
    return [...this.common, ...(this.own[group] as readonly PlacedLoop[])];
  }

  /** Blocks around a group: one more than its loops, and its own place inside the common ones. */
  blocksOf(group: number): number {
    return this.loopsOf(group).length + 2;
  }

  /** Number of a group's first own block. */
  get firstOwn(): number {
    return this.common.length + 1;
  }

  /** Whether the loop may be distributed: number `at` of those around a group. */
  mayDistribute(group: number, at: number): boolean {
    const { index } = this.loopsOf(group)[at] as PlacedLoop;
    const isCommon = at < this.common.length;
    const equations = isCommon ? this.groups.flatMap((g) => g.equations) : (this.groups[group] as Group).equations;
    if (!equations.every(({ left }) => left.includes(index))) return false;
    // an accumulate from several units into one copy counts as a dependence
    const below = this.holds.filter((hold) => hold.group === group || isCommon);
    if (below.some(({ level, end }) => end === 'accumulate' && level > at)) return false;
    return !this.carries(index, isCommon);
  }

  /** Whether a loop over the index carries a dependence that is not a reduction's own. */
  carries(index: string, isCommon: boolean): boolean {
    const { carried } = this.#op;
    if (!carried || (carried.tensor !== 'Y' && !isCommon)) return false;
    return index === 'i' || (carried.skewed && index === 'j');
  }

  /** The number of loops around the block `level` of a group. */
  loopsAround(level: number): number {
    return level < this.firstOwn ? level : level - 1;
  }

  #loops(plans: readonly LoopPlan[], indices: readonly string[], around: readonly PlacedLoop[]): PlacedLoop[] {
    const loops: PlacedLoop[] = [];
    if (indices.length === 0) return loops;
    for (const plan of plans) {
      const index = indices[plan.index % indices.length] as string;
      const steps = [...around, ...loops].some((loop) => loop.index === 'i' && loop.plan.by === 1);
      // an element ahead in j is there only if every i before is complete
      if (this.#op.carried?.skewed && index === 'j' && !steps) loops.push({ index: 'i', plan: { ...plan, by: 1 } });
      else loops.push({ index, plan });
    }
    return loops;
  }

  /** The indices over which a loop around these equations may run. */
  #indices(equations: readonly WrittenEquation[]): readonly string[] {
    const [first, ...others] = equations as [WrittenEquation, ...WrittenEquation[]];
    return first.indices.filter((index) => {
      if (!others.every(({ indices }) => indices.includes(index))) return false;
      const bound = equations.filter(({ binders }) => binders.includes(index));
      if (bound.length === 0) return true;
      // reduced in parts: by all equations of the result, none of which needs the others
      const result = equations.filter(({ tensor }) => tensor === bound[0]?.tensor);
      const alike = result.every(({ operator }) => operator !== undefined && operator === bound[0]?.operator);
      const alone = bound.length === result.length && result.every(({ reads, tensor }) => !reads.includes(tensor));
      const written = equations.every((e) => e.tensor === bound[0]?.tensor || bound[0]?.tensor === 'Y');
      return alike && alone && written;
    });
  }

  #holdsOf(tensor: string, plans: readonly HoldPlan[]): PlacedHold[] {
    const groups = this.groups.flatMap((group, g) => (group.tensor === tensor ? [g] : []));
    const first = groups[0] as number;
    const levels = plans.map((plan) => ({ plan, level: this.#holdLevel(tensor, plan.level % this.blocksOf(first)) }));
    const sorted = levels.toSorted((a, b) => a.level - b.level);
    return sorted.flatMap(({ plan, level }, k) => {
      // in a common block one buffer serves all groups of the tensor
      const served = level < this.firstOwn ? [first] : groups;
      return served.map((group): PlacedHold => {
        const at = Math.min(level, this.blocksOf(group) - 1);
        const stays = tensor !== 'Y' && k === 0 && at < this.firstOwn && !this.#plan.endsInternal;
        const placed = { tensor, group, level: at, plan };
        return stays ? placed : { ...placed, end: this.#isPartial(tensor, group, at) ? 'accumulate' : 'store' };
      });
    });
  }

  #holdLevel(tensor: string, level: number): number {
    const { carried } = this.#op;
    if (carried?.tensor !== tensor) return level;
    if (tensor === 'Y') return 0;
    const outside = this.common.findIndex(({ index }) => index === 'i');
    return outside < 0 || level >= this.firstOwn ? level : Math.min(level, outside);
  }

  /** Whether a loop over a binder lies around the block. */
  #isPartial(tensor: string, group: number, level: number): boolean {
    const loops = this.loopsOf(group).slice(0, this.loopsAround(level));
    const equations = this.groups.flatMap((g) => g.equations).filter((equation) => equation.tensor === tensor);
    return loops.some(({ index }) => equations.some(({ binders }) => binders.includes(index)));
  }
}
