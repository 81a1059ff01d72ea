/** The generator of programs: what it reaches, that it is right where it says so, and that its programs stay small. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../../oracle/kernel-provenance.ts';
import { runs } from '../runs.ts';
import { MemoryWorkspace } from '../workspace.ts';
import { coverageOf, coverageReport, FLOORS } from './coverage.ts';
import { randomPrograms } from './legal-program.ts';
import type { MutationKind } from './mutations.ts';

const FILE = 'random.tile';
/** Points times reads that one program may take. */
const MAX_STEPS = 100_000;

function errors(text: string): string[] {
  const found = new MemoryWorkspace({ [FILE]: text }).diagnostics(FILE);
  return found.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`);
}

describe('random programs', () => {
  it('that are right check without errors', () => {
    fc.assert(
      fc.property(randomPrograms, ({ text, mutation }) => {
        fc.pre(mutation === undefined);
        expect(errors(text), text).toEqual([]);
      }),
      { numRuns: runs(150) },
    );
  });

  it('that are right give every element the provenance that its op gives it, and wrong ones do not', () => {
    fc.assert(
      fc.property(randomPrograms, (program) => {
        const found = difference(program);
        const says = `${program.mutation ?? 'right'}: ${found}\n${program.text}`;
        expect(found === undefined, says).toBe(program.mutation === undefined);
      }),
      { numRuns: runs(500) },
    );
  });

  it('are small', () => {
    fc.assert(
      fc.property(randomPrograms, ({ op, text }) => {
        const steps = op.equations.map(
          ({ extents, reads }) => [...extents.values()].reduce((a, b) => a * b, 1) * (reads.length + 1),
        );
        expect(Math.max(...steps), text).toBeLessThan(MAX_STEPS);
      }),
      { numRuns: runs(200) },
    );
  });

  it('reach every feature and every kind of mistake often enough', () => {
    const programs = fc.sample(randomPrograms, { numRuns: 2000, seed: 1 });
    console.log(`random programs: ${coverageReport(programs)}`);
    const share = (holds: (program: (typeof programs)[number]) => boolean) =>
      programs.filter(holds).length / programs.length;
    const low = Object.entries(FLOORS).filter(
      ([feature, floor]) => share((program) => (coverageOf(program) as string[]).includes(feature)) < floor,
    );
    expect(low).toEqual([]);
    const KINDS: readonly MutationKind[] = [
      'store for accumulate',
      'dropped load',
      'swapped loops',
      'dropped store',
      'executed twice',
      'not executed',
      'wrong order',
      'across a carried axis',
      'wrong engine',
    ];
    expect(KINDS.filter((kind) => !programs.some(({ mutation }) => mutation === kind))).toEqual([]);
  });
});
