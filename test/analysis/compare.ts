/** Facts against the oracle: exact numbers are equal, bounds are not below. */
import type { Bounded } from '../../server/src/analysis/bounded.ts';
import type { BufferFacts, CopyFacts, KernelFacts } from '../../server/src/analysis/facts.ts';
import type { OracleBuffer, OracleCopy, OracleFacts } from '../oracle/enumerate.ts';

/** A number of the facts beside that of the oracle. */
export interface Comparison {
  /** `step 2, load A: moved` */
  readonly what: string;
  /** Absent: the server does not say. */
  readonly found?: Bounded;
  readonly expected: bigint;
}

/** @returns every number that the oracle knows, beside the server's. */
export function compare(facts: KernelFacts, oracle: OracleFacts): readonly Comparison[] {
  const loops = oracle.loops.map(({ step, index, trips }) =>
    comparison(`step ${step}, for ${index}: trips`, facts.loops.find((loop) => loop.step === step)?.trips, trips),
  );
  const buffers = oracle.buffers.flatMap((expected) =>
    bufferComparisons(
      facts.buffers.find(({ step }) => step === expected.step),
      expected,
    ),
  );
  const copies = oracle.copies.flatMap((expected) =>
    copyComparisons(
      facts.copies.find(({ step }) => step === expected.step),
      expected,
    ),
  );
  return [...loops, ...buffers, ...copies];
}

/** @returns what is wrong with the numbers, in words. */
export function mistakes(comparisons: readonly Comparison[]): readonly string[] {
  return comparisons.flatMap(({ what, found, expected }) => {
    if (!found) return [];
    const right = found.exact ? found.value === expected : found.value >= expected;
    return right ? [] : [`${what} is ${expected}, not ${found.exact ? '' : '<= '}${found.value}`];
  });
}

/** @returns copies that come from, or go to, another memory than the oracle says. */
export function wrongPaths(facts: KernelFacts, oracle: OracleFacts): readonly string[] {
  return oracle.copies.flatMap(({ step, kind, tensor, from, to, executions }) => {
    const found = facts.copies.find((copy) => copy.step === step);
    if (!found || executions === 0 || (found.from === from && found.to === to)) return [];
    return [`step ${step}, ${kind} ${tensor} goes from ${from} to ${to}, not from ${found.from} to ${found.to}`];
  });
}

function bufferComparisons(found: BufferFacts | undefined, expected: OracleBuffer): Comparison[] {
  const what = `step ${expected.step}, buffer of ${expected.tensor}`;
  const known = (value: bigint | undefined) =>
    found && value !== undefined ? { value, exact: found.exact } : undefined;
  const { shape, elements, bytes, bytesPerPartition } = expected;
  return [
    // an upper bound of a default layout may have more dimensions, since an extent of 1 may not be known
    ...(found && !found.exact && found.shape.length !== shape.length
      ? []
      : shape.map((extent, d) => comparison(`${what}: extent ${d}`, known(found?.shape[d]), extent))),
    comparison(`${what}: rank`, found?.exact ? known(BigInt(found.shape.length)) : undefined, shape.length),
    comparison(`${what}: elements`, known(found?.elements), elements),
    comparison(`${what}: bytes`, known(found?.bytes), bytes),
    ...(bytesPerPartition === undefined
      ? []
      : [comparison(`${what}: bytes a partition`, known(found?.bytesPerPartition), bytesPerPartition)]),
  ];
}

function copyComparisons(found: CopyFacts | undefined, expected: OracleCopy): Comparison[] {
  const what = `step ${expected.step}, ${expected.kind} ${expected.tensor}`;
  return [
    comparison(`${what}: executions`, found?.executions, expected.executions),
    comparison(`${what}: moved`, found?.moved, expected.moved),
    comparison(`${what}: moved bytes`, found?.movedBytes, expected.movedBytes),
    comparison(`${what}: needed`, found?.needed, expected.needed),
    comparison(`${what}: distinct`, found?.distinct, expected.distinct),
    ...(expected.served === undefined ? [] : [comparison(`${what}: served`, found?.served, expected.served)]),
  ];
}

function comparison(what: string, found: Bounded | bigint | undefined, expected: number): Comparison {
  if (found === undefined) return { what, expected: BigInt(expected) };
  return { what, found: typeof found === 'bigint' ? { value: found, exact: true } : found, expected: BigInt(expected) };
}
