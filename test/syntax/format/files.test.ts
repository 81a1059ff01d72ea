/** What fixtures cannot hold: line ends, byte order marks, what is not there; and the edits that an editor makes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatEdits, formatFile, type TextEdit } from '../../../server/src/syntax/format/format-file.ts';
import { runs } from '../../support/runs.ts';
import { programsIn, wellFormed } from './programs.ts';
import { commented, scrambled } from './scramble.ts';

const format = (text: string) => formatFile(text).text;

describe('a formatted file', () => {
  it.each([
    ['', ''],
    ['\n\n', ''],
    [' \t', ''],
    ['// only this', '// only this\n'],
    ['\n\n// a\n\n\n', '// a\n'],
    ['use "a"', 'use "a"\n'],
    ['use "a"\n\n\n', 'use "a"\n'],
    ['use "a"  \n \t \n\nuse "b"\n', 'use "a"\n\nuse "b"\n'],
  ])('of %j is %j', (text, expected) => {
    expect(format(text)).toBe(expected);
  });

  it('has the line ends that most of its lines had', () => {
    expect(format('use "a"\r\n\r\nconst  n=1\n')).toBe('use "a"\r\n\r\nconst n = 1\r\n');
    expect(format('use "a"\nuse "b"\r\nconst  n=1\n')).toBe('use "a"\nuse "b"\nconst n = 1\n');
    expect(format('use "a"\ruse "b"\r\rconst n=1\r')).toBe('use "a"\nuse "b"\n\nconst n = 1\n');
    expect(format('op f(X: T) -> (Y: T) {// a\r\n  //  b\r\n Y[n]=1}')).toBe(
      'op f(X: T) -> (Y: T) {  // a\r\n  //  b\r\n  Y[n] = 1\r\n}\r\n',
    );
  });

  it('has a byte order mark if it had one', () => {
    expect(format('\uFEFFuse   "a"')).toBe('\uFEFFuse "a"\n');
    expect(format('\uFEFF\n// a\nuse   "a"')).toBe('\uFEFF// a\nuse "a"\n');
  });

  it('has no white space behind a comment', () => {
    expect(format('const n=1 //a \t\n//b  \n')).toBe('const n = 1  //a\n//b\n');
  });

  it('has what was no part of the language as it was, line ends included', () => {
    const broken = 'op f(X: T[N]  {\r\n   Y[n]=1  \r\n\r\n\r\n}';
    expect(format(`const  n=1\n${broken}\n\n\n\nconst  m=1\n\n`)).toBe(`const n = 1\n${broken}\n\nconst m = 1\n`);
    expect(format(`stray  text {\n\n\nuse   "a"`)).toBe('stray  text {\n\nuse "a"\n');
    expect(format('use "a')).toBe('use "a\n');
  });

  it('says where it was left as it was', () => {
    const text = '\uFEFFuse   "a"\nop f(X:T[N] {\n}\n';
    const { problems } = formatFile(text);
    expect(problems.map(({ start, end }) => text.slice(start, end))).toEqual(['{']);
  });

  it('keeps doc lines only where they were docs', () => {
    const text = 'use "a" /// behind\n/// no doc\n\n/// doc\nconst n = 1\n/// at the end';
    expect(format(text)).toBe('use "a"  /// behind\n/// no doc\n\n/// doc\nconst n = 1\n/// at the end\n');
  });

  it('has lines of at most 100 columns, but for comments', () => {
    const long = [...programsIn('samples'), ...programsIn('server/std')].flatMap(({ name, text }) =>
      format(text)
        .split('\n')
        .filter((line) => !line.includes('//') && line.length > 100)
        .map((line) => `${name}: ${line}`),
    );
    expect(long).toEqual([]);
  });
});

function apply(text: string, edits: readonly TextEdit[]): string {
  return edits.toReversed().reduce((before, { start, end, newText }) => {
    return before.slice(0, start) + newText + before.slice(end);
  }, text);
}

describe('the edits of formatting', () => {
  it('are none for a formatted file', () => {
    for (const { text } of wellFormed) expect(formatEdits(format(text))).toEqual([]);
  });

  it('touch only the lines that change', () => {
    const text = 'use "a"\n\nop f(X: T) -> (Y: T) {\n  Y[a] = 1\n  Z[a]=2\n  W[a] = 3\n}\n\nconst n=1\n';
    expect(formatEdits(text)).toEqual([
      { start: text.indexOf('  Z'), end: text.indexOf('  W'), newText: '  Z[a] = 2\n' },
      { start: text.indexOf('const'), end: text.length, newText: 'const n = 1\n' },
    ]);
  });

  it('split no line end of two characters', () => {
    const text = 'use "a"\r\n\r\n\r\n\r\nuse "b"\r\n\r\n';
    const edits = formatEdits(text);
    expect(apply(text, edits)).toBe('use "a"\r\n\r\nuse "b"\r\n');
    const places = edits.flatMap(({ start, end }) => [start, end]);
    expect(places.filter((at) => text.slice(at - 1, at + 1) === '\r\n')).toEqual([]);
  });

  it('make of any text what formatting makes of it', () => {
    const all = [...wellFormed, ...programsIn('test/syntax/fixtures')].map(({ text }) => text);
    const texts = fc
      .constantFrom(...all)
      .chain((text) => fc.oneof(fc.constant(text), scrambled(text), commented(text)));
    fc.assert(
      fc.property(texts, (text) => {
        expect(apply(text, formatEdits(text))).toBe(format(text));
      }),
      { numRuns: runs(60) },
    );
  });
});
