/** Polyhedral programs in isl's notation: PolyBench's, and tensor programs with sizes as parameters. */
import fs from 'node:fs';
import path from 'node:path';
import { readUnion } from '../../../server/src/sets/notation/read.ts';
import type { UnionMap } from '../../../server/src/sets/union-map.ts';

export interface ProgramText {
  readonly name: string;
  readonly domain: string;
  readonly schedule: string;
  readonly reads: string;
  readonly writes: string;
}

/** Path of a file of this folder. */
export function programFile(file: 'polybench.txt' | 'tensors.txt'): string {
  // the tests and the bundled benchmarks both run in the checkout's root
  return path.resolve('test/sets/programs', file);
}

/** The programs of a file of this folder, in its order. */
export function readPrograms(file: 'polybench.txt' | 'tensors.txt'): ProgramText[] {
  const lines = fs
    .readFileSync(programFile(file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.length % 5 !== 0) throw new Error(`${file}: five lines make a program`);
  return Array.from({ length: lines.length / 5 }, (_, index) => {
    const [name, domain, schedule, reads, writes] = lines.slice(5 * index) as [string, string, string, string, string];
    return { name, domain, schedule, reads, writes };
  });
}

/** The union of a text that is known to be right. */
export function union(text: string): UnionMap {
  const read = readUnion(text);
  if (!read.ok) throw new Error(`${text}: ${read.problem.message}`);
  return read.value;
}
