import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyse, type Dependences } from '../../../server/src/sets/dataflow/analysis.ts';
import { printUnion } from '../../../server/src/sets/notation/print.ts';
import { type IslAnalysis, runAnalysis } from '../../oracle/isl/analysis.ts';
import { IslReferee, islRequirement } from '../../oracle/isl/referee.ts';
import { skipUnless } from '../../support/skip.ts';
import { type ProgramText, readPrograms, union } from '../programs/programs.ts';
import { bounded } from '../support/bounded.ts';

const RELATIONS = ['memory RAW', 'memory WAR', 'memory WAW', 'value RAW', 'value WAR', 'value WAW'];

/** Comparing the tiled convolutions as sets takes isl minutes; the benchmark does it. */
const programs = [...readPrograms('polybench.txt'), ...readPrograms('tensors.txt')].filter(
  ({ name }) => !name.startsWith('conv-tiled'),
);

function ours({ domain, schedule, reads, writes }: ProgramText) {
  return bounded(
    analyse({ domain: union(domain), schedule: union(schedule), reads: union(reads), writes: union(writes) }),
  );
}

it('PolyBench has 33 programs of 148 statements', () => {
  const polybench = readPrograms('polybench.txt');
  expect(polybench.length).toBe(33);
  expect(polybench.reduce((sum, { domain }) => sum + union(domain).maps.length, 0)).toBe(148);
});

describe('the dependences that isl finds', () => {
  const referee = islRequirement.met ? new IslReferee() : undefined;
  const theirs = new Map<string, IslAnalysis>();

  beforeAll(() => {
    if (!referee) return;
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tilewright-isl-'));
    const few = path.join(folder, 'programs.txt');
    fs.writeFileSync(
      few,
      programs
        .map((program) => Object.values(program).join('\n'))
        .join('\n')
        .concat('\n'),
    );
    for (const result of runAnalysis(few, 0)) theirs.set(result.name, result);
    fs.rmSync(folder, { recursive: true });
  });

  afterAll(() => {
    if (referee) console.log(`${referee.comparisons} relations of programs compared with isl's as sets`);
    referee?.close();
  });

  it.for(programs)('are those of $name', async (program, context) => {
    skipUnless(context, islRequirement);
    const { relations, distances, legal } = theirs.get(program.name) as IslAnalysis;
    const isl = referee as IslReferee;
    const mine = ours(program);
    const texts = ({ raw, war, waw }: Dependences) => [raw, war, waw].map(printUnion);
    const found = [...texts(mine.memory), ...texts(mine.value)];
    const unequal: string[] = [];
    for (const [index, name] of RELATIONS.entries()) {
      if (!(await isl.same('equal', found[index] as string, relations[index] as string))) unequal.push(name);
    }
    if (!(await isl.same('equal-sets', printUnion(mine.distances), distances))) unequal.push('distances');
    expect(unequal).toEqual([]);
    expect(mine.legal).toBe(legal);
  });
});
