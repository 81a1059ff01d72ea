import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { programProblems } from '../../server/src/polyhedral/program.ts';
import { enumerate } from '../oracle/enumerate.ts';
import { FEATURES, featuresOf } from '../support/random-programs/features.ts';
import { plans } from '../support/random-programs/plan.ts';
import { writeProgram } from '../support/random-programs/write-program.ts';
import { runs } from '../support/runs.ts';
import { analyse } from './analyse.ts';
import { type Comparison, compare, mistakes, wrongPaths } from './compare.ts';

const TYPES = { T: 'f16' };

/** Counts by name, largest first. */
class Counts {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  toString(): string {
    const sorted = [...this.#counts].sort(([, a], [, b]) => b - a);
    return sorted.map(([name, count]) => `${name} ${count}`).join(', ');
  }
}

describe('facts of random kernels', () => {
  const numbers = new Counts();
  const features = new Counts();
  const count = (comparisons: readonly Comparison[]) => {
    for (const { found } of comparisons) numbers.add(found ? (found.exact ? 'exact' : 'bound') : 'not known');
  };

  afterAll(() => console.log(`random kernels: numbers: ${numbers}\nprograms with: ${features}`));

  it('are those of the oracle where they are exact, and not below where they are bounds', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { text, sizes } = writeProgram(plan);
        const oracle = enumerate(text, 'k', { sizes, elements: TYPES });
        const { facts, program } = analyse(text, 'k');
        if (!facts.ok || !program.ok) throw new Error(`no facts: ${JSON.stringify(facts)}\n${text}`);
        const comparisons = compare(facts.facts, oracle);
        count(comparisons);
        for (const feature of featuresOf(text, oracle)) features.add(feature);
        const wrong = [
          ...mistakes(comparisons),
          ...wrongPaths(facts.facts, oracle),
          ...programProblems(program.program),
        ];
        if (wrong.length > 0) throw new Error(`${wrong.join('\n')}\n${text}`);
      }),
      { numRuns: runs(400) },
    );
    // most numbers are exact, or the property would say little
    const share = numbers.of('exact') / (numbers.of('exact') + numbers.of('bound') + numbers.of('not known'));
    expect(share).toBeGreaterThan(0.5);
  });

  it('are asked of programs of every kind', () => {
    const seen = new Counts();
    for (const plan of fc.sample(plans, { numRuns: 300, seed: 1 })) {
      const { text, sizes } = writeProgram(plan);
      for (const feature of featuresOf(text, enumerate(text, 'k', { sizes, elements: TYPES }))) seen.add(feature);
    }
    expect(FEATURES.filter((feature) => seen.of(feature) < 5)).toEqual([]);
  });
});
