/** Runs a kernel at a case: values of its results, and what it moves; or its provenance, compared with its op's. */
import type { Kernel } from '../model/kernel.ts';
import type { Op } from '../model/op.ts';
import type { Target } from '../model/target.ts';
import { requireSteps, stepsOf } from './budget.ts';
import { caseValues, type RunCase } from './case-values.ts';
import { Counting } from './counting.ts';
import { DryRun } from './dry-run.ts';
import { elementText } from './element-text.ts';
import { arithmetic, nothing } from './evaluate.ts';
import type { Geometry } from './geometry.ts';
import { type KernelCounts, kernelCounts } from './kernel-counts.ts';
import { type ExecutionOptions, geometriesOf, KernelExecution } from './kernel-execution.ts';
import type { CopyNode, KernelProgram } from './kernel-nodes.ts';
import type { AcrossOrder } from './kernel-walk.ts';
import { lowerKernel } from './lower-kernel.ts';
import { lowerOp } from './lower-op.ts';
import { PointCounts, type WrongCount } from './point-counts.ts';
import { type Refusal, refusable } from './refusal.ts';
import {
  DEFAULT_BUDGET,
  inputStores,
  NO_CONSTS,
  opProvenance,
  parameterProvenance,
  provenanceOf,
  type RunOptions,
  type TensorValues,
  valuesOf,
} from './run-op.ts';
import { type Survey, surveyOf } from './survey.ts';

export interface KernelOptions extends RunOptions {
  /** How the iterations of `across` loops follow each other; default: at random. */
  readonly order?: AcrossOrder;
  /** Of the random order. */
  readonly seed?: number;
  /** Whether to count what is moved; default: yes. */
  readonly count?: boolean;
}

export type KernelRun =
  | {
      readonly ok: true;
      /** By name; NaN where a result was not stored at home. */
      readonly outputs: ReadonlyMap<string, TensorValues>;
      /** Equation points executed, an upper bound where conditions leave some out. */
      readonly steps: number;
      /** Absent where nothing was to be counted. */
      readonly counts?: KernelCounts;
    }
  | { readonly ok: false; readonly problem: Refusal };

/** A kernel with what it needs to be run. */
export interface RunnableKernel {
  readonly kernel: Kernel;
  readonly op: Op;
  readonly target: Target;
}

/**
 * Executes a kernel step by step on real buffers. `inputs` holds the elements of every parameter in row-major order.
 *
 * @returns the results as they are at home after it, or why it was not run: as for `runOp`, and where its buffers or what
 * it executes and moves passes the budget.
 */
export function runKernel(
  { kernel, op, target }: RunnableKernel,
  given: RunCase,
  inputs: ReadonlyMap<string, Float64Array>,
  options: KernelOptions = {},
): KernelRun {
  const { round = false, order = 'random', seed = 1, count = true } = options;
  const result = refusable((): Omit<Extract<KernelRun, { ok: true }>, 'ok'> => {
    const plan = planOf({ kernel, op, target }, given, options);
    const { program, dryRun, geometries, survey } = plan;
    const stores = inputStores(program.op, inputs, round);
    const parameters = new Map([...stores].map(([name, { data }]) => [name, data]));
    const counting = count ? { counting: new Counting(program) } : {};
    const execution = new KernelExecution(program, dryRun, geometries, parameters, {
      ...{ semantics: arithmetic, round, order, seed, provenance: false },
      ...counting,
    });
    execution.run();
    const results = [...program.op.tensors.values()].filter(({ role }) => role === 'result');
    const homes = results.map((tensor) => ({ tensor, data: execution.homes.get(tensor.name)?.data as Float64Array }));
    const counted = counting.counting ? { counts: kernelCounts(plan, counting.counting) } : {};
    return { outputs: valuesOf(homes), steps: survey.points, ...counted };
  });
  return result.ok ? { ok: true, ...result.value } : result;
}

export type KernelCountRun =
  | { readonly ok: true; readonly counts: KernelCounts }
  | { readonly ok: false; readonly problem: Refusal };

/**
 * @returns what a kernel moves, without computing a value: the budget then bounds what is moved, and equation points are
 * counted by the box and not one by one.
 */
export function countKernel(runnable: RunnableKernel, given: RunCase, options: RunOptions = {}): KernelCountRun {
  const result = refusable(() => {
    const plan = planOf(runnable, given, { ...options, budget: Number.POSITIVE_INFINITY }, options.budget);
    const { program, dryRun, geometries } = plan;
    const parameters = [...program.op.tensors.values()].filter(({ role }) => role === 'parameter');
    const zeros = new Map(parameters.map(({ name, size }) => [name, new Float64Array(size)]));
    const counting = new Counting(program);
    new KernelExecution(program, dryRun, geometries, zeros, {
      ...{ semantics: nothing, round: false, order: 'forward', seed: 1, provenance: false },
      counting,
    }).run();
    return kernelCounts(plan, counting);
  });
  return result.ok ? { ok: true, counts: result.value } : result;
}

/** How a kernel differs from its op, whatever the values are. */
export type ProvenanceDifference =
  | { readonly kind: 'element'; readonly order: AcrossOrder; readonly element: string; readonly stored: boolean }
  | ({ readonly kind: 'count'; readonly order: AcrossOrder } & WrongCount);

export type KernelCheck =
  | { readonly ok: true; readonly difference?: ProvenanceDifference }
  | { readonly ok: false; readonly problem: Refusal };

/**
 * Compares a kernel with its op in provenance: each element of a result must come about as the op says, and each point of
 * each equation must be executed once, in every order that `across` loops may take.
 *
 * @returns the first difference, or none; or why it could not be run.
 */
export function checkKernel(runnable: RunnableKernel, given: RunCase, options: RunOptions = {}): KernelCheck {
  const result = refusable(() => {
    const plan = planOf(runnable, given, options);
    const expected = opProvenance(plan.program.op);
    const orders: readonly AcrossOrder[] = plan.program.loops.some(({ units }) => units !== undefined)
      ? ['forward', 'reversed', 'interleaved']
      : ['forward'];
    for (const order of orders) {
      const difference = differenceIn(plan, order, (name) => expected.get(name)?.data);
      if (difference) return difference;
    }
    return undefined;
  });
  if (!result.ok) return result;
  return result.value ? { ok: true, difference: result.value } : { ok: true };
}

function differenceIn(
  { program, dryRun, geometries }: KernelPlan,
  order: AcrossOrder,
  expected: (name: string) => Float64Array | undefined,
): ProvenanceDifference | undefined {
  const pointCounts = new PointCounts(program.op);
  const options: ExecutionOptions = {
    ...{ semantics: provenanceOf(program.op), round: false, order, seed: 1, provenance: true },
    pointCounts,
  };
  const execution = new KernelExecution(program, dryRun, geometries, parameterProvenance(program.op), options);
  execution.run();
  for (const tensor of program.op.tensors.values()) {
    if (tensor.role !== 'result') continue;
    const { data, state } = execution.homes.get(tensor.name) as { data: Float64Array; state: Uint8Array };
    const own = expected(tensor.name);
    const at = data.findIndex((value, element) => value !== own?.[element]);
    if (at >= 0) return { kind: 'element', order, element: elementText(tensor, at), stored: state[at] === 1 };
  }
  const wrong = pointCounts.wrong(dryRun.accesses);
  return wrong && { kind: 'count', order, ...wrong };
}

/** A kernel at a case, ready to be executed. */
export interface KernelPlan {
  readonly program: KernelProgram;
  readonly dryRun: DryRun;
  readonly survey: Survey;
  readonly geometries: ReadonlyMap<CopyNode, Geometry>;
}

function planOf(
  { kernel, op, target }: RunnableKernel,
  given: RunCase,
  { budget = DEFAULT_BUDGET, consts = NO_CONSTS }: RunOptions,
  moves = budget,
): KernelPlan {
  const values = caseValues(op.signature, given, consts, kernel);
  const concrete = lowerOp(op, values);
  requireSteps(stepsOf(concrete), budget, kernel.name);
  const program = lowerKernel(kernel, concrete, target, values);
  const dryRun = new DryRun(program);
  const survey = surveyOf(program, dryRun, { points: budget, moves });
  return { program, dryRun, survey, geometries: geometriesOf(program, survey) };
}
