/** Every program in `docs` has exactly the problems that its info string names: see `examples.ts`. */
import { describe, expect, it } from 'vitest';
import { PROBLEM_CODES } from '../../server/src/model/problem.ts';
import { type Example, examplesOf, formatted, pageNames, problemsOf } from './examples.ts';

const pages = pageNames()
  .map((page) => ({ page, examples: examplesOf(page) }))
  .filter(({ examples }) => examples.length > 0);

describe.each(pages)('$page', ({ examples }) => {
  it.each(examples)('$title', (example) => {
    const problems = problemsOf(example, examples);
    const codes = [...new Set(problems.map(({ code }) => code))].sort();
    expect(codes, problems.map(({ message }) => message).join('\n')).toEqual(example.codes);
  });
});

it('examples are as the formatter leaves them, or marked `free`', () => {
  const examples = pages.flatMap((page) => page.examples.filter(({ free }) => !free));
  const differing = examples.filter((example) => formatted(example) !== example.text);
  expect(differing.map((example) => `${example.title}\n${formatted(example)}`)).toEqual([]);
});

it('there are examples of the language and of its problems', () => {
  expect(pages.map(({ page }) => page)).toEqual([
    'checks.md',
    'language.md',
    'language/files.md',
    'language/kernels.md',
    'language/nets.md',
    'language/ops.md',
    'language/shapes.md',
    'language/targets.md',
  ]);
});

it('codes in info strings are codes of problems', () => {
  const named = pages.flatMap(({ examples }) => examples.flatMap(({ codes }) => codes));
  expect(named.filter((code) => !(PROBLEM_CODES as readonly string[]).includes(code))).toEqual([]);
});

describe('an example', () => {
  const problemCodes = (text: string) => {
    const examples = examplesOf('page.md', text);
    return problemsOf(examples[0] as Example, examples).map(({ code }) => code);
  };

  it('that is wrong is found out', () => {
    expect(problemCodes('```tile\nop f(A: T[N]) -> (B: T[N]) { B[n] = C[n] }\n```')).toEqual(['unknown-name']);
  });

  it('may be a part of a kernel or of a target', () => {
    expect(problemCodes('```tile in=kernel\nload A in sbuf as [k | m]\n```')).toEqual([]);
    expect(problemCodes('```tile in=kernel\nload Q in sbuf as [k | m]\n```')).toEqual(['unknown-name']);
    expect(problemCodes('```tile in=target\ndma dram <-> local {}\n```')).toEqual([]);
    expect(problemCodes('```tile in=target\ndma dram <-> locl {}\n```')).toEqual(['unknown-name']);
  });

  it('may use another one of its page', () => {
    const other = '```tile file=a.tile\nconst TILE = 128\n```\n';
    const use = '```tile\nuse "./a.tile"\nop f(A: T[TILE]) -> (B: T[N]) where N = TILE { B[n] = A[n] }\n```\n';
    expect(problemCodes(use + other)).toEqual([]);
    expect(problemCodes(use)).toEqual(['unknown-file']);
  });

  it('with an info string that means nothing is refused', () => {
    for (const info of ['tile eror=syntax', 'tile in=op', 'tile error=', 'tile-x'])
      expect(() => problemCodes(`\`\`\`${info}\n\n\`\`\``), info).toThrow('docs/page.md:1');
    expect(() => problemCodes('```tile\n')).toThrow('is not closed');
  });
});
