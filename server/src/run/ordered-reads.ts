/**
 * The region of a `load T` whose block writes T as well: the block is run in order, and what is read before it is written,
 * and not through a `hold` that has it, belongs to the region.
 */
import { type AddElement, addPosition } from './accesses.ts';
import type { ConcreteTensor } from './concrete-tensor.ts';
import type { DryRun } from './dry-run.ts';
import type { Intervals } from './equation-space.ts';
import type { DoNode, KernelNode } from './kernel-nodes.ts';
import { intervalKey, tilesOf } from './tiles.ts';

export class OrderedReads {
  readonly #run: DryRun;
  readonly #tensor: ConcreteTensor;
  readonly #add: AddElement;
  readonly #written = new Set<number>();
  /** What each live `hold` of the tensor has, outermost first. */
  readonly #holds: Set<number>[] = [];

  constructor(run: DryRun, tensor: ConcreteTensor, add: AddElement) {
    this.#run = run;
    this.#tensor = tensor;
    this.#add = add;
  }

  block(nodes: readonly KernelNode[], intervals: Intervals): void {
    const depth = this.#holds.length;
    for (const node of nodes) {
      if (node.kind === 'block') this.block(node.body, intervals);
      else if (node.kind === 'do') this.#do(node, intervals);
      else if (node.kind === 'for') {
        const inner = new Map(intervals);
        for (const tile of tilesOf(node, intervals, (equation) => this.#run.space(equation))) {
          inner.set(intervalKey(node), tile);
          this.block(node.body, inner);
        }
      } else if (node.tensor === this.#tensor) {
        if (node.kind === 'hold') {
          const elements = new Set<number>();
          this.#run.writtenThrough(node, intervals, (element) => void elements.add(element));
          this.#holds.push(elements);
        } else if (node.kind !== 'load' && this.#holds.length > depth) this.#holds.pop();
      }
    }
    this.#holds.length = Math.min(this.#holds.length, depth);
  }

  #do(step: DoNode, intervals: Intervals): void {
    const read: AddElement = (element, at) => {
      if (this.#written.has(element) || this.#holds.some((hold) => hold.has(element))) return;
      this.#add(element, at);
    };
    const { accesses } = this.#run;
    const readsItself =
      step.tensor === this.#tensor && step.equations.some((e) => e.reads.some((r) => r.tensor === this.#tensor));
    if (!readsItself) {
      accesses.readBy(step, this.#tensor, intervals, read);
      if (step.tensor === this.#tensor)
        accesses.writtenBy(step, intervals, (element) => void this.#written.add(element));
      return;
    }
    for (const { equation, left, element } of accesses.inOrder(step, intervals)) {
      const { space, reads } = accesses.of(equation);
      space.narrow(intervals);
      for (const [slot, value] of left.entries()) {
        space.ranges.lower[slot] = value;
        space.ranges.upper[slot] = value + 1;
      }
      for (const projection of reads) {
        if (projection.access.tensor !== this.#tensor || projection.multiplicity() === 0) continue;
        projection.each((): undefined => addPosition(equation, projection, read));
      }
      this.#written.add(element);
    }
  }
}
