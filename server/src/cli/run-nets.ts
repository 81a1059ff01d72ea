/** `tilewright run --net`: a net's results, by its ops and by its kernels, or against a rewritten form. */

import { casesFor } from '../model/case.ts';
import { visibleConsts } from '../model/consts.ts';
import { kernel } from '../model/kernel-queries.ts';
import type { NetExpansion, OperatorInstance } from '../model/net-expansion.ts';
import { netExpansion } from '../model/net-queries.ts';
import { type Op, op } from '../model/op.ts';
import { target } from '../model/target.ts';
import type { Computation, Reader } from '../query/definition.ts';
import { compareValues, isClose } from '../run/compare-values.ts';
import { type RunnableKernel, runKernel } from '../run/run-kernel.ts';
import { type NetOptions, type NetRun, opKey, runNet } from '../run/run-net.ts';
import { runOp } from '../run/run-op.ts';
import type { Session, SourceFile } from './session.ts';
import { UsageError } from './usage-error.ts';

export interface RunNetOptions {
  readonly net: string;
  /** Another net of the same results; empty: the net by its kernels. */
  readonly against: string;
  readonly case: string;
  readonly seed: number;
  readonly round: boolean;
  readonly json: boolean;
  readonly budget: number;
  /** Sizes and element types that replace those of the case. */
  readonly set: ReadonlyMap<string, bigint | string>;
}

interface LoadedNet {
  readonly name: string;
  readonly expansion: NetExpansion;
  readonly ops: ReadonlyMap<string, Op>;
  /** Kernels of instances by `instance.key`. */
  readonly kernels: ReadonlyMap<string, RunnableKernel>;
}

/** @returns the exit code: 0 where the results agree, 1 where they differ. */
export function runNets(session: Session, file: SourceFile, options: RunNetOptions): number {
  if (options.set.size > 0)
    throw new UsageError(`${file.path}: --set replaces sizes of a kernel's case, not of a net's.`);
  const consts = session.compute((reader) => reader.get(visibleConsts, file.uri));
  const load = (name: string) => session.compute((reader) => loadNet(reader, file, name, options.case));
  const net = load(options.net);
  const common: NetOptions = { consts, round: options.round, seed: options.seed, budget: options.budget };
  const expected = finished(file, net, runNet(net.expansion, net.ops, common));
  const other = options.against === '' ? net : load(options.against);
  const found = finished(file, other, runNet(other.expansion, other.ops, { ...common, execute: byKernel(other) }));
  const values = compareValues(expected.outputs, found.outputs);
  const agree = values.every(isClose);
  const { steps, peakBytes } = expected;
  const document = {
    ...{ schema: 1, file: file.path, net: options.net, against: options.against || null, seed: options.seed },
    ...{
      agree,
      operators: net.expansion.instances.length,
      kernels: other.kernels.size,
      points: steps,
      peakBytes,
      values,
    },
  };
  process.stdout.write(options.json ? `${JSON.stringify(document, null, 2)}\n` : text(document, values));
  return agree ? 0 : 1;
}

function text(
  {
    net,
    against,
    agree,
    operators,
    kernels,
    points,
  }: { net: string; against: string | null; agree: boolean } & Record<'operators' | 'kernels' | 'points', number>,
  values: ReturnType<typeof compareValues>,
): string {
  const other = against ?? `itself by its kernels (${kernels} distinct)`;
  const lines = [
    `${net} and ${other} ${agree ? 'agree' : 'DIFFER'}: ${operators} operators, ${points.toLocaleString('en')} equation points`,
    ...values.map(
      ({ tensor, elements, largest, scale }) =>
        `  ${tensor}: ${elements.toLocaleString('en')} elements, largest difference ${largest} of ${scale}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function finished(file: SourceFile, net: LoadedNet, run: NetRun): Extract<NetRun, { ok: true }> {
  if (run.ok) return run;
  const instance = run.instance === undefined ? undefined : net.expansion.instances[run.instance];
  const where = instance ? ` (operator ${run.instance ?? 0}, ${instance.opName})` : '';
  throw new UsageError(`${file.path}: \`${net.name}\` cannot be run${where}: ${run.problem.message}`);
}

function byKernel({ kernels }: LoadedNet): NonNullable<NetOptions['execute']> {
  return (instance, model, inputs, options) => {
    const own = kernels.get(instance.key);
    if (!own) return runOp(model, instance, inputs, options);
    const run = runKernel(own, instance, inputs, { ...options, count: false });
    return run.ok ? { ...run, all: run.outputs } : run;
  };
}

function* loadNet(reader: Reader, file: SourceFile, name: string, caseName: string): Computation<LoadedNet> {
  const cases = yield* reader.get(casesFor, file.uri, name);
  const chosen = cases.find((found) => caseName === '' || found.name === caseName);
  const result = yield* reader.get(netExpansion, file.uri, `net ${name}`, chosen?.uri ?? '', chosen?.key ?? '');
  if (!result.ok) throw new UsageError(`${file.path}: \`${name}\` cannot be run because ${result.reason}.`);
  const [problem] = result.problems;
  if (problem) throw new UsageError(`${file.path}: \`${name}\` cannot be run: ${problem.message}`);
  const ops = new Map<string, Op>();
  const kernels = new Map<string, RunnableKernel>();
  for (const instance of result.expansion.instances) {
    const model = yield* reader.get(op, instance.op.uri, instance.op.key);
    if (model) ops.set(opKey(instance), model);
    const own = model && (yield* kernelOf(reader, instance, model));
    if (own) kernels.set(instance.key, own);
  }
  return { name, expansion: result.expansion, ops, kernels };
}

function* kernelOf(
  reader: Reader,
  { kernel: reference }: OperatorInstance,
  model: Op,
): Computation<RunnableKernel | undefined> {
  const own = reference && (yield* reader.get(kernel, reference.uri, reference.key));
  const machine = own?.target && (yield* reader.get(target, own.target.uri, own.target.key));
  return own && machine ? { kernel: own, op: model, target: machine } : undefined;
}
