import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAXIMUM_FILE_LENGTH, splitDeclarations } from '../../server/src/syntax/chunks.ts';
import { cpuTime } from '../support/cpu-time.ts';
import { runs } from '../support/runs.ts';
import { samples } from './samples.ts';

const keys = (text: string) => splitDeclarations(text).map((chunk) => chunk.key);

describe('splitDeclarations', () => {
  it('finds the declarations of a sample by kind and name', () => {
    const matmul = samples.find(({ name }) => name === 'matmul')?.text ?? '';
    expect(keys(matmul)).toEqual([
      'use ./trn1.tile',
      'op matmul',
      'kernel matmul_simple',
      'kernel matmul_blocked',
      'case matmul_simple',
      'case matmul_blocked',
    ]);
  });

  it('has an empty list for an empty file', () => {
    expect(splitDeclarations('')).toEqual([]);
  });

  it('gives the doc lines directly above to the declaration, and nothing else', () => {
    const text = '// about\n\n/// far\n\n/// near\n/// too\nconst n = 1\n// behind\n//// a ruler\nuse "a"\n';
    expect(splitDeclarations(text).map((chunk) => [chunk.key, chunk.text])).toEqual([
      ['preamble', '// about\n\n/// far\n\n'],
      ['const n', '/// near\n/// too\nconst n = 1\n// behind\n//// a ruler\n'],
      ['use a', 'use "a"\n'],
    ]);
  });

  it('numbers repetitions of a name, so that keys are unique', () => {
    expect(keys('op f(\nop f(\nop g(\nop f(\nuse "a#1"\nuse "a"\nuse "a"\nop (\nop\n')).toEqual([
      'op f',
      'op f#1',
      'op g',
      'op f#2',
      'use a#1',
      'use a',
      'use a#2',
      'op',
      'op#1',
    ]);
  });

  it.each([
    ['use "./x.tile"', 'use ./x.tile'],
    ['use"./x.tile"', 'use ./x.tile'],
    ['use ./x.tile', 'use'],
    ['use', 'use'],
    ['op f(X: T) -> (Y: T)', 'op f'],
    ['op (X: T) -> (Y: T)', 'op'],
    ['extern op f(X: T) -> (Y: T)', 'op f'],
    ['extern f(X: T) -> (Y: T)', 'op f'],
    ['kernel k for f on t {', 'kernel k'],
    ['kernel for for f on t {', 'kernel for'],
    ['kernel for f on t {', 'kernel'],
    ['kernel // which', 'kernel'],
    ['net n(x: T) -> (y: T)', 'net n'],
    ['target trn1 {', 'target trn1'],
    ['target {', 'target'],
    ['case c for k on t { N = 1 }', 'case c'],
    ['case for k on t { N = 1 }', 'case'],
    ['case on t { N = 1 }', 'case'],
    ['case on on t { N = 1 }', 'case on'],
    ['case { N = 1 }', 'case'],
    ['const n = 1', 'const n'],
    ['const', 'const'],
  ])('sees a declaration in `%s`', (line, key) => {
    expect(keys(`${line}\n`)).toEqual([key]);
  });

  it.each([
    ' op f(X: T) -> (Y: T)',
    'op[i] = X[i]',
    'use = f(x)',
    'net = f(x)',
    'case = f(x)',
    'const = f(x)',
    'target, kernel',
    'kernel.x by 1',
    'operator f(x)',
    'netto f(x)',
    'extern',
    '// op f(X: T)',
    '{ op f(X: T) }',
  ])('sees none in `%s`', (line) => {
    expect(keys(`${line}\n`)).toEqual(['preamble']);
  });

  it('takes any line ends and a byte order mark', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = `\uFEFF/// doc${end}const a = 1${end}${end}op f(X: T) -> (Y: T) {${end}}${end}`;
      expect(keys(text)).toEqual(['preamble', 'const a', 'op f']);
      expect(splitDeclarations(text)[1]?.text).toBe(`/// doc${end}const a = 1${end}${end}`);
    }
  });

  it('is exhaustive and disjoint, and keys are unique, whatever the text', () => {
    const words = [
      'use "x"',
      'op f',
      'op',
      'kernel for',
      'case',
      '\n',
      '\r',
      '\r\n',
      '///',
      ' ',
      '(',
      '"',
      'x',
      '\u2028',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words)), (parts) => {
        const text = parts.join('');
        const chunks = splitDeclarations(text);
        expect(chunks.map((chunk) => chunk.text).join('')).toBe(text);
        let offset = 0;
        for (const chunk of chunks) {
          expect(chunk.start).toBe(offset);
          offset += chunk.text.length;
        }
        expect(new Set(chunks.map((chunk) => chunk.key)).size).toBe(chunks.length);
      }),
      { numRuns: runs(500) },
    );
  });

  it('keeps the keys of the others when a declaration is written above', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.nat(), ({ text }, where) => {
        const chunks = splitDeclarations(text);
        const place = chunks[where % chunks.length]?.start ?? 0;
        const after = `${text.slice(0, place)}op quite_new(X: T) -> (Y: T) { Y = X }\n${text.slice(place)}`;
        const others = splitDeclarations(after).filter((chunk) => chunk.key !== 'op quite_new');
        expect(others.map(({ key, text: chunk }) => [key, chunk])).toEqual(
          chunks.map(({ key, text: chunk }) => [key, chunk]),
        );
      }),
      { numRuns: runs(50) },
    );
  });

  it('cuts 10 MB in a second, and leaves longer files alone', () => {
    const text = `op f(X: T[N]) -> (Y: T[N]) {\n${'  Y[n] = X[n]\n'.repeat(10)}}\n`.repeat(50_000);
    let declarations = 0;
    const milliseconds = cpuTime(() => {
      declarations = splitDeclarations(text).length;
    });
    expect(declarations).toBe(50_000);
    expect(milliseconds).toBeLessThan(1_000);
    expect(keys('x'.repeat(MAXIMUM_FILE_LENGTH + 1))).toEqual(['preamble']);
  });
});
