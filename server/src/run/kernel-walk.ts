/**
 * The steps of a kernel in the order in which they are executed. What a step does, the visitor says; this file knows
 * loops, blocks, which copies are live, and in which orders `across` may run.
 *
 * Iteration i of an `across` loop runs on unit i mod count. `interleaved` lets the units take turns step by step; what one
 * unit has to do stays in order.
 */
import type { ConcreteEquation, Range } from './concrete-op.ts';
import type { EquationSpace } from './equation-space.ts';
import type { CopyNode, DoNode, EndNode, KernelNode, LoopNode } from './kernel-nodes.ts';
import { intervalKey, tilesOf } from './tiles.ts';

export type AcrossOrder = 'forward' | 'reversed' | 'interleaved' | 'random';

/** Where one thread of execution stands. */
export interface Context<Copy> {
  readonly intervals: Map<string, Range>;
  /** Live copies by the name of their tensor, outermost first. */
  readonly live: Map<string, Copy[]>;
  /** The `across` loops around, outermost first. */
  readonly units: readonly UnitPlace[];
}

export interface UnitPlace {
  readonly unit: number;
  /** Different for each entry of the loop: what runs in different entries does not overlap. */
  readonly entry: number;
}

export interface WalkVisitor<Copy> {
  /** Begins a copy; it is live from then on. */
  open(node: CopyNode, context: Context<Copy>): Copy;
  isHold(copy: Copy): boolean;
  /** Moves what a `hold` has to the copies that are live without it; those behind it in the list lie inside of it. */
  end(node: EndNode, hold: Copy, outer: readonly Copy[], context: Context<Copy>): void;
  do(node: DoNode, context: Context<Copy>): void;
  /** A copy is live no more. */
  release(copy: Copy): void;
  /** A loop is entered, with as many iterations. */
  loop(node: LoopNode, iterations: number): void;
}

export interface WalkOptions {
  readonly order: AcrossOrder;
  readonly seed: number;
  readonly spaceOf: (equation: ConcreteEquation) => EquationSpace;
}

type Steps = Generator<undefined, void, undefined>;

export class KernelWalk<Copy> {
  readonly #visitor: WalkVisitor<Copy>;
  readonly #options: WalkOptions;
  #entries = 0;
  #random: number;

  constructor(visitor: WalkVisitor<Copy>, options: WalkOptions) {
    this.#visitor = visitor;
    this.#options = options;
    this.#random = options.seed | 0 || 1;
  }

  /** Executes everything. */
  run(tree: readonly KernelNode[]): void {
    const steps = this.#block(tree, { intervals: new Map(), live: new Map(), units: [] });
    while (!steps.next().done);
  }

  *#block(nodes: readonly KernelNode[], context: Context<Copy>): Steps {
    const own: { readonly tensor: string; readonly copy: Copy }[] = [];
    for (const node of nodes) {
      if (node.kind === 'for') {
        yield* this.#loop(node, context);
        continue;
      }
      if (node.kind === 'block') {
        yield* this.#block(node.body, context);
        continue;
      }
      if (node.kind === 'do') this.#visitor.do(node, context);
      else if ('rest' in node) {
        const copy = this.#visitor.open(node, context);
        own.push({ tensor: node.tensor.name, copy });
        const stack = context.live.get(node.tensor.name);
        if (stack) stack.push(copy);
        else context.live.set(node.tensor.name, [copy]);
      } else this.#end(node, context, own);
      yield;
    }
    for (const { tensor, copy } of own) this.#drop(context, tensor, copy);
  }

  /** A `store` ends the innermost `hold` of its tensor in its own block. */
  #end(node: EndNode, context: Context<Copy>, own: { readonly tensor: string; readonly copy: Copy }[]): void {
    const { name } = node.tensor;
    const at = own.findLastIndex(({ tensor, copy }) => tensor === name && this.#visitor.isHold(copy));
    const [ended] = at < 0 ? [] : own.splice(at, 1);
    if (!ended) return;
    const stack = context.live.get(name) ?? [];
    this.#visitor.end(node, ended.copy, stack.slice(0, stack.indexOf(ended.copy)), context);
    this.#drop(context, name, ended.copy);
  }

  #drop(context: Context<Copy>, tensor: string, copy: Copy): void {
    const stack = context.live.get(tensor) as Copy[];
    stack.splice(stack.indexOf(copy), 1);
    this.#visitor.release(copy);
  }

  *#loop(node: LoopNode, context: Context<Copy>): Steps {
    const tiles = tilesOf(node, context.intervals, this.#options.spaceOf);
    this.#visitor.loop(node, tiles.length);
    if (node.units !== undefined) {
      yield* this.#across(node, node.units, tiles, context);
      return;
    }
    const key = intervalKey(node);
    const before = context.intervals.get(key);
    for (const tile of tiles) {
      context.intervals.set(key, tile);
      yield* this.#block(node.body, context);
    }
    if (before) context.intervals.set(key, before);
    else context.intervals.delete(key);
  }

  *#across(node: LoopNode, count: number, tiles: readonly Range[], context: Context<Copy>): Steps {
    const entry = this.#entries++;
    const start = (i: number): Steps => {
      const intervals = new Map(context.intervals).set(intervalKey(node), tiles[i] as Range);
      const live = new Map([...context.live].map(([tensor, stack]) => [tensor, [...stack]]));
      return this.#block(node.body, { intervals, live, units: [...context.units, { unit: i % count, entry }] });
    };
    const { order } = this.#options;
    const iterations = tiles.map((_, i) => i);
    if (order === 'reversed') iterations.reverse();
    if (order === 'random') this.#shuffle(iterations);
    if (order !== 'interleaved') {
      for (const i of iterations) yield* start(i);
      return;
    }
    const units = Array.from({ length: Math.min(count, tiles.length) }, (_, unit) =>
      inTurn(iterations.filter((i) => i % count === unit).map((i) => () => start(i))),
    );
    for (let running = units; running.length > 0; ) {
      running = running.filter((unit) => !unit.next().done);
      yield;
    }
  }

  /** Fisher and Yates, with xorshift (Marsaglia 2003) for the numbers. */
  #shuffle(list: number[]): void {
    for (let i = list.length - 1; i > 0; i--) {
      this.#random ^= this.#random << 13;
      this.#random ^= this.#random >>> 17;
      this.#random ^= this.#random << 5;
      const other = (this.#random >>> 8) % (i + 1);
      [list[i], list[other]] = [list[other] as number, list[i] as number];
    }
  }
}

function* inTurn(starts: readonly (() => Steps)[]): Steps {
  for (const start of starts) yield* start();
}
