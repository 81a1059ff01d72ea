/** Counts what a kernel moves and reads, from the real addresses of its buffers. */
import type { Memory, Path } from '../model/target.ts';
import type { Accesses } from './accesses.ts';
import type { CopyNode, DoNode, EndNode, KernelProgram } from './kernel-nodes.ts';
import type { Context } from './kernel-walk.ts';
import { servingPath, sourceOf } from './moves.ts';
import { eachInBox, type HomePlace, type LiveCopy, type Place } from './place.ts';
import type { Region } from './region.ts';
import { RunScan } from './runs.ts';
import { Tally, TrafficTally } from './tally.ts';

export class Counting {
  /** By step. */
  readonly tallies = new Map<number, Tally>();
  readonly traffic = new TrafficTally();
  readonly memories: ReadonlyMap<string, Memory>;
  readonly #paths: readonly Path[];
  readonly #scans = new Map<LiveCopy, RunScan>();

  constructor({ copies, ends, memories, paths }: KernelProgram) {
    this.memories = memories;
    this.#paths = paths;
    for (const { step, tensor } of [...copies, ...ends]) this.tallies.set(step, new Tally(tensor));
  }

  /** A load: the smallest strided box around the elements is moved, each from where it is. */
  loaded(copy: LiveCopy, region: Region, live: readonly LiveCopy[], home: HomePlace): void {
    const { node } = copy;
    const outer = live.at(-1) ?? home;
    const tally = this.#begin(node, outer, copy);
    tally.needed += region.elements.length;
    const scan = this.#scan(copy);
    scan.begin();
    const bits = { read: 0, written: 0 };
    eachInBox(node.tensor, region.inside, region.padded, copy.geometry, (element, address) => {
      const source = sourceOf(element, live, home);
      tally.move(element);
      scan.add(address, source, source.addressOf(element));
      this.traffic.read(source.memory, source.bits);
      bits.written += copy.bits;
    });
    this.traffic.write(copy.memory, bits.written);
    this.#countRuns(tally, scan, node.engine);
  }

  /** The end of a `hold`: what was written, and how many elements of the destination were read for it. */
  drained(node: EndNode, hold: LiveCopy, destination: Place, read: number): void {
    const tally = this.#begin(node, hold, destination);
    const scan = this.#scan(hold);
    scan.begin();
    let count = 0;
    for (const element of hold.elements) {
      const address = hold.indexOf(element);
      if (hold.state[address] !== 1) continue;
      count += 1;
      tally.move(element);
      scan.add(address, destination, destination.addressOf(element));
    }
    tally.needed += count;
    this.traffic.read(hold.memory, count * hold.bits);
    this.traffic.read(destination.memory, read * destination.bits);
    this.traffic.write(destination.memory, count * destination.bits);
    this.#countRuns(tally, scan, node.engine);
  }

  held({ step }: CopyNode): void {
    (this.tallies.get(step) as Tally).executions += 1;
  }

  /** The reads of a `do`: each counts for the load that serves it, and for the loads through which that got it. */
  computed(step: DoNode, { live, intervals }: Context<LiveCopy>, accesses: Accesses): void {
    for (const equation of step.equations) {
      const { space, reads } = accesses.of(equation);
      space.narrow(intervals);
      if (!space.executes()) continue;
      for (const projection of reads) {
        const { tensor, at } = projection.access;
        const stack = live.get(tensor.name) ?? [];
        const times = projection.multiplicity();
        if (times === 0 || stack.length === 0) continue;
        const { point } = equation;
        projection.each((): undefined => {
          let element = 0;
          for (let axis = 0; axis < at.length; axis++) {
            const value = at[axis]?.call(point) as number;
            if (value < 0 || value >= (tensor.extents[axis] as number)) return;
            element += value * (tensor.strides[axis] as number);
          }
          this.#serve(element, stack, times);
        });
      }
    }
  }

  #serve(element: number, stack: readonly LiveCopy[], times: number): void {
    for (let i = stack.length - 1; i >= 0; i--) {
      const copy = stack[i] as LiveCopy;
      if (copy.indexOf(element) < 0) continue;
      if (copy.node.kind === 'hold') return;
      (this.tallies.get(copy.node.step) as Tally).served += times;
    }
  }

  #begin({ step }: CopyNode | EndNode, source: Place, destination: Place): Tally {
    const tally = this.tallies.get(step) as Tally;
    tally.executions += 1;
    tally.from = source.memory;
    tally.to = destination.memory;
    tally.sourceBits = source.bits;
    return tally;
  }

  #scan(copy: LiveCopy): RunScan {
    let scan = this.#scans.get(copy);
    if (!scan) {
      scan = new RunScan(copy);
      this.#scans.set(copy, scan);
    }
    return scan;
  }

  /** A move that an engine serves has neither runs nor descriptors. */
  #countRuns(tally: Tally, scan: RunScan, engine: string | undefined): void {
    const path = servingPath(this.#paths, tally.from, tally.to, engine);
    if (path?.kind === 'copy') return;
    scan.each((elements) => tally.run(elements, path?.descriptorMax));
  }
}
