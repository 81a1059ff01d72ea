/** Random kernels: right ones equal their op in values and provenance, wrong ones differ in provenance. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkKernel } from '../../server/src/run/run-kernel.ts';
import { randomPrograms } from '../support/random-programs/legal-program.ts';
import { runs } from '../support/runs.ts';
import { caseOf, runBoth, runnable } from './runnable.ts';

const sizesOf = (sizes: Readonly<Record<string, number>>) => caseOf({ ...sizes, T: 'f16' });

describe('a random kernel', () => {
  it('has the provenance of its op exactly where nothing was made wrong in it', () => {
    fc.assert(
      fc.property(randomPrograms, ({ text, op, mutation }) => {
        const check = checkKernel(runnable(text, 'k'), sizesOf(op.sizes));
        if (!check.ok) throw new Error(`${check.problem.message}\n${text}`);
        const says = `${mutation ?? 'right'}: ${JSON.stringify(check.difference)}\n${text}`;
        expect(check.difference === undefined, says).toBe(mutation === undefined);
      }),
      { numRuns: runs(300) },
    );
  });

  it('that is right computes what its op computes, units in any order', () => {
    fc.assert(
      fc.property(randomPrograms, fc.nat(), ({ text, op, mutation }, seed) => {
        fc.pre(mutation === undefined);
        const { difference } = runBoth(runnable(text, 'k'), sizesOf(op.sizes), { seed });
        expect(difference, text).toBeLessThan(1e-6);
      }),
      { numRuns: runs(150) },
    );
  });
});
