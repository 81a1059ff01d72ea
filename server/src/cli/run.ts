/** `tilewright run`: executes a kernel and its op, or a net, on random values, and says whether they agree. */
import { chosenCase } from '../analysis/queries.ts';
import { fileDiagnostics } from '../checks/diagnostics.ts';
import { type Case, type CaseReference, caseModel, casesFor } from '../model/case.ts';
import { visibleConsts } from '../model/consts.ts';
import { kernelWithProblems } from '../model/kernel-queries.ts';
import { op } from '../model/op.ts';
import { target } from '../model/target.ts';
import type { Computation, Reader } from '../query/definition.ts';
import { compareValues, isClose, type ValueDifference } from '../run/compare-values.ts';
import { randomValues } from '../run/random-values.ts';
import type { Refusal } from '../run/refusal.ts';
import { checkKernel, type KernelOptions, type RunnableKernel, runKernel } from '../run/run-kernel.ts';
import { parameterShapes, runOp } from '../run/run-op.ts';
import { outline } from '../syntax/files.ts';
import { type RunNetOptions, runNets } from './run-nets.ts';
import { type RunReport, reportJson, reportText } from './run-report.ts';
import { Session, type SourceFile } from './session.ts';
import { stepLines } from './step-lines.ts';
import { UsageError } from './usage-error.ts';

export interface RunCommandOptions extends RunNetOptions {
  readonly kernel: string;
}

const DIFFERENT = 1;

/** @returns the exit code: 0 where they agree, 1 where they differ; throws `UsageError` for what cannot be run. */
export async function run(path: string, options: RunCommandOptions): Promise<number> {
  const session = new Session();
  const file = await session.open(path);
  if ((options.kernel === '') === (options.net === '')) {
    throw new UsageError(`${path}: say what to run: either --kernel or --net.`);
  }
  const errors = session.compute((reader) => fileDiagnostics(reader, file.uri)).filter((d) => d.code === 'syntax');
  if (errors.length > 0) throw new UsageError(`${path}: it has syntax errors. \`tilewright check\` lists them.`);
  if (options.net !== '') return runNets(session, file, options);
  const report = session.compute((reader) => kernelReport(reader, file, options));
  process.stdout.write(options.json ? `${JSON.stringify(reportJson(report), null, 2)}\n` : reportText(report));
  return report.agree ? 0 : DIFFERENT;
}

function* kernelReport(reader: Reader, file: SourceFile, options: RunCommandOptions): Computation<RunReport> {
  const key = `kernel ${options.kernel}`;
  const { runnable, origins } = yield* findKernel(reader, file, options.kernel);
  const chosen = yield* reader.get(chosenCase, file.uri, key, options.case);
  if (options.case !== '' && chosen?.name !== options.case) throw new UsageError(yield* noCase(reader, file, options));
  const stated = chosen && (yield* reader.get(caseModel, chosen.uri, chosen.key));
  const given = withSizes(stated ?? emptyCase(options.kernel), options.set);
  const consts = yield* reader.get(visibleConsts, file.uri);
  const lines = yield* stepLines(reader, file, key, origins);
  const runOptions: KernelOptions = { consts, round: options.round, seed: options.seed, budget: options.budget };
  const compared = compareKernel(runnable, given, runOptions, options.seed);
  const { difference, values, counts, points } = compared;
  return {
    file: file.path,
    kernel: options.kernel,
    op: runnable.op.signature.name,
    case: given,
    seed: options.seed,
    round: options.round,
    agree: difference === undefined && (options.round || values.every(isClose)),
    values,
    points,
    lineOf: (step) => lines[step],
    ...(difference ? { difference } : {}),
    ...(counts ? { counts } : {}),
  };
}

function compareKernel(runnable: RunnableKernel, given: Case, options: KernelOptions, seed: number) {
  const shapes = accepted(parameterShapes(runnable.op, given, options.consts));
  const inputs = new Map(
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
  const byOp = accepted(runOp(runnable.op, given, inputs, options));
  const byKernel = accepted(runKernel(runnable, given, inputs, options));
  const { difference } = accepted(checkKernel(runnable, given, options));
  const values: readonly ValueDifference[] = compareValues(byOp.outputs, byKernel.outputs);
  return { difference, values, counts: byKernel.counts, points: byOp.steps };
}

function accepted<Result extends { readonly ok: boolean }>(
  result: Result | { readonly ok: false; readonly problem: Refusal },
): Extract<Result, { readonly ok: true }> {
  if (!result.ok) throw new UsageError((result as { readonly problem: Refusal }).problem.message);
  return result as Extract<Result, { readonly ok: true }>;
}

function* findKernel(reader: Reader, file: SourceFile, name: string) {
  const found = yield* reader.get(kernelWithProblems, file.uri, `kernel ${name}`);
  if (!found) {
    const names = (yield* reader.get(outline, file.uri)).filter(({ kind }) => kind === 'kernel').map((k) => k.name);
    const known = names.length === 0 ? 'It has none.' : `Its kernels are ${names.map((n) => `\`${n}\``).join(', ')}.`;
    throw new UsageError(`${file.path}: it has no kernel \`${name}\`. ${known}`);
  }
  const kernel = found.model;
  const opModel = kernel.op && (yield* reader.get(op, kernel.op.uri, kernel.op.key));
  const targetModel = kernel.target && (yield* reader.get(target, kernel.target.uri, kernel.target.key));
  const [problem] = found.problems.filter(({ severity }) => severity === 'error');
  if (!opModel || !targetModel || problem) {
    const what = problem?.message ?? 'its op or target is not known.';
    throw new UsageError(`${file.path}: \`${name}\` cannot be run: ${what}`);
  }
  const runnable: RunnableKernel = { kernel, op: opModel, target: targetModel };
  return { runnable, origins: found.origins };
}

function* noCase(reader: Reader, file: SourceFile, options: RunCommandOptions): Computation<string> {
  const cases: readonly CaseReference[] = yield* reader.get(casesFor, file.uri, options.kernel);
  const known =
    cases.length === 0 ? 'There are none.' : `The cases are ${cases.map((c) => `\`${c.name}\``).join(', ')}.`;
  return `${file.path}: \`${options.kernel}\` has no case \`${options.case}\`. ${known}`;
}

function emptyCase(subject: string): Case {
  const nothing = new Map<string, never>();
  return { name: '', subject, sizes: nothing, reals: nothing, elements: nothing, lists: nothing };
}

/** Replaces sizes and element types of a case by those of the command line. */
function withSizes(stated: Case, set: ReadonlyMap<string, bigint | string>): Case {
  const sizes = new Map(stated.sizes);
  const elements = new Map(stated.elements);
  for (const [name, value] of set) {
    if (typeof value === 'bigint') sizes.set(name, value);
    else elements.set(name, value);
  }
  return { ...stated, sizes, elements };
}
