/** Programs that are well formed check clean; whatever is done to them, nothing throws. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { netPlans, writeNet } from '../support/random-programs/nets.ts';
import { plans } from '../support/random-programs/plan.ts';
import { writeProgram } from '../support/random-programs/write-program.ts';
import { runs } from '../support/runs.ts';
import { MemoryWorkspace, sample, sampleNames } from '../support/workspace.ts';

const FILE = 'random.tile';

/** Errors; a random kernel may well deserve a warning. */
function problems(text: string, others: Readonly<Record<string, string>> = {}): string[] {
  const workspace = new MemoryWorkspace({ ...others, [FILE]: text });
  workspace.hints(FILE);
  const found = workspace
    .diagnostics(FILE)
    .filter(({ severity, code }) => severity === 'error' || code === 'internal-error');
  return found.map(({ code, message }) => `${code}: ${message}`);
}

describe('well-formed programs check clean', () => {
  it('ops and kernels', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { text } = writeProgram(plan);
        const found = problems(text);
        // Some plans load what nothing has written: these are not well formed, and are refused.
        fc.pre(!found.some((problem) => problem.startsWith('unwritten-load')));
        expect(found, text).toEqual([]);
      }),
      { numRuns: runs(150) },
    );
  });

  it('nets over the library, with the shapes that were planned', () => {
    fc.assert(
      fc.property(netPlans, (plan) => {
        const text = writeNet(plan);
        expect(problems(text), text).toEqual([]);
      }),
      { numRuns: runs(100) },
    );
  });
});

const TOKEN = /\s+|\/\/[^\n]*|[A-Za-z_]\w*|\d+(?:\.\d+)?|"[^"\n]*"|<->|->|\.\.|[<>!]=|./gs;
const tokensOf = (text: string): string[] => text.match(TOKEN) ?? [];

describe('one token changed', () => {
  const samples = Object.fromEntries(sampleNames().map((name) => [name, sample(name)]));
  const vocabulary = [...new Set(Object.values(samples).flatMap(tokensOf))].filter((token) => token.trim() !== '');

  it('in a sample gives problems at most, and no failure of ours', () => {
    const change = fc.record({
      name: fc.constantFrom(...sampleNames()),
      at: fc.double({ min: 0, max: 0.9999, noNaN: true }),
      token: fc.constantFrom(...vocabulary),
      insert: fc.boolean(),
    });
    fc.assert(
      fc.property(change, ({ name, at, token, insert }) => {
        const tokens = tokensOf(samples[name] as string);
        const i = Math.floor(at * tokens.length);
        tokens[i] = insert ? `${tokens[i]} ${token} ` : token;
        const found = problems(tokens.join(''), samples);
        expect(found.filter((problem) => problem.startsWith('internal-error'))).toEqual([]);
      }),
      { numRuns: runs(200) },
    );
  });
});
