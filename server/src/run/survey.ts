/**
 * A walk without values that finds how large each buffer must be: its extents are the largest over all executions,
 * padding included, so they are needed before the first element has an address.
 */

import type { DryRun } from './dry-run.ts';
import type { CopyNode, DoNode, KernelProgram, LoopNode } from './kernel-nodes.ts';
import { type Context, KernelWalk, type WalkVisitor } from './kernel-walk.ts';
import { refuse } from './refusal.ts';
import { extentsOf } from './region.ts';

export interface Survey {
  /** Largest extents of each copy's region by axis, padding included; 0 where it is never needed. */
  readonly extents: ReadonlyMap<CopyNode, readonly number[]>;
  /** By step: the largest number of iterations an entry. */
  readonly trips: ReadonlyMap<number, number>;
  /** Equation points that are executed. */
  readonly points: number;
}

/** What may be executed and moved. */
export interface Budget {
  readonly points: number;
  /** Elements. */
  readonly moves: number;
}

/** @returns the survey; refuses a kernel that executes more points, or moves more elements, than the budget. */
export function surveyOf(program: KernelProgram, dryRun: DryRun, budget: Budget): Survey {
  const surveyor = new Surveyor(program, dryRun, budget);
  const options = { order: 'forward', seed: 1, spaceOf: dryRun.space.bind(dryRun) } as const;
  new KernelWalk(surveyor, options).run(program.tree);
  return surveyor;
}

class Surveyor implements WalkVisitor<CopyNode>, Survey {
  readonly extents = new Map<CopyNode, number[]>();
  readonly trips = new Map<number, number>();
  points = 0;
  #moved = 0;
  readonly #dryRun: DryRun;
  readonly #budget: Budget;

  constructor({ copies, loops }: KernelProgram, dryRun: DryRun, budget: Budget) {
    this.#dryRun = dryRun;
    this.#budget = budget;
    for (const node of copies) {
      const empty = node.tensor.extents.map(() => 0);
      this.extents.set(node, empty);
    }
    for (const { step } of loops) this.trips.set(step, 0);
  }

  open(node: CopyNode, { intervals }: Context<CopyNode>): CopyNode {
    const { region } = this.#dryRun.region(node, intervals);
    this.#moved += region.inside.count;
    requireWithin(this.#moved, this.#budget.moves, 'moves more than', 'elements');
    if (region.padded.count === 0) return node;
    const largest = this.extents.get(node) as number[];
    for (const [axis, extent] of extentsOf(region.padded).entries()) {
      largest[axis] = Math.max(largest[axis] as number, extent);
    }
    return node;
  }

  isHold(node: CopyNode): boolean {
    return node.kind === 'hold';
  }

  end(): void {}

  do({ equations }: DoNode, { intervals }: Context<CopyNode>): void {
    for (const equation of equations) {
      const space = this.#dryRun.space(equation);
      space.narrow(intervals);
      this.points += space.mostPoints();
    }
    requireWithin(this.points, this.#budget.points, 'executes more than', 'equation points');
  }

  release(): void {}

  loop({ step }: LoopNode, iterations: number): void {
    this.trips.set(step, Math.max(this.trips.get(step) ?? 0, iterations));
  }
}

function requireWithin(amount: number, budget: number, verb: string, what: string): void {
  if (amount <= budget) return;
  const most = budget.toLocaleString('en');
  throw refuse('too-large', `The kernel ${verb} ${most} ${what}, which is the budget. Choose a smaller case.`);
}
