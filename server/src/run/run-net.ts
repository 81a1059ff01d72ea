/**
 * Runs a net: its operator instances in order, each by its op or by its kernel.
 *
 * Inputs and `param`s are drawn by name, the k-th tensor of one name apart from the others. So a net and a rewritten form
 * of it that keeps the names compute on the same values, and their results can be compared.
 *
 * Memory is bounded by what is alive: a tensor is dropped after its last reader.
 */
import type { NetExpansion, OperatorInstance } from '../model/net-expansion.ts';
import type { Op } from '../model/op.ts';
import { requireSteps } from './budget.ts';
import { estimatedSteps } from './estimated-steps.ts';
import { randomValues } from './random-values.ts';
import { type Refusal, refusable, refuse } from './refusal.ts';
import { DEFAULT_BUDGET, type OpRun, type RunOptions, runOp, type TensorValues } from './run-op.ts';

export interface NetOptions extends RunOptions {
  readonly seed?: number;
  /** Computes an instance; absent: its op's equations. */
  readonly execute?: (
    instance: OperatorInstance,
    op: Op,
    inputs: ReadonlyMap<string, Float64Array>,
    options: RunOptions,
  ) => OpRun;
}

export type NetRun =
  | {
      readonly ok: true;
      /** By the name of the result. */
      readonly outputs: ReadonlyMap<string, TensorValues>;
      readonly steps: number;
      /** The most bytes of values, 8 an element, that were alive at once. */
      readonly peakBytes: number;
    }
  | { readonly ok: false; readonly problem: Refusal; readonly instance?: number };

/**
 * @returns the results of a net, or why there are none, with the number of the instance that it concerns. `ops` are the
 * ops of the instances by `instance.op.uri` and key, see `opKey`.
 */
export function runNet(net: NetExpansion, ops: ReadonlyMap<string, Op>, options: NetOptions = {}): NetRun {
  const { budget = DEFAULT_BUDGET, seed = 1 } = options;
  const refused = refusedBefore(net, ops, budget, options.consts);
  if (refused) return refused;
  const values = new LiveValues(net);
  const counts = new Map<string, number>();
  net.tensors.forEach(({ name, origin, element, extents }, tensor) => {
    if (origin === 'operator') return;
    const occurrence = counts.get(name) ?? 0;
    counts.set(name, occurrence + 1);
    const shape = extents.map(Number);
    const data = randomValues(product(shape), element, seed, `${origin} ${name} ${occurrence}`);
    values.set(tensor, { shape, element, data });
  });
  let steps = 0;
  for (const [number, instance] of net.instances.entries()) {
    const run = runInstance(instance, opOf(instance, ops), values, options);
    if (!run.ok) return { ...run, instance: number };
    steps += run.steps;
    values.ran(instance);
  }
  const outputs = new Map<string, TensorValues>();
  for (const [name, tensor] of net.results) {
    const value = values.get(tensor);
    if (value) outputs.set(name, value);
  }
  return { ok: true, outputs, steps, peakBytes: values.peakBytes };
}

/** What can be refused before anything is computed: instances that cannot be run, and too many points in all. */
function refusedBefore(
  { instances }: NetExpansion,
  ops: ReadonlyMap<string, Op>,
  budget: number,
  consts: ReadonlyMap<string, bigint> | undefined,
): NetRun | undefined {
  let total = 0;
  for (const [number, instance] of instances.entries()) {
    const steps = refusable(() => estimatedSteps(opOf(instance, ops), instance, consts));
    if (!steps.ok) return { ...steps, instance: number };
    total += steps.value;
  }
  const affordable = refusable(() => requireSteps(total, budget, 'the net'));
  return affordable.ok ? undefined : affordable;
}

/** @returns the name under which `runNet` looks up the op of an instance. */
export function opKey({ op: { uri, key } }: OperatorInstance): string {
  return `${uri} ${key}`;
}

function opOf(instance: OperatorInstance, ops: ReadonlyMap<string, Op>): Op {
  const op = ops.get(opKey(instance));
  if (!op) throw refuse('broken', `The op \`${instance.opName}\` could not be read. Mend its text.`);
  return op;
}

function runInstance(instance: OperatorInstance, op: Op, values: LiveValues, options: NetOptions): OpRun {
  const parameters = op.signature.tensors.filter(({ role }) => role === 'parameter');
  const inputs = new Map<string, Float64Array>();
  for (const [i, tensor] of instance.inputs.entries()) {
    const value = values.get(tensor);
    const name = parameters[i]?.name;
    if (value && name !== undefined) inputs.set(name, value.data);
  }
  const run = options.execute ? options.execute(instance, op, inputs, options) : runOp(op, instance, inputs, options);
  if (!run.ok) return run;
  const results = [...run.outputs.values()];
  for (const [i, tensor] of instance.outputs.entries()) values.set(tensor, results[i] as TensorValues);
  return run;
}

/** The values of tensors that something still reads. */
class LiveValues {
  readonly #values = new Map<number, TensorValues>();
  readonly #readers: number[];
  #elements = 0;
  #peak = 0;

  constructor({ tensors, instances, results }: NetExpansion) {
    this.#readers = tensors.map(() => 0);
    for (const tensor of instances.flatMap(({ inputs }) => inputs)) this.#count(tensor, 1);
    for (const tensor of results.values()) this.#count(tensor, 1);
  }

  get peakBytes(): number {
    return this.#peak * Float64Array.BYTES_PER_ELEMENT;
  }

  get(tensor: number): TensorValues | undefined {
    return this.#values.get(tensor);
  }

  set(tensor: number, value: TensorValues): void {
    this.#elements += value.data.length;
    this.#peak = Math.max(this.#peak, this.#elements);
    this.#values.set(tensor, value);
    this.#count(tensor, 0);
  }

  /** Drops what this instance was the last to read. */
  ran({ inputs }: OperatorInstance): void {
    for (const tensor of inputs) this.#count(tensor, -1);
  }

  #count(tensor: number, change: number): void {
    const readers = (this.#readers[tensor] ?? 0) + change;
    this.#readers[tensor] = readers;
    const value = this.#values.get(tensor);
    if (readers > 0 || !value) return;
    this.#elements -= value.data.length;
    this.#values.delete(tensor);
  }
}

function product(extents: readonly number[]): number {
  return extents.reduce((a, b) => a * b, 1);
}
