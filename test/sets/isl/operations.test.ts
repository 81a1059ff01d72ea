import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { countUnion } from '../../../server/src/sets/count/points.ts';
import { analyse, anyBefore, lastBefore, type ProgramDependences } from '../../../server/src/sets/dataflow/analysis.ts';
import { unionOptimum } from '../../../server/src/sets/lexicographic/optimum.ts';
import { printUnion } from '../../../server/src/sets/notation/print.ts';
import {
  unionCoalesce,
  unionCompose,
  unionDeltas,
  unionDomain,
  unionGist,
  unionIntersect,
  unionIntersectDomain,
  unionInverse,
  unionIsEqual,
  unionIsSubset,
  unionSubtract,
  unionUnite,
} from '../../../server/src/sets/operations/unions.ts';
import type { UnionMap } from '../../../server/src/sets/union-map.ts';
import { IslReferee, islRequirement } from '../../oracle/isl/referee.ts';
import { runs } from '../../support/runs.ts';
import { skipUnless } from '../../support/skip.ts';
import { type ProgramText, readPrograms, union } from '../programs/programs.ts';
import { randomProgram } from '../programs/random.ts';
import { bounded } from '../support/bounded.ts';

const referee = islRequirement.met ? new IslReferee() : undefined;

afterAll(() => {
  if (referee) console.log(`${referee.comparisons} results of operations compared with isl's as sets`);
  referee?.close();
});

/** Compares what we compute with what isl answers about the same texts. */
class Comparison {
  readonly unequal: string[] = [];
  readonly #isl = referee as IslReferee;

  async check(kind: 'equal' | 'equal-sets', ours: UnionMap, operation: string, ...operands: readonly UnionMap[]) {
    const texts = operands.map(printUnion);
    const theirs = await this.#isl.ask(operation, ...texts);
    if (!(await this.#isl.same(kind, printUnion(ours), theirs))) {
      this.unequal.push(`${operation} of ${texts.join(' and ')}: ${printUnion(ours)}, and not ${theirs}`);
    }
  }

  async checkValue(ours: unknown, operation: string, ...operands: readonly string[]) {
    const theirs = await this.#isl.ask(operation, ...operands);
    this.#isl.comparisons += 1;
    if (`${ours}` !== theirs)
      this.unequal.push(`${operation} of ${operands.join(' and ')}: ${ours}, and not ${theirs}`);
  }
}

function analysed({ domain, schedule, reads, writes }: ProgramText): ProgramDependences {
  return bounded(
    analyse({ domain: union(domain), schedule: union(schedule), reads: union(reads), writes: union(writes) }),
  );
}

/** What is made of the dependences of a program: deltas, optima, coalesced and subtracted relations, and the like. */
async function compareOperations({ memory, value }: ProgramDependences): Promise<string[]> {
  const comparison = new Comparison();
  const { raw, war, waw } = memory;
  const all = unionUnite(raw, war);
  await comparison.check('equal-sets', unionDeltas(raw), 'deltas', raw);
  await comparison.check('equal-sets', unionDeltas(value.raw), 'deltas', value.raw);
  await comparison.check('equal', bounded(unionOptimum(raw, 'smallest')), 'lexmin', raw);
  await comparison.check('equal', bounded(unionOptimum(unionInverse(war), 'largest')), 'lexmax', unionInverse(war));
  await comparison.check('equal', unionCoalesce(all), 'read', all);
  await comparison.check('equal', unionSubtract(raw, value.raw), 'subtract', raw, value.raw);
  await comparison.check('equal', unionSubtract(waw, raw), 'subtract', waw, raw);
  await comparison.check('equal', unionIntersect(raw, waw), 'intersect', raw, waw);
  await comparison.check('equal-sets', unionDomain(all), 'domain', all);
  await comparison.checkValue(unionIsSubset(value.raw, raw), 'subset', printUnion(value.raw), printUnion(raw));
  await comparison.checkValue(unionIsEqual(raw, war), 'equal', printUnion(raw), printUnion(war));
  return comparison.unequal;
}

describe('isl agrees about the operations', () => {
  it.for(readPrograms('polybench.txt'))('on the dependences of $name', async (program, context) => {
    skipUnless(context, islRequirement);
    expect(await compareOperations(analysed(program))).toEqual([]);
  });

  it('on the dependences of random programs, on their dataflow, and on counts', {
    timeout: 3_600_000,
  }, async (context) => {
    skipUnless(context, islRequirement);
    const property = fc.asyncProperty(randomProgram, async (program) => {
      const dependences = analysed(program);
      expect(await compareOperations(dependences)).toEqual([]);
      expect(await compareFlow(program, dependences)).toEqual([]);
    });
    await fc.assert(property, { numRuns: runs(50) });
    expect((referee as IslReferee).comparisons).toBeGreaterThan(50);
  });
});

async function compareFlow(program: ProgramText, { memory, value }: ProgramDependences): Promise<string[]> {
  const comparison = new Comparison();
  const [domain, schedule, reads, writes] = [program.domain, program.schedule, program.reads, program.writes].map(
    union,
  );
  const within = (accesses: UnionMap) => unionIntersectDomain(accesses, domain as UnionMap);
  const [from, to] = [within(writes as UnionMap), within(reads as UnionMap)];
  const order = within(schedule as UnionMap);
  await comparison.check('equal', value.raw, 'last', to, from, order);
  await comparison.check('equal', value.waw, 'last', from, from, order);
  await comparison.check('equal', memory.war, 'any', from, to, order);
  await comparison.check('equal', bounded(lastBefore(from, to, order)).flow, 'last', to, from, order);
  await comparison.check('equal', anyBefore(to, from, order), 'any', from, to, order);
  await comparison.check('equal', unionCompose(from, unionInverse(from)), 'apply-range', from, unionInverse(from));
  const context = unionGist(value.raw, memory.raw);
  await comparison.check('equal', unionIntersect(context, memory.raw), 'intersect', value.raw, memory.raw);
  for (const size of [0, 3, 5]) {
    const fixed = printUnion(domain as UnionMap).replace('[N] -> {', `[N = ${size}] -> {`);
    await comparison.checkValue(countUnion(domain as UnionMap, [size]), 'count', fixed);
  }
  return comparison.unequal;
}
