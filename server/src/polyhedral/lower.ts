/** Kernel and op at one environment → polyhedral program. */

import { elementBits, promote } from '../model/element-type.ts';
import { type Equation, type EquationRead, readsOf } from '../model/equation.ts';
import { expandOp } from '../model/expand-op.ts';
import type { IndexExpression } from '../model/index-expression.ts';
import type { CopyStep, ForStep, Kernel, LayoutModel, Step } from '../model/kernel.ts';
import type { Op } from '../model/op.ts';
import { evaluateSize, named, type Size } from '../model/size.ts';
import type { Target } from '../model/target.ts';
import { tensorsOf } from '../model/tensors.ts';
import { Domains, NotConcrete } from './domains.ts';
import type { Environment } from './environment.ts';
import type {
  Access,
  BufferLayout,
  Interval,
  LayoutItem,
  Program,
  ProgramNode,
  ProgramTensor,
  Statement,
} from './program.ts';

export type LoweredProgram =
  | { readonly ok: true; readonly program: Program }
  /** `reason` completes "there are no numbers because …". */
  | { readonly ok: false; readonly reason: string };

/** @returns the program, or why there is none. */
export function lowerProgram(kernel: Kernel, op: Op, target: Target, environment: Environment): LoweredProgram {
  try {
    return { ok: true, program: new ProgramLowering(kernel, op, target, environment).lower() };
  } catch (thrown) {
    if (thrown instanceof NotConcrete) return { ok: false, reason: thrown.message };
    throw thrown;
  }
}

class ProgramLowering {
  readonly #kernel: Kernel;
  readonly #op: Op;
  readonly #target: Target;
  readonly #environment: Environment;
  readonly #domains: Domains;
  readonly #tensors = new Map<string, ProgramTensor>();
  readonly #resolvingElement = new Set<string>();

  constructor(kernel: Kernel, op: Op, target: Target, environment: Environment) {
    this.#kernel = kernel;
    this.#op = expandOp(op, environment.ranks);
    this.#target = target;
    this.#environment = environment;
    this.#domains = new Domains(this.#op, environment.sizes);
  }

  lower(): Program {
    const statements = this.#op.equations.map((equation) => this.#statement(equation));
    const home = this.#target.memories[0]?.name;
    if (home === undefined) throw new NotConcrete(`the target \`${this.#target.name}\` has no memory`);
    for (const [name, { role, dimensionNames, declared }] of tensorsOf(this.#op)) {
      const { values, exact } = this.#domains.extents(name);
      this.#tensors.set(name, {
        role,
        extents: values,
        extentsExact: exact,
        dimensionNames,
        bits: this.#bits(this.#element(name), name),
        home: declared?.memory ?? home,
      });
    }
    const tree = this.#nodes(this.#kernel.body);
    const memories = new Map(this.#target.memories.map((memory) => [memory.name, memory]));
    return { tensors: this.#tensors, memories, statements, tree };
  }

  #statement(equation: Equation): Statement {
    const { left, reductions, boxed } = this.#domains.domain(equation);
    return {
      tensor: equation.tensor,
      number: equation.number,
      domain: joined([left, ...reductions]),
      boxed: boxed && equation.right.kind === 'value',
      write: this.#access(equation.tensor, equation.left, left, false),
      reads: readsOf(equation).map((read) => {
        const around = read.reductions.map((number) => reductions[number] ?? new Map());
        const { index, wholes } = this.#namedStars(read);
        return this.#access(read.tensor, index, joined([left, ...around, wholes]), read.padded);
      }),
    };
  }

  /** `*` as an index of its own that runs over the whole dimension. */
  #namedStars({ tensor, index }: EquationRead): { index: readonly IndexExpression[]; wholes: Map<string, Interval> } {
    const wholes = new Map<string, Interval>();
    const renamed = index.map((item, dimension): IndexExpression => {
      if (item.kind !== 'star') return item;
      const name = `*${dimension}`;
      wholes.set(name, { lower: 0n, upper: this.#domains.extents(tensor).values[dimension] ?? 0n });
      return { kind: 'size', size: named(name) };
    });
    return { index: renamed, wholes };
  }

  #access(
    tensor: string,
    index: readonly IndexExpression[],
    domain: ReadonlyMap<string, Interval>,
    padded: boolean,
  ): Access {
    const dimensions = this.#domains.affine(tensor, index);
    const rank = this.#domains.extents(tensor).values.length;
    if (rank !== dimensions.length)
      throw new NotConcrete(
        `\`${tensor}\` has rank ${rank}, and ${dimensions.length} indices where it is read or written`,
      );
    for (const name of dimensions.flatMap(({ terms }) => [...terms.keys()])) {
      if (!domain.has(name)) throw new NotConcrete(`\`${name}\` in an index of \`${tensor}\` means nothing`);
    }
    return { tensor, dimensions, domain, padded };
  }

  /** The concrete element type of a tensor; an internal one has the promoted type of its reads, or the written one. */
  #element(tensor: string): string {
    const declared = this.#op.signature.tensors.find((t) => t.name === tensor);
    if (declared) return this.#concrete(declared.element);
    if (this.#resolvingElement.has(tensor)) return '';
    this.#resolvingElement.add(tensor);
    const equations = this.#op.equations.filter((equation) => equation.tensor === tensor);
    const written = equations.find((equation) => equation.type !== undefined)?.type;
    const types = equations.flatMap((e) => readsOf(e).map((read) => this.#element(read.tensor)));
    this.#resolvingElement.delete(tensor);
    const type = written === undefined ? promote(types) : this.#concrete(written);
    if (type === undefined) throw new NotConcrete(`the element type of \`${tensor}\` is not known`);
    return type;
  }

  #concrete(element: string): string {
    return this.#environment.elements.get(element) ?? element;
  }

  #bits(element: string, tensor: string): number {
    const bits = elementBits(element);
    if (bits === undefined) throw new NotConcrete(`the element type of \`${tensor}\` is not known`);
    return bits;
  }

  #nodes(steps: readonly Step[]): ProgramNode[] {
    return steps.flatMap((step): ProgramNode[] => {
      switch (step.kind) {
        case 'for':
          return [this.#loop(step)];
        case 'block':
          return [{ kind: 'block', step: step.step, body: this.#nodes(step.body) }];
        case 'do':
          return [{ kind: 'do', step: step.step, statements: this.#statementsOf(step.tensor, step.equation) }];
        case 'load':
        case 'hold':
          return this.#tensors.has(step.tensor) ? [this.#copy(step)] : [];
        default:
          return [{ kind: step.kind, step: step.step, tensor: step.tensor }];
      }
    });
  }

  #loop(step: ForStep): ProgramNode {
    const by = evaluateSize(step.by, this.#environment.sizes);
    if (by === undefined) throw new NotConcrete(`the tile size of \`${step.index}\` has no value`);
    if (by < 1n) throw new NotConcrete(`the tile size of \`${step.index}\` is ${by}; it must be at least 1`);
    const { step: number, index, tensor } = step;
    return { kind: 'for', step: number, index, ...(tensor ? { tensor } : {}), by, body: this.#nodes(step.body) };
  }

  #statementsOf(tensor: string, equation: number | undefined): readonly number[] {
    return this.#op.equations.flatMap((e, i) =>
      e.tensor === tensor && (equation === undefined || e.number === equation) ? [i] : [],
    );
  }

  #copy(step: CopyStep): ProgramNode {
    const tensor = this.#tensors.get(step.tensor) as ProgramTensor;
    const bits = step.type === undefined ? tensor.bits : this.#bits(this.#concrete(step.type), step.tensor);
    const layout = step.layout && this.#layout(step.layout, step.tensor, tensor);
    return {
      kind: step.kind,
      step: step.step,
      tensor: step.tensor,
      memory: step.memory,
      bits,
      depth: step.buffers,
      ...(layout ? { layout } : {}),
    };
  }

  #layout({ partition, free }: LayoutModel, name: string, tensor: ProgramTensor): BufferLayout {
    const item = (size: Size) => this.#layoutItem(size, name, tensor);
    return { partition: (partition ?? []).map(item), free: free.map(item) };
  }

  #layoutItem(size: Size, name: string, tensor: ProgramTensor): LayoutItem {
    const dimension = (label: string) => {
      const found = tensor.dimensionNames.indexOf(label);
      if (found < 0) throw new NotConcrete(`\`${name}\` has no dimension \`${label}\``);
      return found;
    };
    if (size.kind === 'name') return { dimension: dimension(size.name) };
    if (size.kind === 'operation' && size.left.kind === 'name' && (size.operator === '%' || size.operator === '/')) {
      const divisor = evaluateSize(size.right, this.#environment.sizes);
      if (divisor === undefined || divisor < 1n)
        throw new NotConcrete(`the layout of \`${name}\` splits by no positive constant`);
      const kind = size.operator === '%' ? 'remainder' : 'quotient';
      return { dimension: dimension(size.left.name), split: { kind, divisor } };
    }
    throw new NotConcrete(`the layout of \`${name}\` has an entry that is no dimension, \`% n\` or \`/ n\``);
  }
}

/** Several domains as one; an index of more than one of them has the hull of its intervals. */
function joined(domains: readonly ReadonlyMap<string, Interval>[]): ReadonlyMap<string, Interval> {
  const result = new Map<string, Interval>();
  for (const [index, { lower, upper }] of domains.flatMap((domain) => [...domain])) {
    const known = result.get(index);
    result.set(index, {
      lower: known && known.lower < lower ? known.lower : lower,
      upper: known && known.upper > upper ? known.upper : upper,
    });
  }
  return result;
}
