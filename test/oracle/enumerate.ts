/**
 * The oracle of footprints and reuse: runs a kernel at small concrete sizes, step by step and point by point, and counts.
 * It shares the syntax with the server and nothing else; it knows no affine form, box formula or tile formula.
 *
 * What is noted while the kernel runs: a read goes to the copies of its tensor from the innermost outward, up to a `hold`
 * that has the element; a load that lies on that way has the element in its region, unless it was written since.
 */

import { LiveCopy, Numbering } from './copies.ts';
import type { Point } from './expressions.ts';
import { leftPoints, type OracleAccess, type OracleEquation, type OracleTensor, points, type Range } from './op.ts';
import {
  type CopyNode,
  type DoNode,
  type EndNode,
  type LoopNode,
  type OracleCase,
  type OracleNode,
  readProgram,
} from './program.ts';
import { type BufferShape, shapeOf } from './shape.ts';

export interface OracleLoop {
  readonly step: number;
  readonly index: string;
  readonly by: number;
  readonly trips: number;
  /** Whether some tile is shorter than the others. */
  readonly ragged: boolean;
}

export interface OracleBuffer extends BufferShape {
  readonly step: number;
  readonly tensor: string;
  readonly memory: string;
}

export interface OracleCopy {
  readonly step: number;
  readonly kind: 'load' | 'store' | 'accumulate';
  readonly tensor: string;
  readonly from: string;
  readonly to: string;
  readonly executions: number;
  readonly moved: number;
  readonly needed: number;
  readonly distinct: number;
  readonly movedBytes: number;
  /** Reads in bounds served; for loads only. */
  readonly served?: number;
}

export interface OracleFacts {
  readonly loops: readonly OracleLoop[];
  readonly buffers: readonly OracleBuffer[];
  readonly copies: readonly OracleCopy[];
}

/** @returns the facts of a kernel of this text, each list in text order; throws if the program is not right. */
export function enumerate(text: string, kernel: string, at: OracleCase): OracleFacts {
  const program = readProgram(text, kernel, at);
  const run = new Run(program.op.tensors, program.home);
  run.block(program.tree);
  return {
    loops: program.loops.map(({ step, index, by, trips, ragged }) => ({ step, index, by, trips, ragged })),
    buffers: program.copies.map((node) => ({
      step: node.step,
      tensor: node.tensor.name,
      memory: node.memory,
      ...shapeOf(node, program.partitioned.has(node.memory), program.values),
    })),
    copies: [...program.copies.filter(({ kind }) => kind === 'load'), ...program.ends]
      .sort((a, b) => a.step - b.step)
      .map(copyOf),
  };
}

function copyOf({ step, kind, tensor, tally }: CopyNode | EndNode): OracleCopy {
  const { executions, moved, needed, distinct, served, source, destination } = tally;
  return {
    step,
    kind: kind as OracleCopy['kind'],
    tensor: tensor.name,
    from: source.memory,
    to: destination,
    executions,
    moved,
    needed,
    distinct,
    movedBytes: Math.ceil((moved * source.bits) / 8),
    ...(kind === 'load' ? { served } : {}),
  };
}

class Run {
  readonly #home: string;
  /** By tensor, outermost first. */
  readonly #live = new Map<string, LiveCopy[]>();
  /** By index, or by `T.index` for an axis of one tensor's equations. */
  readonly #intervals = new Map<string, Range>();
  readonly #numberings = new Map<string, Numbering>();

  constructor(tensors: ReadonlyMap<string, OracleTensor>, home: string) {
    this.#home = home;
    for (const [name, tensor] of tensors) {
      this.#live.set(name, []);
      this.#numberings.set(name, new Numbering(tensor));
    }
  }

  block(nodes: readonly OracleNode[]): void {
    const depths = new Map([...this.#live].map(([tensor, stack]) => [tensor, stack.length]));
    for (const node of nodes) {
      if (node.kind === 'for') this.#loop(node);
      else if (node.kind === 'block') this.block(node.body);
      else if (node.kind === 'do') this.#do(node);
      else if ('memory' in node) this.#open(node);
      else this.#close(node, depths.get(node.tensor.name) as number);
    }
    for (const [tensor, stack] of this.#live) {
      while (stack.length > (depths.get(tensor) as number)) stack.pop()?.end();
    }
  }

  /** Over the hull of the ranges of the equations below, inside of the current interval, aligned to its lower end. */
  #loop(node: LoopNode): void {
    const key = node.tensor === undefined ? node.index : `${node.tensor}.${node.index}`;
    const concerned = node.equations.filter(({ tensor }) => node.tensor === undefined || tensor === node.tensor);
    const ranges = concerned.flatMap((equation) =>
      equation.ranges.filter((_, slot) => equation.indices[slot] === node.index),
    );
    const before = this.#intervals.get(key);
    const lower = Math.max(before?.lower ?? 0, Math.min(...ranges.map((range) => range.lower)));
    const upper = Math.min(before?.upper ?? Number.POSITIVE_INFINITY, Math.max(...ranges.map((range) => range.upper)));
    let trips = 0;
    for (let start = lower; start < upper; start += node.by) {
      this.#intervals.set(key, { lower: start, upper: Math.min(start + node.by, upper) });
      if (!node.equations.some((equation) => this.#executes(equation))) continue;
      trips += 1;
      if (start + node.by > upper) node.ragged = true;
      this.block(node.body);
    }
    if (before) this.#intervals.set(key, before);
    else this.#intervals.delete(key);
    node.trips = Math.max(node.trips, trips);
  }

  /** The ranges of an equation's indices, cut by the current intervals. */
  #current(equation: OracleEquation): Range[] {
    return equation.indices.map((index, slot) => {
      let { lower, upper } = equation.ranges[slot] as Range;
      for (const key of [index, `${equation.tensor}.${index}`]) {
        const interval = this.#intervals.get(key);
        if (!interval) continue;
        lower = Math.max(lower, interval.lower);
        upper = Math.min(upper, interval.upper);
      }
      return { lower, upper };
    });
  }

  /** Whether an instance of the equation executes: a left-side point, and one of its reduction points if it has any. */
  #executes(equation: OracleEquation): boolean {
    const current = this.#current(equation);
    const cutAway = current.some((range, slot) => isEmpty(range) && !isEmpty(equation.ranges[slot] as Range));
    return !cutAway && !leftPoints(equation, current).next().done;
  }

  #open({ kind, tensor, memory, bits, tally }: CopyNode): void {
    const stack = this.#live.get(tensor.name) as LiveCopy[];
    tally.executions += 1;
    tally.source = stack.at(-1) ?? { memory: tensor.memory ?? this.#home, bits: tensor.bits };
    tally.destination = memory;
    stack.push(new LiveCopy(kind, memory, bits, tally));
  }

  /** Moves what was written since the innermost `hold` of the block one copy outward, and ends it. */
  #close({ tensor, tally }: EndNode, depth: number): void {
    const stack = this.#live.get(tensor.name) as LiveCopy[];
    const at = stack.findLastIndex((copy, i) => i >= depth && copy.kind === 'hold');
    const [hold] = at < 0 ? [] : stack.splice(at, 1);
    if (!hold) throw new Error(`nothing in this block holds ${tensor.name}`);
    hold.end();
    const outer = stack[at - 1];
    tally.executions += 1;
    tally.source = { memory: hold.memory, bits: hold.bits };
    tally.destination = outer?.memory ?? tensor.memory ?? this.#home;
    tally.needed += hold.elements.length;
    tally.move(hold.elements);
    if (outer?.kind !== 'hold') return;
    for (const element of hold.elements) outer.add(tally.numbering.position(element), element);
  }

  #do({ equations }: DoNode): void {
    const ordered = equations.some(
      ({ conditions, reads, tensor }) => conditions.length > 0 || reads.some((read) => read.tensor === tensor),
    );
    if (ordered) this.#inOrder(equations);
    else for (const equation of equations) this.#inAnyOrder(equation);
  }

  /**
   * Without conditions the points are a box, so an access takes the same positions for every value of an index that it
   * does not mention: each position is noted once, with the number of those values.
   */
  #inAnyOrder(equation: OracleEquation): void {
    const current = this.#current(equation);
    const left = current.slice(0, equation.leftCount);
    if (left.some(isEmpty)) return;
    for (const read of equation.reads) {
      let times = 1;
      const kept = current.map((range, slot) => {
        if (!isOver(read, slot, equation)) return ANY;
        if (read.slots.includes(slot)) return range;
        times *= Math.max(0, range.upper - range.lower);
        return ANY;
      });
      if (times > 0) for (const point of points(kept)) this.#read(read, point, times);
    }
    for (const point of points(left)) this.#write(equation.write, point);
  }

  /** Elements in row-major order, each with its reduction points; an element is written at its first point. */
  #inOrder(equations: readonly OracleEquation[]): void {
    const instances: { equation: OracleEquation; left: Point; element: number; current: readonly Range[] }[] = [];
    for (const equation of equations) {
      const current = this.#current(equation);
      for (const point of leftPoints(equation, current)) {
        const { element } = this.#locate(equation.write, point);
        instances.push({ equation, left: [...point], element, current });
      }
    }
    instances.sort((a, b) => a.element - b.element);
    for (const { equation, left, current } of instances) {
      const fixed = left.map((value) => ({ lower: value, upper: value + 1 }));
      for (const read of equation.reads) {
        const over = current.map((range, slot) => (isOver(read, slot, equation) ? (fixed[slot] ?? range) : ANY));
        for (const point of points(over)) this.#read(read, point, 1);
      }
      this.#write(equation.write, left);
    }
  }

  #locate({ tensor, at }: OracleAccess, point: Point): { position: number[]; element: number } {
    const position = at.map((dimension) => dimension(point));
    return { position, element: (this.#numberings.get(tensor) as Numbering).of(position) };
  }

  #read(access: OracleAccess, point: Point, times: number): void {
    const { position, element } = this.#locate(access, point);
    if (element < 0 && !access.padded) throw new Error(`${access.tensor}[${position}] lies outside of the tensor`);
    const stack = this.#live.get(access.tensor) as LiveCopy[];
    for (let i = stack.length - 1; i >= 0; i--) {
      const copy = stack[i] as LiveCopy;
      if (copy.kind === 'hold') {
        if (copy.has(element)) return;
        continue;
      }
      if (copy.written.has(element)) return;
      copy.add(position, element);
      if (element >= 0) copy.tally.served += times;
    }
  }

  #write(access: OracleAccess, point: Point): void {
    const { position, element } = this.#locate(access, point);
    const stack = this.#live.get(access.tensor) as LiveCopy[];
    stack.findLast((copy) => copy.kind === 'hold')?.add(position, element);
    for (const copy of stack) if (copy.kind === 'load') copy.written.add(element);
  }
}

/** The range of an index on which nothing depends. */
const ANY: Range = { lower: 0, upper: 1 };

/** Whether a read is made for every value of an index: of the left side, or of a reduction around it. */
function isOver(read: OracleAccess, slot: number, { leftCount }: OracleEquation): boolean {
  return slot < leftCount || read.binders.includes(slot);
}

function isEmpty({ lower, upper }: Range): boolean {
  return upper <= lower;
}
