/** Op and case → concrete op: shapes, ranges (rule 3 of the language), and expressions with their names in slots. */
import { promote } from '../model/element-type.ts';
import { type Equation, readsOf } from '../model/equation.ts';
import type { Op } from '../model/op.ts';
import type { CaseValues } from './case-values.ts';
import type { ConcreteEquation, ConcreteOp } from './concrete-op.ts';
import { type ConcreteTensor, concreteTensor, declaredShape, writtenShape } from './concrete-tensor.ts';
import { EquationLowering } from './lower-equation.ts';
import { largestWritten } from './points.ts';
import { refuse } from './refusal.ts';

/** @returns the op at these values; refuses what has no shape, no range or no values there. */
export function lowerOp(op: Op, values: CaseValues): ConcreteOp {
  return new OpLowering(op, values).lower();
}

class OpLowering {
  readonly #op: Op;
  readonly #values: CaseValues;
  readonly #tensors = new Map<string, ConcreteTensor>();
  readonly #inProgress = new Set<string>();

  constructor(op: Op, values: CaseValues) {
    this.#op = op;
    this.#values = values;
  }

  lower(): ConcreteOp {
    const { signature, equations, internals } = this.#op;
    if (signature.extern || equations.some(({ right }) => right.kind === 'reads')) {
      throw refuse('extern', `\`${signature.name}\` is an extern op: it states what is read, and no values.`);
    }
    const names = [...signature.tensors.map(({ name }) => name), ...internals];
    const tensors = new Map(names.map((name) => [name, this.#tensor(name)]));
    return { name: signature.name, tensors, equations: equations.map((equation) => this.#equation(equation)) };
  }

  #tensor(name: string): ConcreteTensor {
    const known = this.#tensors.get(name);
    if (known) return known;
    const declared = this.#op.signature.tensors.find((tensor) => tensor.name === name);
    const head = { name, role: declared?.role ?? ('internal' as const), element: this.#element(name, new Set()) };
    const tensor = declared
      ? concreteTensor({ ...head, memory: declared.memory }, declaredShape(declared, this.#values))
      : this.#internal(head);
    this.#tensors.set(name, tensor);
    return tensor;
  }

  /** From 0 to the largest index that its equations write. */
  #internal(head: Pick<ConcreteTensor, 'name' | 'role' | 'element'>): ConcreteTensor {
    const { name } = head;
    const equations = this.#op.equations.filter((equation) => equation.tensor === name);
    const [first] = equations;
    if (!first) throw refuse('broken', `No equation defines \`${name}\`. Correct the name, or define it.`);
    if (this.#inProgress.has(name))
      throw refuse('unbounded-index', `The shape of \`${name}\` depends on itself. Bound its indices by other reads.`);
    this.#inProgress.add(name);
    const { groups, axisNames } = writtenShape(first.left, this.#values);
    const unbounded = axisNames.map(() => Number.MAX_SAFE_INTEGER);
    const open: ConcreteTensor = { ...head, extents: unbounded, strides: unbounded, groups, axisNames, size: 0 };
    const extents = axisNames.map(() => 0);
    for (const equation of equations) {
      const written = largestWritten(this.#equation(equation, open));
      for (const [axis, largest] of written.entries()) extents[axis] = Math.max(extents[axis] as number, largest + 1);
    }
    this.#inProgress.delete(name);
    return concreteTensor(head, { extents, groups, axisNames });
  }

  /** `own`: the tensor that it writes while its shape is not known; its right side is then of no interest. */
  #equation(equation: Equation, own?: ConcreteTensor): ConcreteEquation {
    const tensorOf = (name: string) => (name === equation.tensor && own ? own : this.#tensor(name));
    return new EquationLowering(equation, this.#values, tensorOf).lower();
  }

  /** Declared, written on an equation, or promoted from what is read. */
  #element(name: string, asked: Set<string>): string {
    const concrete = (type: string) => this.#values.elements.get(type) ?? type;
    const declared = this.#op.signature.tensors.find((tensor) => tensor.name === name);
    if (declared) return concrete(declared.element);
    if (asked.has(name)) return '';
    asked.add(name);
    const equations = this.#op.equations.filter((equation) => equation.tensor === name);
    const written = equations.find(({ type }) => type !== undefined)?.type;
    if (written !== undefined) return concrete(written);
    return promote(equations.flatMap((e) => readsOf(e).map(({ tensor }) => this.#element(tensor, asked)))) ?? '';
  }
}
