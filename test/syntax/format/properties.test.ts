/** What holds for every file that is formatted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFile } from '../../../server/src/syntax/format/format-file.ts';
import { netPlans, writeNet } from '../../support/random-programs/nets.ts';
import { plans } from '../../support/random-programs/plan.ts';
import { writeProgram } from '../../support/random-programs/write-program.ts';
import { runs } from '../../support/runs.ts';
import { expectFormatted, order, programsIn, wellFormed } from './programs.ts';
import { commented, scrambled } from './scramble.ts';

const widths = fc.integer({ min: 1, max: 140 });

describe('formatting', () => {
  it('keeps trees, docs and comments, and is done after one pass', () => {
    expect(wellFormed.length).toBeGreaterThan(20);
    for (const { text } of wellFormed) expectFormatted(text);
  });

  it('does so at any width', () => {
    const cases = fc.tuple(fc.constantFrom(...wellFormed), widths);
    fc.assert(
      fc.property(cases, ([{ text }, width]) => {
        expectFormatted(text, width);
      }),
      { numRuns: runs(60) },
    );
  });

  it('does so for random programs', () => {
    const programs = fc.oneof(
      plans.map((plan) => writeProgram(plan).text),
      netPlans.map((plan) => writeNet(plan)),
    );
    fc.assert(
      fc.property(programs, widths, (text, width) => {
        expectFormatted(text, width);
      }),
      { numRuns: runs(100) },
    );
  });

  it('leaves nothing of other white space', () => {
    const pairs = fc
      .constantFrom(...wellFormed)
      .chain(({ text }) => fc.tuple(fc.constant(formatFile(text).text), scrambled(text)));
    fc.assert(
      fc.property(pairs, ([expected, text]) => {
        expect(expectFormatted(text)).toBe(expected);
      }),
      { numRuns: runs(100) },
    );
  });

  it('moves no comment over a token, wherever it stands', () => {
    // the clauses of a step may be written in another order than they are printed in
    const ordered = wellFormed.filter(({ name }) => !name.includes('clauses'));
    fc.assert(
      fc.property(
        fc.constantFrom(...ordered).chain(({ text }) => commented(text)),
        widths,
        (text, width) => {
          expect(order(expectFormatted(text, width))).toEqual(order(text));
        },
      ),
      { numRuns: runs(150) },
    );
  });

  it('gives the same for commented programs with other white space', () => {
    const pairs = fc
      .constantFrom(...wellFormed)
      .chain(({ text }) => commented(text))
      .chain((text) => fc.tuple(fc.constant(text), scrambled(text)));
    fc.assert(
      fc.property(pairs, ([text, other]) => {
        expect(formatFile(other).text, text).toBe(formatFile(text).text);
      }),
      { numRuns: runs(100) },
    );
  });

  it('never fails, whatever the text, and leaves what it cannot read as it is', () => {
    const broken = programsIn('test/syntax/fixtures').map(({ text }) => text);
    const cut = fc
      .tuple(fc.constantFrom(...wellFormed.map(({ text }) => text), ...broken), fc.nat(), fc.nat(), fc.string())
      .map(([text, from, length, insert]) => {
        const at = from % text.length;
        return text.slice(0, at) + insert + text.slice(at + (length % 20));
      });
    fc.assert(
      fc.property(cut, (text) => {
        const { text: once } = formatFile(text);
        expect(formatFile(once).text, text).toBe(once);
      }),
      { numRuns: runs(200) },
    );
  });
});

describe('the samples and the library', () => {
  it.each([...programsIn('samples'), ...programsIn('server/std')])(
    '$name is as the formatter leaves it',
    ({ text }) => {
      expect(formatFile(text)).toEqual({ text, problems: [] });
    },
  );
});
