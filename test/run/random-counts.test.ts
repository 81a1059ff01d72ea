/** What the interpreter counts in random kernels equals what the analysis' oracle counts by other means. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countKernel } from '../../server/src/run/run-kernel.ts';
import { enumerate } from '../oracle/enumerate.ts';
import { randomPrograms } from '../support/random-programs/legal-program.ts';
import { runs } from '../support/runs.ts';
import { caseOf, runnable } from './runnable.ts';

describe('counts of a random kernel', () => {
  it('are those of the oracle of footprints and reuse', () => {
    fc.assert(
      fc.property(randomPrograms, ({ text, op, mutation }) => {
        // the oracle knows no factored dimensions
        fc.pre(mutation === undefined && !/\(\w+ \w+\)/.test(op.text));
        const at = { sizes: op.sizes, elements: { T: 'f16' } };
        const expected = enumerate(text, 'k', at);
        const run = countKernel(runnable(text, 'k'), caseOf({ ...op.sizes, T: 'f16' }));
        if (!run.ok) throw new Error(`${run.problem.message}\n${text}`);
        const { loops, buffers, moves } = run.counts;
        expect(
          loops.map(({ step, index, by, trips }) => ({ step, index, by, trips })),
          text,
        ).toEqual(expected.loops.map(({ step, index, by, trips }) => ({ step, index, by, trips })));
        expect(
          buffers.map(({ step, shape, bytes, bytesPerPartition }) => ({ step, shape, bytes, bytesPerPartition })),
          text,
        ).toEqual(
          expected.buffers.map(({ step, shape, bytes, bytesPerPartition }) => ({
            step,
            shape,
            bytes,
            bytesPerPartition,
          })),
        );
        const own = moves.map(
          ({ step, kind, tensor, from, to, executions, moved, needed, distinct, movedBytes, served }) => ({
            ...{ step, kind, tensor, from, to, executions, moved, needed, distinct, movedBytes },
            ...(served === undefined ? {} : { served }),
          }),
        );
        expect(own, text).toEqual(expected.copies);
      }),
      { numRuns: runs(150) },
    );
  });
});
