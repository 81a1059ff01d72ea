/**
 * The oracle of random kernels: where each element of the result comes from, by the op and by the kernel.
 *
 * An element's provenance is a hash of the points of its equations, each with the provenance of what is read there; points
 * of a reduction are summed, so that their order does not matter. Nothing is computed and no region is: a `load` takes
 * what is there when it runs, a `hold` has what was written since. Home is reached by no engine.
 *
 * Example: `Y[i] = X[i]` gives Y[0] the hash of (equation 1, 0, X[0]); a kernel that reads X at home gives (…, poison).
 */
import type { Declaration, OpDeclaration } from '../../server/src/syntax/ast.ts';
import { splitDeclarations } from '../../server/src/syntax/chunks.ts';
import { parseDeclaration } from '../../server/src/syntax/parse.ts';
import type { ForNode, KernelNode } from '../support/random-programs/kernel-tree.ts';
import type { RandomProgram } from '../support/random-programs/legal-program.ts';
import type { Point } from './expressions.ts';
import {
  leftPoints,
  OpReader,
  type OracleAccess,
  type OracleEquation,
  type OracleOp,
  points,
  type Range,
} from './op.ts';

const POISON = 0x5eed;

/** @returns how the kernel differs from its op; undefined: not at all, in whatever order units run. */
export function difference(program: RandomProgram): string | undefined {
  const op = readOp(program);
  for (const order of ['forward', 'reversed'] as const) {
    const found = new KernelRun(op, order).difference(program.body);
    if (found !== undefined) return `${order}: ${found}`;
  }
  return undefined;
}

function readOp({ op: { text, sizes } }: RandomProgram): OracleOp {
  const declarations = splitDeclarations(unfactored(text)).flatMap((chunk): Declaration[] => {
    const { declaration, problems } = parseDeclaration(chunk.text);
    if (problems.length > 0) throw new Error(`${problems[0]?.message}\n${chunk.text}`);
    return declaration ? [declaration] : [];
  });
  const values = new Map([...Object.entries(sizes), ['st', 2] as const]);
  return new OpReader(declarations[0] as OpDeclaration, values, new Map([['T', 'f16']])).read();
}

/** `G: T[(U V)]` read at `G[(i j)]` is `G: T[U * V]` read at `G[V * i + j]`. */
function unfactored(text: string): string {
  const inner = new Map<string, string>();
  const declared = text.replace(
    /(\w+): (\w+)\[\((\w+) (\w+)\)/g,
    (_, name: string, type: string, u: string, v: string) => {
      inner.set(name, v);
      return `${name}: ${type}[${u} * ${v}`;
    },
  );
  return declared.replace(/(\w+)\[\((\w+) (\w+)\)/g, (_, name: string, i: string, j: string) => {
    return `${name}[${inner.get(name)} * ${i} + ${j}`;
  });
}

function mix(...parts: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 13;
  }
  return hash | 0;
}

type Read = (access: OracleAccess, point: Point) => number;

/** What one point of an equation adds to its element: reads inside the reduction, or, at its first point, all of them. */
function contribution(equation: OracleEquation, number: number, point: Point, isFirst: boolean, read: Read): number {
  const reads = equation.reads.map((access) => (access.binders.length > 0 || isFirst ? read(access, point) : 0));
  return mix(number, ...point, ...reads);
}

/** Elements by their place in row-major order; undefined outside the tensor. */
function placeOf(op: OracleOp, { tensor, at }: OracleAccess, point: Point): number | undefined {
  let place = 0;
  const { extents } = op.tensors.get(tensor) as { extents: readonly number[] };
  for (const [d, extent] of extents.entries()) {
    const i = (at[d] as OracleAccess['at'][number])(point);
    if (i < 0 || i >= extent) return undefined;
    place = place * extent + i;
  }
  return place;
}

function parameterElement(tensor: string, place: number): number {
  return mix(...[...tensor].map((letter) => letter.charCodeAt(0)), place);
}

/** Values of the written tensors, computed on demand. */
class OpRun {
  readonly #op: OracleOp;
  readonly #known = new Map<string, number>();
  readonly #points = new Map<string, { equation: OracleEquation; number: number; left: Point }>();

  constructor(op: OracleOp) {
    this.#op = op;
    for (const [number, equation] of op.equations.entries()) {
      for (const left of leftPoints(equation, equation.ranges)) {
        const key = `${equation.tensor} ${placeOf(op, equation.write, left)}`;
        if (this.#points.has(key)) throw new Error(`${key} is defined twice`);
        this.#points.set(key, { equation, number, left: [...left] });
      }
    }
  }

  element(tensor: string, place: number): number {
    const key = `${tensor} ${place}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#points.get(key);
    if (!found && this.#op.equations.some((equation) => equation.tensor === tensor))
      throw new Error(`${key} is not defined`);
    const value = found ? this.#value(found) : parameterElement(tensor, place);
    this.#known.set(key, value);
    return value;
  }

  #value({ equation, number, left }: { equation: OracleEquation; number: number; left: Point }): number {
    const fixed = left.map((value) => ({ lower: value, upper: value + 1 }));
    let sum = 0;
    for (const point of points([...fixed, ...equation.ranges.slice(equation.leftCount)])) {
      const isFirst = isFirstPoint(equation, point);
      sum += contribution(equation, number, point, isFirst, (access, at) => {
        const place = placeOf(this.#op, access, at);
        return place === undefined ? 0 : this.element(access.tensor, place);
      });
    }
    return sum | 0;
  }
}

function isFirstPoint({ ranges, leftCount }: OracleEquation, point: Point): boolean {
  return ranges.slice(leftCount).every(({ lower }, n) => point[leftCount + n] === lower);
}

interface Copy {
  readonly kind: 'load' | 'hold';
  readonly memory: string;
  readonly values: Map<number, number>;
  /** It began outside of any distributed loop. */
  readonly shared: boolean;
  /** The unit that accumulated last. */
  readonly arrivals: Map<number, number>;
}

class KernelRun {
  readonly #op: OracleOp;
  readonly #order: 'forward' | 'reversed';
  readonly #stacks = new Map<string, Copy[]>();
  readonly #home = new Map<string, Copy>();
  readonly #intervals = new Map<string, Range>();
  readonly #counts = new Map<string, number>();
  /** The iteration of the distributed loop, by which a unit is known. */
  #unit = -1;

  constructor(op: OracleOp, order: 'forward' | 'reversed') {
    this.#op = op;
    this.#order = order;
    for (const name of op.tensors.keys()) {
      this.#stacks.set(name, []);
      this.#home.set(name, { kind: 'hold', memory: 'hbm', values: new Map(), shared: true, arrivals: new Map() });
    }
  }

  difference(body: readonly KernelNode[]): string | undefined {
    this.#block(body);
    const meaning = new OpRun(this.#op);
    const { extents } = this.#op.tensors.get('Y') as { extents: readonly number[] };
    const size = extents.reduce((a, b) => a * b, 1);
    for (let place = 0; place < size; place++) {
      const value = (this.#home.get('Y') as Copy).values.get(place);
      if (value !== meaning.element('Y', place))
        return `Y at ${place} is ${value === undefined ? 'not stored' : 'another'}`;
    }
    for (const [number, equation] of this.#op.equations.entries()) {
      for (const left of leftPoints(equation, equation.ranges)) {
        const fixed = left.map((value) => ({ lower: value, upper: value + 1 }));
        for (const point of points([...fixed, ...equation.ranges.slice(equation.leftCount)])) {
          const count = this.#counts.get(`${number} ${point}`) ?? 0;
          if (count !== 1) return `equation ${number} ran ${count} times at ${point}`;
        }
      }
    }
    return undefined;
  }

  #block(nodes: readonly KernelNode[]): void {
    const depths = new Map([...this.#stacks].map(([tensor, stack]) => [tensor, stack.length]));
    for (const node of nodes) this.#node(node, depths);
    for (const [tensor, stack] of this.#stacks) stack.length = Math.min(stack.length, depths.get(tensor) as number);
  }

  #node(node: KernelNode, depths: ReadonlyMap<string, number>): void {
    switch (node.kind) {
      case 'for':
        this.#loop(node);
        break;
      case 'block':
        this.#block(node.body);
        break;
      case 'do':
        this.#do(this.#executed(node.part), node.engine ?? '');
        break;
      case 'load':
      case 'hold':
        this.#open(node.kind, node.tensor, / in (\w+)/.exec(node.rest)?.[1] ?? '');
        break;
      default:
        this.#close(node.kind, node.tensor, depths.get(node.tensor) as number);
    }
  }

  /** `Y` or `Y.2` */
  #executed(part: string): OracleEquation[] {
    const [tensor, number] = part.split('.');
    const all = this.#op.equations.filter((equation) => equation.tensor === tensor);
    return number === undefined ? all : all.slice(Number(number) - 1, Number(number));
  }

  #below(nodes: readonly KernelNode[]): OracleEquation[] {
    return nodes.flatMap((node) => {
      if (node.kind === 'do') return this.#executed(node.part);
      return 'body' in node ? this.#below(node.body) : [];
    });
  }

  #loop({ axis, index, by, across, body }: ForNode): void {
    const equations = this.#below(body);
    const ranges = equations.flatMap((e) => e.ranges.filter((_, slot) => e.indices[slot] === index));
    const before = this.#intervals.get(axis);
    const lower = Math.max(before?.lower ?? 0, Math.min(...ranges.map((r) => r.lower)));
    const upper = Math.min(before?.upper ?? Number.POSITIVE_INFINITY, Math.max(...ranges.map((r) => r.upper)));
    const starts: number[] = [];
    for (let start = lower; start < upper; start += by) starts.push(start);
    if (across && this.#order === 'reversed') starts.reverse();
    for (const start of starts) {
      this.#intervals.set(axis, { lower: start, upper: Math.min(start + by, upper) });
      if (!equations.some((equation) => !leftPoints(equation, this.#current(equation)).next().done)) continue;
      if (across) this.#unit = start;
      this.#block(body);
    }
    if (across) this.#unit = -1;
    if (before) this.#intervals.set(axis, before);
    else this.#intervals.delete(axis);
  }

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

  #open(kind: 'load' | 'hold', tensor: string, memory: string): void {
    const stack = this.#stacks.get(tensor) as Copy[];
    const values = new Map<number, number>();
    if (kind === 'load') {
      const { extents } = this.#op.tensors.get(tensor) as { extents: readonly number[] };
      const size = extents.reduce((a, b) => a * b, 1);
      for (let place = 0; place < size; place++) {
        const value = this.#source(tensor, place)?.value;
        if (value !== undefined) values.set(place, value);
      }
    }
    stack.push({ kind, memory, values, shared: this.#unit < 0, arrivals: new Map() });
  }

  /** The innermost copy that has the element. */
  #source(tensor: string, place: number): { readonly memory: string; readonly value: number } | undefined {
    const stack = this.#stacks.get(tensor) as Copy[];
    for (const { memory, values } of [...stack].reverse()) {
      const value = values.get(place);
      if (value !== undefined) return { memory, value };
    }
    const home = this.#home.get(tensor) as Copy;
    const isWritten = this.#op.equations.some((equation) => equation.tensor === tensor);
    const value = isWritten ? home.values.get(place) : parameterElement(tensor, place);
    return value === undefined ? undefined : { memory: home.memory, value };
  }

  #close(kind: 'store' | 'accumulate', tensor: string, depth: number): void {
    const stack = this.#stacks.get(tensor) as Copy[];
    const at = stack.findLastIndex((copy, i) => i >= depth && copy.kind === 'hold');
    if (at < 0) return;
    const [ended] = stack.splice(at, 1) as [Copy];
    const outer = stack.slice(0, at).findLast((copy) => copy.kind === 'hold') ?? (this.#home.get(tensor) as Copy);
    for (const [place, value] of ended.values) {
      const known = outer.values.get(place);
      const lost = outer.shared && this.#unit >= 0 && (outer.arrivals.get(place) ?? this.#unit) !== this.#unit;
      const combines = kind === 'accumulate' && known !== undefined && !lost;
      outer.values.set(place, combines ? (known + value) | 0 : value);
      if (this.#unit >= 0) outer.arrivals.set(place, this.#unit);
    }
  }

  /** Elements in row-major order, whichever equation defines them. */
  #do(equations: readonly OracleEquation[], engine: string): void {
    const reaches = (memory: string) => memory !== 'hbm' && (memory === 'spare') === (engine === 'far');
    const instances = equations.flatMap((equation) => {
      const current = this.#current(equation);
      return leftsOf(equation, current).map((left) => {
        return { equation, current, left, place: placeOf(this.#op, equation.write, left) as number };
      });
    });
    instances.sort((a, b) => a.place - b.place);
    for (const { equation, current, left, place } of instances) {
      const fixed = left.map((value) => ({ lower: value, upper: value + 1 }));
      const number = this.#op.equations.indexOf(equation);
      for (const point of points([...fixed, ...current.slice(equation.leftCount)])) {
        const key = `${number} ${point}`;
        this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
        const added = contribution(equation, number, point, isFirstPoint(equation, point), (access, at) => {
          const read = placeOf(this.#op, access, at);
          if (read === undefined) return 0;
          const source = this.#source(access.tensor, read);
          return source && reaches(source.memory) ? source.value : POISON;
        });
        const hold = (this.#stacks.get(equation.tensor) as Copy[]).findLast(({ kind }) => kind === 'hold');
        if (!hold) continue;
        const value = reaches(hold.memory) ? added : POISON;
        hold.values.set(place, ((hold.values.get(place) ?? 0) + value) | 0);
      }
    }
  }
}

function leftsOf(equation: OracleEquation, current: readonly Range[]): Point[] {
  const lefts: Point[] = [];
  for (const left of leftPoints(equation, current)) lefts.push([...left]);
  return lefts;
}
