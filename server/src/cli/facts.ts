/** `tilewright facts --json`: everything that is known, as one document. */

import type { Bounded } from '../analysis/bounded.ts';
import type { BufferFacts, CopyFacts, KernelFacts, LoopFacts } from '../analysis/facts.ts';
import { chosenCase, kernelFacts } from '../analysis/queries.ts';
import { fileDiagnostics } from '../checks/diagnostics.ts';
import { type Case, caseModel } from '../model/case.ts';
import { kernelWithProblems } from '../model/kernel-queries.ts';
import type { Computation, Reader } from '../query/definition.ts';
import { outline } from '../syntax/files.ts';
import { problemJson } from './problem-json.ts';
import { Session, type SourceFile } from './session.ts';
import { stepLines } from './step-lines.ts';
import { UsageError } from './usage-error.ts';

export interface FactsOptions {
  readonly case: string;
  readonly kernel: string;
}

/** @returns the exit code. */
export async function facts(path: string, options: FactsOptions): Promise<number> {
  const session = new Session();
  const file = await session.open(path);
  session.requireCase(file, options.case);
  const diagnostics = session.compute((reader) => fileDiagnostics(reader, file.uri));
  const kernels = session.compute((reader) => kernelDocuments(reader, file, options));
  if (options.kernel !== '' && kernels.length === 0) {
    throw new UsageError(`${path}: it has no kernel \`${options.kernel}\`. Leave --kernel out to see all.`);
  }
  const document = {
    schema: 1,
    file: path,
    problems: diagnostics.map((diagnostic) => problemJson(file, diagnostic)),
    kernels,
    nets: [],
  };
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  return 0;
}

function* kernelDocuments(reader: Reader, file: SourceFile, options: FactsOptions): Computation<object[]> {
  const documents: object[] = [];
  for (const { key, kind, name } of yield* reader.get(outline, file.uri)) {
    if (kind !== 'kernel' || (options.kernel !== '' && name !== options.kernel)) continue;
    documents.push(yield* kernelDocument(reader, file, key, options.case));
  }
  return documents;
}

function* kernelDocument(reader: Reader, file: SourceFile, key: string, caseName: string): Computation<object> {
  const { uri } = file;
  const kernel = yield* reader.get(kernelWithProblems, uri, key);
  const chosen = yield* reader.get(chosenCase, uri, key, caseName);
  const values = chosen && (yield* reader.get(caseModel, chosen.uri, chosen.key));
  const result = yield* reader.get(kernelFacts, uri, key, chosen?.uri ?? '', chosen?.key ?? '');
  const lines = yield* stepLines(reader, file, key, kernel?.origins ?? []);
  const line = (step: number) => lines[step] ?? null;
  const known: KernelFacts | undefined = result.ok ? result.facts : undefined;
  return {
    name: kernel?.model.name,
    op: kernel?.model.op?.key.replace(/^op /, '') ?? null,
    target: kernel?.model.target?.key.replace(/^target /, '') ?? null,
    case: values ? caseJson(values) : null,
    legal: null,
    iterations: null,
    flops: null,
    loops: known?.loops.map((loop) => loopJson(loop, line)) ?? null,
    buffers: known?.buffers.map((buffer) => bufferJson(buffer, line)) ?? null,
    copies: known?.copies.map((copy) => copyJson(copy, line)) ?? null,
    memories: null,
    traffic: null,
    bounds: null,
    time: null,
    dependences: null,
    ...(result.ok ? {} : { unknown: result.reason }),
    ...(known && known.unknown.length > 0
      ? { unknownSteps: known.unknown.map(({ step, reason }) => ({ line: line(step), reason })) }
      : {}),
  };
}

type LineOf = (step: number) => number | null;

function loopJson({ step, index, by, trips }: LoopFacts, line: LineOf): object {
  return {
    line: line(step),
    index,
    by: numberJson(by),
    trips: trips === undefined ? null : numberJson(trips.value),
    ...(trips === undefined || trips.exact ? {} : { upperBounds: ['trips'] }),
  };
}

function bufferJson(buffer: BufferFacts, line: LineOf): object {
  const { step, tensor, memory, shape, elements, bytes, depth, bytesPerPartition, exact } = buffer;
  return {
    line: line(step),
    tensor,
    memory,
    shape: shape.map(numberJson),
    elements: numberJson(elements),
    bytes: numberJson(bytes),
    depth,
    bytesPerPartition: bytesPerPartition === undefined ? null : numberJson(bytesPerPartition),
    ...(exact ? {} : { upperBounds: ['shape', 'elements', 'bytes', 'bytesPerPartition'] }),
  };
}

function copyJson(copy: CopyFacts, line: LineOf): object {
  const bounds: Record<string, Bounded> = {
    executions: copy.executions,
    movedElements: copy.moved,
    movedBytes: copy.movedBytes,
    neededElements: copy.needed,
    distinctElements: copy.distinct,
  };
  const inexact = Object.entries(bounds).flatMap(([key, { exact }]) => (exact ? [] : [key]));
  const ratio = (a: bigint, b: bigint) => (b === 0n ? null : Number(a) / Number(b));
  const exactRatio = copy.moved.exact && copy.distinct.exact;
  return {
    line: line(copy.step),
    kind: copy.kind,
    tensor: copy.tensor,
    from: copy.from,
    to: copy.to,
    ...Object.fromEntries(Object.entries(bounds).map(([key, { value }]) => [key, numberJson(value)])),
    refetch: exactRatio ? ratio(copy.moved.value, copy.distinct.value) : null,
    uses: copy.served === undefined || !copy.moved.exact ? null : ratio(copy.served, copy.moved.value),
    runs: null,
    runBytes: null,
    descriptors: null,
    timeNs: null,
    exposedNs: null,
    ...(inexact.length > 0 ? { upperBounds: inexact } : {}),
  };
}

function caseJson({ sizes, elements, lists }: Case): object {
  return {
    ...Object.fromEntries([...sizes].map(([name, size]) => [name, numberJson(size)])),
    ...Object.fromEntries([...lists].map(([name, list]) => [name, list.map(numberJson)])),
    ...Object.fromEntries(elements),
  };
}

/** An integer above 2^53 stands as a string, since a JSON number would lose digits in most readers. */
function numberJson(value: bigint): number | string {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER)
    ? Number(value)
    : value.toString();
}
