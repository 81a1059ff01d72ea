/** isl's analysis of the programs of a file, with its times: what `analyse.c` prints. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { compileAgainstIsl, islRequirement } from './referee.ts';

export interface IslAnalysis {
  readonly name: string;
  /** Median of the processor's time for parsing and analysis. */
  readonly milliseconds: number;
  /** Memory-based RAW, WAR, WAW, then value-based ones. */
  readonly relations: readonly string[];
  readonly distances: string;
  readonly legal: boolean;
}

/** Runs `analyse.c` on a file; where `repetitions` is 0 the times mean nothing. There must be an isl. */
export function runAnalysis(file: string, repetitions: number): readonly IslAnalysis[] {
  const program = compileAgainstIsl('analyse.c');
  if (program === undefined) throw new Error(islRequirement.reason);
  const output = execFileSync(program, [path.resolve(file), `${repetitions}`], {
    encoding: 'utf8',
    maxBuffer: 256 << 20,
  });
  return output
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', milliseconds, ...rest] = line.split('\t');
      const legal = rest.pop() === 'true';
      const distances = rest.pop() ?? 'error';
      return { name, milliseconds: Number(milliseconds), relations: rest, distances, legal };
    });
}
