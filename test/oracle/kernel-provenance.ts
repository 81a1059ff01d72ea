/**
 * The oracle of random kernels: whether every element of the result has the provenance that its op gives it, and every
 * point of every equation ran once. No region is computed: a `load` takes what is there when it runs, a `hold` has what was
 * written since. No engine reaches home: what is read there is poison.
 */
import type { ForNode, KernelNode } from '../support/random-programs/kernel-tree.ts';
import type { RandomProgram } from '../support/random-programs/legal-program.ts';
import type { Point } from './expressions.ts';
import { leftPoints, type OracleEquation, type OracleOp, points, type Range } from './op.ts';
import { contribution, isFirstPoint, OpProvenance, parameterElement, placeOf, readOp } from './op-provenance.ts';

const POISON = 0x5eed;

/** @returns how the kernel differs from its op; undefined: not at all, in whatever order units run. */
export function difference(program: RandomProgram): string | undefined {
  const op = readOp(program.op);
  for (const order of ['forward', 'reversed'] as const) {
    const found = new KernelRun(op, order).difference(program.body);
    if (found !== undefined) return `${order}: ${found}`;
  }
  return undefined;
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
    const meaning = new OpProvenance(this.#op);
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
