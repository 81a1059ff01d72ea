import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitDeclarations } from '../../server/src/syntax/chunks.ts';
import { parseDeclaration } from '../../server/src/syntax/parse.ts';
import { cpuTime } from '../support/cpu-time.ts';
import { runs } from '../support/runs.ts';
import { samples } from './samples.ts';
import { expectWellFormed } from './well-formed.ts';

/** Splits and parses a file, and expects what holds for every file. */
function parseFile(text: string): { messages: string[]; declarations: number } {
  const chunks = splitDeclarations(text);
  expect(chunks.map((chunk) => chunk.text).join('')).toBe(text);
  const parsed = chunks.map((chunk) => {
    const result = parseDeclaration(chunk.text);
    expectWellFormed(chunk.text, result);
    return result;
  });
  return {
    messages: parsed.flatMap(({ problems }) => problems.map(({ message }) => message)),
    declarations: parsed.filter(({ declaration }) => declaration).length,
  };
}

/** Fragments of the language, so that random texts get further than the first word. */
const fragments = ['kernel k for f on t {\n', 'op f(X: T[N]) -> (Y: T[N]) {\n', 'net n(x: T) -> (y: T) {\n']
  .concat(['target t {\n', 'case c {', '///', '// ', '"', '\n', '\r\n', '\r', '\t', ' ', '}', '{', '(', ')', '[', ']'])
  .concat([
    'load ',
    'in ',
    'as ',
    'for ',
    'by ',
    'sum',
    'max[',
    ' or ',
    ' when ',
    'x',
    '1',
    '1e9',
    '..',
    ' = ',
    ', ',
    '-',
  ])
  .concat(['\n  instr e.i(', '\n  memory m { a 1 B/ns }', '\n  let a = ', '\n  repeat 3 {', '\nuse "', '\nconst n = ']);

describe('any text', () => {
  it('made of fragments of the language has a tree and problems in place', () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 4 })), { maxLength: 60 });
    fc.assert(
      fc.property(text, (parts) => {
        parseFile(parts.join(''));
      }),
      { numRuns: runs(300) },
    );
  });

  it('made of random bytes is read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        parseFile(Buffer.from(bytes).toString('latin1'));
        parseFile(new TextDecoder().decode(bytes));
      }),
      { numRuns: runs(150) },
    );
  });

  it('made of any characters, halves of surrogate pairs included, is read', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff), { maxLength: 200 }), (units) => {
        const text = String.fromCharCode(...units);
        parseFile(`op f(X: T) -> (Y: T) { ${text} }`);
        parseFile(text);
      }),
      { numRuns: runs(150) },
    );
  });

  it('that has two samples shuffled into each other is read', () => {
    const lines = samples.flatMap(({ text }) => text.split('\n'));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lines), { maxLength: 40 }), (parts) => {
        parseFile(parts.join('\n'));
      }),
      { numRuns: runs(100) },
    );
  });
});

describe('what nobody writes', () => {
  const op = (value: string) => `op f(X: T[N]) -> (Y: T[N]) {\n  Y[n] = ${value}\n}\n`;

  const deep: readonly (readonly [name: string, text: string])[] = [
    ['20,000 parentheses', op(`${'('.repeat(20_000)}1${')'.repeat(20_000)}`)],
    ['20,000 brackets that are never closed', op('X['.repeat(20_000))],
    ['20,000 blocks', `kernel k for f on t {\n${'{'.repeat(20_000)}${'}'.repeat(20_000)}}`],
    ['20,000 loops in each other', `kernel k for f on t {\n${'for k by 2 {\n'.repeat(20_000)}`],
    ['20,000 reductions in each other', op(`${'sum[k] '.repeat(20_000)}1`)],
    ['20,000 reductions behind signs', op(`${'sum[k] -'.repeat(20_000)}1`)],
    ['20,000 values for reads outside', op(`${'X[n] or '.repeat(20_000)}1`)],
    ['20,000 calls in each other', `net n(x: T) -> (y: T) {\n  y = ${'f('.repeat(20_000)}x${')'.repeat(20_000)}\n}`],
  ];

  it.each(deep)('%s: one message', (_, text) => {
    expect(parseFile(text).messages).toEqual([
      'This is nested more than 200 levels deep, which is not read. ' +
        'Write the inner parts as equations or ops of their own.',
    ]);
  });

  it('nesting below the limit is read', () => {
    const nested = `${'('.repeat(150)}1${')'.repeat(150)}`;
    expect(parseFile(op(nested)).messages).toEqual([]);
    expect(parseFile(op(Array.from({ length: 300 }, () => 'sum[k] X[k]').join(' + '))).messages).toEqual([]);
  });

  it('20,000 operators in a row: one message', () => {
    expect(parseFile(op(`1${' + 1'.repeat(20_000)}`)).messages).toEqual([
      'This expression has more than 1000 operators in a row. ' +
        'Give parts of it names of their own (an equation, or a const).',
    ]);
  });

  const long: readonly (readonly [name: string, text: string, messages: number])[] = [
    ['10 MB of one declaration', op('X[n] + '.repeat(1_500_000)), 1],
    ['10 MB of no declaration', '# no program\n'.repeat(800_000), 1],
    ['10 MB of one character', '§'.repeat(10_000_000), 1],
    ['11 MB of declarations', op('X[n]').repeat(260_000), 1],
    ['120,000 words in a declaration', `kernel k for f on t {\n${'  store C\n'.repeat(60_000)}}`, 1],
    ['30,000 steps', `kernel k for f on t {\n${'  store C\n'.repeat(30_000)}}`, 0],
    ['90,000 mistakes', `kernel k for f on t {\n${'  § 1\n'.repeat(90_000)}}`, 100],
    ['10,000 lines of another language', `kernel k for f on t {\n${'  x = [f(a) for a in b];\n'.repeat(8_000)}}`, 100],
    ['one long line of nonsense', `kernel k for f on t {\n  load ${'= ( ] x '.repeat(20_000)}\n}`, 1],
  ];

  it.each(long)('%s: an answer after two seconds of work at most', (_, text, messages) => {
    let problems = 0;
    const milliseconds = cpuTime(() => {
      for (const chunk of splitDeclarations(text)) problems += parseDeclaration(chunk.text).problems.length;
    });
    expect(milliseconds).toBeLessThan(2_000);
    expect(problems).toBe(messages);
  });
});
