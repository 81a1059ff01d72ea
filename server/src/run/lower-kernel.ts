/** Kernel, op and target at one case → the steps that are executed. */
import { elementBits } from '../model/element-type.ts';
import type { CopyStep, DoStep, EndStep, ForStep, Kernel, LayoutModel, Step } from '../model/kernel.ts';
import { evaluateSize, type Size } from '../model/size.ts';
import type { Target } from '../model/target.ts';
import type { CaseValues } from './case-values.ts';
import type { ConcreteOp } from './concrete-op.ts';
import type { ConcreteTensor } from './concrete-tensor.ts';
import type {
  CopyNode,
  DoNode,
  EndNode,
  Home,
  KernelNode,
  KernelProgram,
  Layout,
  LayoutItem,
  LoopNode,
} from './kernel-nodes.ts';
import { doStepsIn } from './kernel-nodes.ts';
import { reachedMemories } from './reach.ts';
import { refuse } from './refusal.ts';

/** @returns the program of a kernel; refuses what has no concrete meaning at this case. */
export function lowerKernel(kernel: Kernel, op: ConcreteOp, target: Target, values: CaseValues): KernelProgram {
  return new KernelLowering(kernel, op, target, values).lower();
}

class KernelLowering {
  readonly #kernel: Kernel;
  readonly #op: ConcreteOp;
  readonly #target: Target;
  readonly #values: CaseValues;
  readonly #loops: LoopNode[] = [];
  readonly #copies: CopyNode[] = [];
  readonly #ends: EndNode[] = [];

  constructor(kernel: Kernel, op: ConcreteOp, target: Target, values: CaseValues) {
    this.#kernel = kernel;
    this.#op = op;
    this.#target = target;
    this.#values = values;
  }

  lower(): KernelProgram {
    const tree = this.#nodes(this.#kernel.body);
    const byStep = (a: { step: number }, b: { step: number }) => a.step - b.step;
    return {
      op: this.#op,
      tree,
      loops: this.#loops.sort(byStep),
      copies: this.#copies.sort(byStep),
      ends: this.#ends,
      memories: new Map(this.#target.memories.map((memory) => [memory.name, memory])),
      paths: this.#target.paths,
      homes: this.#homes(),
    };
  }

  #homes(): ReadonlyMap<string, Home> {
    const first = this.#target.memories[0]?.name;
    if (first === undefined) throw refuse('broken', `The target \`${this.#target.name}\` has no memory. Declare one.`);
    const homes = new Map<string, Home>();
    for (const tensor of this.#op.tensors.values()) {
      const given = this.#kernel.givens.find((g) => g.tensor === tensor.name);
      const memory = tensor.memory ?? first;
      const layout = given?.memory === memory ? { layout: this.#layout(given.layout, tensor) } : {};
      homes.set(tensor.name, { memory, ...layout });
    }
    return homes;
  }

  /** From the last step to the first, since a copy needs what comes after it. */
  #nodes(steps: readonly Step[]): KernelNode[] {
    const nodes: KernelNode[] = [];
    for (const step of steps.toReversed()) {
      const node = this.#node(step, nodes);
      if (node) nodes.unshift(node);
    }
    return nodes;
  }

  #node(step: Step, after: readonly KernelNode[]): KernelNode | undefined {
    switch (step.kind) {
      case 'for':
        return this.#loop(step);
      case 'block':
        return { kind: 'block', step: step.step, body: this.#nodes(step.body) };
      case 'do':
        return this.#do(step);
      case 'load':
      case 'hold':
        return this.#copy(step, after);
      default:
        return this.#end(step);
    }
  }

  #loop(step: ForStep): LoopNode {
    const by = evaluateSize(step.by, this.#values.sizes);
    if (by === undefined || by < 1n) {
      const what = by === undefined ? 'has no value' : `is ${by}`;
      throw refuse('broken', `The tile size of \`${step.index}\` ${what}. Give it a whole number from 1 on.`);
    }
    const body = this.#nodes(step.body);
    const units = step.across === undefined ? {} : { units: this.#units(step.across) };
    const tensor = step.tensor === undefined ? {} : { tensor: step.tensor };
    const equations = [...new Set(doStepsIn(body).flatMap((node) => node.equations))];
    const { index, step: number } = step;
    const node: LoopNode = { kind: 'for', step: number, index, ...tensor, by: Number(by), ...units, body, equations };
    this.#loops.push(node);
    return node;
  }

  #units(name: string): number {
    return Math.max(1, this.#target.units.find((unit) => unit.name === name)?.count ?? 1);
  }

  #do(step: DoStep): DoNode {
    const equations = this.#op.equations.filter(
      ({ tensor, number }) => tensor.name === step.tensor && (step.equation ?? number) === number,
    );
    const reaches = reachedMemories(this.#target, step);
    return { kind: 'do', step: step.step, tensor: this.#tensor(step.tensor), equations, reaches };
  }

  #copy(step: CopyStep, after: readonly KernelNode[]): CopyNode {
    const tensor = this.#tensor(step.tensor);
    if (!this.#target.memories.some(({ name }) => name === step.memory)) {
      throw refuse('broken', `\`${this.#target.name}\` has no memory \`${step.memory}\`. Correct the name.`);
    }
    const element = step.type === undefined ? tensor.element : (this.#values.elements.get(step.type) ?? step.type);
    const bits = elementBits(element);
    if (bits === undefined) throw refuse('broken', `The element type of \`${tensor.name}\` is not known. State it.`);
    const { kind, memory, buffers, engine, layout } = step;
    const node: CopyNode = {
      kind,
      step: step.step,
      tensor,
      memory,
      element,
      bits,
      depth: Math.max(1, buffers),
      rest: after.slice(0, endOf(step, after)),
      ...(layout ? { layout: this.#layout(layout, tensor) } : {}),
      ...(engine === undefined ? {} : { engine }),
    };
    this.#copies.push(node);
    return node;
  }

  #end({ kind, step, tensor, engine }: EndStep): EndNode {
    const node = { kind, step, tensor: this.#tensor(tensor), ...(engine === undefined ? {} : { engine }) };
    this.#ends.unshift(node);
    return node;
  }

  #tensor(name: string): ConcreteTensor {
    const tensor = this.#op.tensors.get(name);
    if (!tensor) throw refuse('broken', `\`${this.#op.name}\` has no tensor \`${name}\`. Correct the name.`);
    return tensor;
  }

  #layout({ partition, free }: LayoutModel, tensor: ConcreteTensor): Layout {
    const item = (size: Size) => this.#layoutItem(size, tensor);
    return { partition: (partition ?? []).map(item), free: free.map(item) };
  }

  #layoutItem(size: Size, tensor: ConcreteTensor): LayoutItem {
    const named = (name: string) => {
      const axis = tensor.axisNames.indexOf(name);
      if (axis < 0) throw refuse('broken', `\`${tensor.name}\` has no dimension \`${name}\`. Correct its layout.`);
      return axis;
    };
    if (size.kind === 'name') return { axis: named(size.name) };
    if (size.kind === 'operation' && size.left.kind === 'name' && (size.operator === '%' || size.operator === '/')) {
      const divisor = Number(evaluateSize(size.right, this.#values.sizes) ?? 0n);
      if (divisor < 1) throw refuse('broken', `The layout of \`${tensor.name}\` splits by no positive constant.`);
      const kind = size.operator === '%' ? 'remainder' : 'quotient';
      return { axis: named(size.left.name), split: { kind, divisor } };
    }
    throw refuse('broken', `The layout of \`${tensor.name}\` has an entry that is no dimension, \`% n\` or \`/ n\`.`);
  }
}

/** Where a `hold` ends: at the step that ends it, the first for the innermost of several. A `load` lasts. */
function endOf({ kind, tensor }: CopyStep, after: readonly KernelNode[]): number {
  if (kind === 'load') return after.length;
  let inner = 0;
  for (const [i, node] of after.entries()) {
    if (!('tensor' in node) || typeof node.tensor !== 'object' || node.tensor.name !== tensor) continue;
    if (node.kind === 'hold') inner += 1;
    else if (node.kind === 'store' || node.kind === 'accumulate') {
      if (inner === 0) return i;
      inner -= 1;
    }
  }
  return after.length;
}
