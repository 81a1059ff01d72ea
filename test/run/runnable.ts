import { kernelWithProblems } from '../../server/src/model/kernel-queries.ts';
import { op } from '../../server/src/model/op.ts';
import { target } from '../../server/src/model/target.ts';
import type { RunCase } from '../../server/src/run/case-values.ts';
import type { KernelCounts } from '../../server/src/run/kernel-counts.ts';
import { randomValues } from '../../server/src/run/random-values.ts';
import { type KernelOptions, type RunnableKernel, runKernel } from '../../server/src/run/run-kernel.ts';
import { parameterShapes, runOp, type TensorValues } from '../../server/src/run/run-op.ts';
import { MemoryWorkspace, sample, sampleNames } from '../support/workspace.ts';

export type Sizes = Readonly<Record<string, number | string | readonly number[]>>;

/** @returns a case of these sizes, type names and lists; a number that is not whole is a const. */
export function caseOf(sizes: Sizes): RunCase {
  const entries = Object.entries(sizes);
  const whole = entries.flatMap(([name, value]) =>
    typeof value === 'number' && Number.isInteger(value) ? [[name, BigInt(value)] as const] : [],
  );
  const reals = entries.flatMap(([name, value]) =>
    typeof value === 'number' && !Number.isInteger(value) ? [[name, `${value}`] as const] : [],
  );
  const elements = entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  const lists = entries.flatMap(([name, value]) =>
    typeof value === 'object' ? [[name, value.map(BigInt)] as const] : [],
  );
  return { sizes: new Map(whole), reals: new Map(reals), elements: new Map(elements), lists: new Map(lists) };
}

/** @returns a kernel of a text, which sees the samples' ops and targets and the library. */
export function runnable(text: string, name: string): RunnableKernel {
  const files = Object.fromEntries(sampleNames().map((file) => [file, sample(file)]));
  const workspace = new MemoryWorkspace({ ...files, 'main.tile': text });
  return workspace.compute(function* (reader) {
    const found = yield* reader.get(kernelWithProblems, workspace.uri('main.tile'), `kernel ${name}`);
    const { model, problems } = found ?? { problems: [] };
    if (!model?.op || !model.target) throw new Error(`no kernel ${name} with op and target: ${problems[0]?.message}`);
    const opModel = yield* reader.get(op, model.op.uri, model.op.key);
    const targetModel = yield* reader.get(target, model.target.uri, model.target.key);
    if (!opModel || !targetModel) throw new Error(`${name} has no op or no target`);
    return { kernel: model, op: opModel, target: targetModel };
  });
}

/** @returns a kernel of a sample. */
export function sampleKernel(file: string, name: string): RunnableKernel {
  return runnable(sample(file), name);
}

/** @returns random elements of every parameter. */
export function inputsOf(kernel: RunnableKernel, given: RunCase, seed = 1): ReadonlyMap<string, Float64Array> {
  const shapes = parameterShapes(kernel.op, given);
  if (!shapes.ok) throw new Error(shapes.problem.message);
  return new Map(
    [...shapes.value].map(([name, { shape, element }]) => [
      name,
      randomValues(
        shape.reduce((a, b) => a * b, 1),
        element,
        seed,
        name,
      ),
    ]),
  );
}

export interface Comparison {
  readonly kernel: ReadonlyMap<string, TensorValues>;
  readonly op: ReadonlyMap<string, TensorValues>;
  readonly inputs: ReadonlyMap<string, Float64Array>;
  /** Of the element that differs most. */
  readonly difference: number;
  readonly counts: KernelCounts;
}

/** Runs a kernel and its op on the same random elements; throws where one is refused. */
export function runBoth(kernel: RunnableKernel, given: RunCase, options: KernelOptions = {}): Comparison {
  const inputs = inputsOf(kernel, given);
  const own = runKernel(kernel, given, inputs, options);
  if (!own.ok) throw new Error(own.problem.message);
  const reference = runOp(kernel.op, given, inputs, options);
  if (!reference.ok) throw new Error(reference.problem.message);
  let difference = 0;
  for (const [name, { data }] of reference.outputs) {
    const other = own.outputs.get(name)?.data ?? new Float64Array(0);
    data.forEach((value, i) => {
      difference = Math.max(difference, distance(value, other[i]));
    });
  }
  return { kernel: own.outputs, op: reference.outputs, inputs, difference, counts: own.counts as KernelCounts };
}

function distance(a: number, b: number | undefined): number {
  if (b === undefined || Number.isNaN(a) !== Number.isNaN(b)) return Number.POSITIVE_INFINITY;
  return Object.is(a, b) || Number.isNaN(a) || a === b ? 0 : Math.abs(a - b);
}
