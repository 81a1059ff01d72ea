/**
 * The regions of copies, by a dry run of what their block executes after them.
 *
 * A `load T` holds what later steps read of T before any of them writes it, and not through a `hold` that has it; inner
 * loads are transparent. A `hold T` holds what later steps write of T through it. Loops split the points of a block into
 * tiles, so where nothing in the block writes T, their order does not matter and they are not run.
 *
 * Example: the region of `load A` before `for k by 64 { do C }` is that of all of k.
 */

import { Accesses, type AddElement } from './accesses.ts';
import type { ConcreteEquation } from './concrete-op.ts';
import type { ConcreteTensor } from './concrete-tensor.ts';
import type { EquationSpace, Intervals } from './equation-space.ts';
import { type CopyNode, type DoNode, doStepsIn, type KernelNode, type KernelProgram } from './kernel-nodes.ts';
import { OrderedReads } from './ordered-reads.ts';
import { type Region, RegionCollector } from './region.ts';

export class DryRun {
  readonly accesses: Accesses;
  readonly #collectors = new Map<CopyNode, RegionCollector>();
  /** The `do` steps whose writes pass through each `hold`. */
  readonly #through = new Map<CopyNode, readonly DoNode[]>();

  constructor(program: KernelProgram) {
    this.accesses = new Accesses(program.op);
    for (const node of program.copies) {
      this.#collectors.set(node, new RegionCollector(node.tensor));
      if (node.kind === 'hold') this.#through.set(node, writersThrough(node.tensor, node.rest));
    }
  }

  space(equation: ConcreteEquation): EquationSpace {
    return this.accesses.of(equation).space;
  }

  /** @returns the region of one execution, and its collector, which knows the elements until the next region. */
  region(node: CopyNode, intervals: Intervals): { readonly region: Region; readonly collector: RegionCollector } {
    const collector = this.#collectors.get(node) as RegionCollector;
    collector.begin();
    const add: AddElement = (element, at) => collector.add(element, at);
    const steps = doStepsIn(node.rest);
    if (node.kind === 'hold') this.writtenThrough(node, intervals, add);
    else if (steps.some((step) => step.tensor === node.tensor)) {
      new OrderedReads(this, node.tensor, add).block(node.rest, intervals);
    } else for (const step of steps) this.accesses.readBy(step, node.tensor, intervals, add);
    return { region: collector.end(), collector };
  }

  /** What the rest of its block writes through a `hold`. */
  writtenThrough(node: CopyNode, intervals: Intervals, add: AddElement): void {
    for (const step of this.#through.get(node) ?? []) this.accesses.writtenBy(step, intervals, add);
  }
}

/** Writes go to the innermost `hold`; through one that is never stored they go no further. */
function writersThrough(tensor: ConcreteTensor, nodes: readonly KernelNode[]): readonly DoNode[] {
  const writers: DoNode[] = [];
  for (const [i, node] of nodes.entries()) {
    if (node.kind === 'do' && node.tensor === tensor) writers.push(node);
    if (node.kind === 'for' || node.kind === 'block') writers.push(...writersThrough(tensor, node.body));
    if (node.kind !== 'hold' || node.tensor !== tensor) continue;
    // what stands behind the inner hold's end is written outside of it again
    const isStored = node.rest.length < nodes.length - i - 1;
    const inner = isStored
      ? doStepsIn(node.rest).filter((step) => writersThrough(tensor, node.rest).includes(step))
      : [];
    return [...writers, ...inner, ...writersThrough(tensor, nodes.slice(i + 1 + node.rest.length))];
  }
  return writers;
}
