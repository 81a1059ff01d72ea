/** Runs an op at a case: values of its results from values of its parameters. */
import type { Op } from '../model/op.ts';
import { requireSteps, stepsOf } from './budget.ts';
import { caseValues, type RunCase } from './case-values.ts';
import type { ConcreteOp } from './concrete-op.ts';
import type { ConcreteTensor } from './concrete-tensor.ts';
import { rounding } from './element-value.ts';
import { arithmetic, type Semantics } from './evaluate.ts';
import { evaluateOp } from './evaluate-op.ts';
import { lowerOp } from './lower-op.ts';
import { inputProvenance, provenance } from './provenance.ts';
import { type Refusal, refusable, refuse } from './refusal.ts';
import type { TensorStore } from './tensor-store.ts';

/** The elements of a tensor in row-major order of its dimensions. */
export interface TensorValues {
  readonly shape: readonly number[];
  readonly element: string;
  readonly data: Float64Array;
}

export interface RunOptions {
  /** Rounds inputs, stored elements and casts to the element types; else everything is computed in doubles. */
  readonly round?: boolean;
  /** Equation points that may be computed; more are refused before any is. */
  readonly budget?: number;
  /** Consts of the file. */
  readonly consts?: ReadonlyMap<string, bigint>;
}

export type OpRun =
  | {
      readonly ok: true;
      /** By name, in the order of the signature. */
      readonly outputs: ReadonlyMap<string, TensorValues>;
      /** Results and internal tensors; NaN where an internal one is not defined. */
      readonly all: ReadonlyMap<string, TensorValues>;
      /** Equation points, an upper bound where conditions leave some out. */
      readonly steps: number;
    }
  | { readonly ok: false; readonly problem: Refusal };

/** Shapes and element types of an op's parameters at a case, as `runOp` wants them. */
export type ParameterShapes =
  | { readonly ok: true; readonly value: ReadonlyMap<string, Omit<TensorValues, 'data'>> }
  | { readonly ok: false; readonly problem: Refusal };

/** @returns the shapes of the parameters of an op at a case. */
export function parameterShapes(
  op: Op,
  given: RunCase,
  consts: ReadonlyMap<string, bigint> = NO_CONSTS,
): ParameterShapes {
  return refusable(() => {
    const { tensors } = lowerOp(op, caseValues(op.signature, given, consts));
    const parameters = [...tensors.values()].filter(({ role }) => role === 'parameter');
    return new Map(parameters.map((tensor) => [tensor.name, { shape: dimensionsOf(tensor), element: tensor.element }]));
  });
}

export const NO_CONSTS: ReadonlyMap<string, bigint> = new Map();

/**
 * Evaluates an op by its equations. `inputs` holds the elements of every parameter in row-major order, by name.
 *
 * @returns the results, or why there are none: the case is incomplete or too large, a read leaves its tensor, an element is
 * defined twice, not at all, or by itself.
 */
export function runOp(
  op: Op,
  given: RunCase,
  inputs: ReadonlyMap<string, Float64Array>,
  { round = false, budget = DEFAULT_BUDGET, consts = NO_CONSTS }: RunOptions = {},
): OpRun {
  const result = refusable(() => {
    const concrete = lowerOp(op, caseValues(op.signature, given, consts));
    const steps = stepsOf(concrete);
    requireSteps(steps, budget, op.signature.name);
    const stores = inputStores(concrete, inputs, round);
    evaluateOp(concrete, stores, { semantics: arithmetic, round });
    return { stores, steps };
  });
  if (!result.ok) return result;
  const { stores, steps } = result.value;
  const computed = [...stores.values()].filter(({ tensor }) => tensor.role !== 'parameter');
  const outputs = computed.filter(({ tensor }) => tensor.role === 'result');
  return { ok: true, outputs: valuesOf(outputs), all: valuesOf(computed), steps };
}

/** Equation points that are computed without being asked twice: some seconds. */
export const DEFAULT_BUDGET = 1e8;

/** @returns the provenance of all elements of an op, for comparison with a kernel's. */
export function opProvenance(op: ConcreteOp): ReadonlyMap<string, TensorStore> {
  const stores = new Map<string, TensorStore>();
  for (const [name, data] of parameterProvenance(op)) {
    stores.set(name, { tensor: op.tensors.get(name) as ConcreteTensor, data });
  }
  evaluateOp(op, stores, { semantics: provenanceOf(op), round: false });
  return stores;
}

/** @returns the provenance of the elements that the caller of an op hands over. */
export function parameterProvenance(op: ConcreteOp): ReadonlyMap<string, Float64Array> {
  const numbers = tensorNumbers(op);
  const parameters = [...op.tensors.values()].filter(({ role }) => role === 'parameter');
  return new Map(
    parameters.map(({ name, size }) => {
      const number = numbers.get(name) ?? 0;
      return [name, new Float64Array(size).map((_, element) => inputProvenance(number, element))];
    }),
  );
}

/** @returns the semantics of provenance for an op and its kernels. */
export function provenanceOf(op: ConcreteOp): Semantics {
  return provenance(tensorNumbers(op));
}

function tensorNumbers({ tensors }: ConcreteOp): ReadonlyMap<string, number> {
  return new Map([...tensors.keys()].map((name, number) => [name, number]));
}

/** @returns stores of the parameters; refuses what is missing or of the wrong length. */
export function inputStores(
  op: ConcreteOp,
  inputs: ReadonlyMap<string, Float64Array>,
  round: boolean,
): Map<string, TensorStore> {
  const stores = new Map<string, TensorStore>();
  for (const tensor of op.tensors.values()) {
    if (tensor.role !== 'parameter') continue;
    const { name, size, element } = tensor;
    const given = inputs.get(name);
    if (given?.length !== size) {
      const what = given ? `${given.length} elements are given` : 'none are given';
      throw refuse('shape-mismatch', `\`${name}\` has ${size} elements at this case, and ${what}.`);
    }
    const toType = round ? rounding(element) : undefined;
    stores.set(name, { tensor, data: toType ? given.map(toType) : given });
  }
  return stores;
}

/** @returns the values of tensors by name. */
export function valuesOf(stores: readonly TensorStore[]): ReadonlyMap<string, TensorValues> {
  return new Map(
    stores.map(({ tensor, data }) => [tensor.name, { shape: dimensionsOf(tensor), element: tensor.element, data }]),
  );
}

/** The extents of the dimensions: those of a factored one multiplied. */
function dimensionsOf({ extents, groups }: TensorStore['tensor']): readonly number[] {
  let axis = 0;
  return groups.map((axes) => {
    let extent = 1;
    for (let i = 0; i < axes; i++) extent *= extents[axis++] as number;
    return extent;
  });
}
