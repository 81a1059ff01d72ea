/** How often each point of each equation is executed: once, in a kernel that is right. */

import { boxOf } from './access.ts';
import type { Accesses } from './accesses.ts';
import type { ConcreteEquation, ConcreteOp, Range } from './concrete-op.ts';
import type { Intervals } from './equation-space.ts';
import type { DoNode } from './kernel-nodes.ts';

/** A point that was executed another number of times. */
export interface WrongCount {
  readonly tensor: string;
  /** Number of the equation among those of its tensor. */
  readonly equation: number;
  /** Indices and their values. */
  readonly point: readonly (readonly [name: string, value: number])[];
  readonly count: number;
}

interface Counts {
  /** Slots of left-side indices and of the whole reduction. */
  readonly slots: readonly number[];
  readonly ranges: readonly Range[];
  readonly data: Uint8Array;
}

const MOST = 255;

export class PointCounts {
  readonly #counts = new Map<ConcreteEquation, Counts>();

  constructor({ equations }: ConcreteOp) {
    for (const equation of equations) {
      const box = boxOf(equation);
      const slots = [
        ...Array.from({ length: equation.leftCount }, (_, slot) => slot),
        ...(equation.whole?.binders.map(({ slot }) => slot) ?? []),
      ];
      const ranges = slots.map((slot) => box[slot] as Range);
      const size = ranges.reduce((product, { lower, upper }) => product * Math.max(0, upper - lower), 1);
      this.#counts.set(equation, { slots, ranges, data: new Uint8Array(size) });
    }
  }

  executed({ equations }: DoNode, intervals: Intervals, accesses: Accesses): void {
    for (const equation of equations) {
      const { space } = accesses.of(equation);
      const counts = this.#counts.get(equation) as Counts;
      space.narrow(intervals);
      space.eachPoint((): undefined => {
        const at = numberOf(equation, counts);
        counts.data[at] = Math.min(MOST, (counts.data[at] as number) + 1);
      });
    }
  }

  /** @returns the first point of an op that was not executed exactly once. */
  wrong(accesses: Accesses): WrongCount | undefined {
    let found: WrongCount | undefined;
    for (const [equation, counts] of this.#counts) {
      accesses.of(equation).space.eachPoint((): undefined => {
        const count = counts.data[numberOf(equation, counts)] as number;
        if (found || count === 1) return;
        const { tensor, number, indices, point } = equation;
        const named = counts.slots.map((slot) => [indices[slot] as string, point[slot] as number] as const);
        found = { tensor: tensor.name, equation: number, point: named, count };
      }, true);
      if (found) return found;
    }
    return found;
  }
}

/** The place of the current point in the box of its equation. */
function numberOf({ point }: ConcreteEquation, { slots, ranges }: Counts): number {
  let at = 0;
  for (let i = 0; i < slots.length; i++) {
    const { lower, upper } = ranges[i] as Range;
    at = at * (upper - lower) + ((point[slots[i] as number] as number) - lower);
  }
  return at;
}
