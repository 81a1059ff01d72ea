/**
 * The reference behaviour of an op: its equations, evaluated. Tensors come in the order of their dependence; the elements
 * of tensors that depend on themselves are found by demand.
 *
 * Example: `H[l] = A[l] * H[l - 1] + X[l] when l > 0` demands H[l - 1] first, however the equations are ordered.
 */
import { boxOf, elementFunction } from './access.ts';
import type { ConcreteEquation, ConcreteOp, ConcreteRead } from './concrete-op.ts';
import { type InstanceOf, inDemandOrder, NOT_READY } from './demand.ts';
import { dependenceOrder } from './dependence-order.ts';
import { definedTwice, elementText, outOfBounds } from './element-text.ts';
import { rounding } from './element-value.ts';
import type { Computation, Evaluate, Semantics } from './evaluate.ts';
import { fullRanges, leftLoop } from './points.ts';
import { refuse } from './refusal.ts';
import type { TensorStore } from './tensor-store.ts';

export interface EvaluateOptions {
  readonly semantics: Semantics;
  /** Rounds what is stored, and casts, to the element types. */
  readonly round: boolean;
}

/** Evaluates all equations of an op into `stores`, which hold the parameters; refuses what is not defined exactly once. */
export function evaluateOp(op: ConcreteOp, stores: Map<string, TensorStore>, options: EvaluateOptions): void {
  for (const tensor of op.tensors.values()) {
    if (tensor.role === 'parameter') continue;
    const data = new Float64Array(tensor.size).fill(Number.NaN);
    stores.set(tensor.name, { tensor, data, defined: new Uint8Array(tensor.size) });
  }
  const evaluation = new OpEvaluation(stores, options);
  for (const { tensors, cyclic } of dependenceOrder(op)) {
    const equations = op.equations.filter(({ tensor }) => tensors.includes(tensor.name));
    if (cyclic) evaluation.byDemand(tensors, equations);
    else evaluation.inOrder(equations);
    for (const name of tensors) requireDefined(stores.get(name) as TensorStore);
  }
}

/** Results must be defined everywhere; elsewhere it matters only where an element is read. */
function requireDefined(store: TensorStore): void {
  const { tensor, defined } = store;
  const first = defined?.indexOf(0) ?? -1;
  if (first < 0) delete store.defined;
  else if (tensor.role === 'result') {
    const message = `No equation defines ${elementText(tensor, first)}. Add one, or change its \`when\`.`;
    throw refuse('uncovered', message);
  }
}

class OpEvaluation {
  readonly #stores: ReadonlyMap<string, TensorStore>;
  readonly #options: EvaluateOptions;

  constructor(stores: ReadonlyMap<string, TensorStore>, options: EvaluateOptions) {
    this.#stores = stores;
    this.#options = options;
  }

  /** Everything that these equations read is there already. */
  inOrder(equations: readonly ConcreteEquation[]): void {
    for (const equation of equations) {
      const { data, defined } = this.#store(equation.tensor.name);
      const { point } = equation;
      const element = elementFunction({ tensor: equation.tensor, at: equation.left }, boxOf(equation));
      const value = this.#value(equation, false);
      leftLoop(equation).each(fullRanges(equation), (): undefined => {
        const number = element(point);
        if (defined?.[number] === 1) throw definedTwice(equation.tensor, number);
        if (defined) defined[number] = 1;
        data[number] = value();
      });
    }
  }

  byDemand(tensors: readonly string[], equations: readonly ConcreteEquation[]): void {
    const instances = equations.map((equation): InstanceOf => {
      const value = this.#value(equation, true);
      const element = elementFunction({ tensor: equation.tensor, at: equation.left }, boxOf(equation));
      return { equation, element: () => element(equation.point), value };
    });
    inDemandOrder(
      tensors.map((name) => this.#store(name)),
      instances,
    );
  }

  #store(name: string): TensorStore {
    return this.#stores.get(name) as TensorStore;
  }

  /** The stored value at the current left-side point. */
  #value(equation: ConcreteEquation, demanding: boolean): Evaluate {
    const box = boxOf(equation);
    const read = (access: ConcreteRead, fallback: Evaluate | undefined) =>
      this.#read(equation, access, elementFunction(access, box), { fallback, demanding });
    const { semantics, round } = this.#options;
    const value = wholeValue(semantics({ equation, ranges: fullRanges(equation), read, round }));
    const toType = round ? rounding(equation.tensor.element) : undefined;
    return toType ? () => toType(value()) : value;
  }

  #read(
    { point }: ConcreteEquation,
    { tensor, at }: ConcreteRead,
    element: ReturnType<typeof elementFunction>,
    { fallback, demanding }: { readonly fallback: Evaluate | undefined; readonly demanding: boolean },
  ): Evaluate {
    const store = this.#store(tensor.name);
    const { data, defined } = store;
    return () => {
      const number = element(point);
      if (number < 0) {
        if (fallback) return fallback();
        throw outOfBounds(
          tensor,
          at.map(({ call }) => call(point)),
        );
      }
      if (defined && defined[number] !== 1) {
        if (demanding) throw NOT_READY.at(store, number);
        throw refuse('uncovered', `${elementText(tensor, number)} is read, and no equation defines it. Add one.`);
      }
      return data[number] as number;
    };
  }
}

function wholeValue(computation: Computation): Evaluate {
  if (computation.kind === 'value') return computation.value;
  const { partial, identity } = computation;
  return () => partial(identity);
}
