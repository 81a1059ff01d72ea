import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  analyse as analyseAny,
  anyBefore,
  lastBefore as lastBeforeAny,
} from '../../../server/src/sets/dataflow/analysis.ts';
import { withoutFastPaths } from '../../../server/src/sets/fast-paths.ts';
import { readUnion } from '../../../server/src/sets/notation/read.ts';
import { unionIsEqual } from '../../../server/src/sets/operations/unions.ts';
import type { UnionMap } from '../../../server/src/sets/union-map.ts';
import { runs } from '../../support/runs.ts';
import { bounded } from '../support/bounded.ts';
import { contains } from '../support/brute.ts';
import { anyProgram, elements, instances, type Statement, textOf } from './random-program.ts';

function read(text: string): UnionMap {
  const result = readUnion(text);
  if (!result.ok) throw new Error(`${result.problem.message} in ${text}`);
  return result.value;
}

const analyse = (program: Parameters<typeof analyseAny>[0]) => bounded(analyseAny(program));
const lastBefore = (...of: Parameters<typeof lastBeforeAny>) => bounded(lastBeforeAny(...of));

function programOf(text: ReturnType<typeof textOf>) {
  return {
    domain: read(text.domain),
    schedule: read(text.schedule),
    reads: read(text.reads),
    writes: read(text.writes),
  };
}

interface Instance {
  readonly name: string;
  readonly at: readonly [number, number];
  readonly time: readonly [number, number];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

function instancesOf(program: readonly Statement[]): Instance[] {
  return program.flatMap((statement) =>
    instances(statement).map((at) => ({
      name: statement.name,
      at,
      time: [statement.time[0].value(...at), statement.time[1].value(...at)] as const,
      reads: elements(statement.reads, at),
      writes: elements(statement.writes, at),
    })),
  );
}

function isBefore(a: Instance, b: Instance): boolean {
  return a.time[0] < b.time[0] || (a.time[0] === b.time[0] && a.time[1] < b.time[1]);
}

type Kind = 'raw' | 'war' | 'waw';

/** Whether source -> sink is a dependence, by looking at every element and every instance between. */
function depends(kind: Kind, source: Instance, sink: Instance, all: readonly Instance[]): 'no' | 'memory' | 'value' {
  const accessed = kind === 'war' ? source.reads : source.writes;
  const common = accessed.filter((element) => (kind === 'raw' ? sink.reads : sink.writes).includes(element));
  if (common.length === 0 || !isBefore(source, sink)) return 'no';
  const isKilled = (element: string) =>
    all.some((kill) => kill.writes.includes(element) && isBefore(source, kill) && isBefore(kill, sink));
  return common.every(isKilled) ? 'memory' : 'value';
}

/** Pairs of instances in a relation, as texts. */
function related(union: UnionMap, all: readonly Instance[]): string[] {
  const found: string[] = [];
  for (const source of all) {
    for (const sink of all) {
      const maps = union.maps.filter(({ space }) => space.in?.name === source.name && space.out.name === sink.name);
      if (maps.some((map) => contains(map, [...source.at, ...sink.at]))) {
        found.push(`${source.name}[${source.at}] -> ${sink.name}[${sink.at}]`);
      }
    }
  }
  return found;
}

function check(program: readonly Statement[]): void {
  const all = instancesOf(program);
  const result = analyse(programOf(textOf(program)));
  const distances = new Set<string>();
  for (const kind of ['raw', 'war', 'waw'] as const) {
    const memory: string[] = [];
    const value: string[] = [];
    for (const source of all) {
      for (const sink of all) {
        const found = depends(kind, source, sink, all);
        const text = `${source.name}[${source.at}] -> ${sink.name}[${sink.at}]`;
        if (found !== 'no') memory.push(text);
        if (found === 'value') value.push(text);
        if (found !== 'no') distances.add(`${sink.time[0] - source.time[0]},${sink.time[1] - source.time[1]}`);
      }
    }
    expect(related(result.memory[kind], all), `memory ${kind}`).toEqual(memory);
    expect(related(result.value[kind], all), `value ${kind}`).toEqual(value);
  }
  checkDistances(result.distances, distances);
  expect(result.legal).toBe(true);
}

function checkDistances(union: UnionMap, expected: ReadonlySet<string>): void {
  const found = new Set<string>();
  for (let i = -20; i <= 20; i++) {
    for (let j = -20; j <= 20; j++) if (union.maps.some((map) => contains(map, [i, j]))) found.add(`${i},${j}`);
  }
  expect([...found].sort()).toEqual([...expected].sort());
}

describe('dependences of a program', () => {
  it('are those that going through all pairs of instances finds', () => {
    fc.assert(fc.property(anyProgram, check), { numRuns: runs(60) });
  });

  it('are the same without fast paths', () => {
    fc.assert(
      fc.property(anyProgram, (program) => withoutFastPaths(() => check(program))),
      { numRuns: runs(15) },
    );
  });

  it('through a parameter: the last write of a column, whatever its size', () => {
    const { value, memory } = analyse({
      domain: read('[N] -> { S[i, k] : 0 <= i < N and 0 <= k < N; T[i] : 0 <= i < N }'),
      schedule: read('{ S[i, k] -> [0, i, k]; T[i] -> [1, i, 0] }'),
      reads: read('{ T[i] -> C[i]; S[i, k] -> C[i] }'),
      writes: read('{ S[i, k] -> C[i] }'),
    });
    const last = read(
      '[N] -> { S[i, k] -> S[i, 1 + k] : 0 <= i < N and 0 <= k < N - 1; S[i, N - 1] -> T[i] : 0 <= i < N }',
    );
    expect(unionIsEqual(value.raw, last)).toBe(true);
    const any = read(`[N] -> { S[i, k] -> S[i, l] : 0 <= i < N and 0 <= k < l < N;
      S[i, k] -> T[i] : 0 <= i < N and 0 <= k < N }`);
    expect(unionIsEqual(memory.raw, any)).toBe(true);
  });
});

describe('last and any', () => {
  const writes = read('{ S[i] -> A[0] : 0 <= i < 9; U[] -> A[0] }');
  const reads = read('{ T[i] -> A[0] : 0 <= i < 9 }');
  const schedule = read('{ U[] -> [3, 0]; S[i] -> [i, 1]; T[i] -> [i, 1] }');

  it('tell the latest source, and before which sinks there is none', () => {
    const { flow, without } = lastBefore(writes, reads, schedule);
    expect(unionIsEqual(flow, read('{ S[i] -> T[1 + i] : 0 <= i < 8 and i != 2; U[] -> T[3] }'))).toBe(true);
    expect(unionIsEqual(without, read('{ T[0] }'))).toBe(true);
  });

  it('tell every source', () => {
    const all = read('{ S[i] -> T[j] : 0 <= i < j < 9; U[] -> T[j] : 3 <= j < 9 }');
    expect(unionIsEqual(anyBefore(writes, reads, schedule), all)).toBe(true);
  });

  it('say so where infinitely many sources come before a sink and none is the last', () => {
    const order = read('{ S[i] -> [0, i]; T[i] -> [1, i] }');
    expect(lastBeforeAny(read('{ S[i] -> A[0] }'), read('{ T[i] -> A[0] }'), order)).toBe('unbounded');
    const backwards = lastBefore(read('{ S[i] -> A[0] : i <= 7 }'), read('{ T[i] -> A[0] }'), order);
    expect(unionIsEqual(backwards.flow, read('{ S[7] -> T[i] }'))).toBe(true);
  });
});
