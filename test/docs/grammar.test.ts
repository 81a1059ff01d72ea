/** `docs/language/grammar.md` against the parser: what the one accepts the other accepts. */
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stdFiles } from '../../server/src/model/std-files.ts';
import { splitDeclarations } from '../../server/src/syntax/chunks.ts';
import { lex } from '../../server/src/syntax/lex.ts';
import { parseDeclaration } from '../../server/src/syntax/parse.ts';
import { Keyword } from '../../server/src/syntax/tokens.ts';
import { programOf } from '../support/fixtures.ts';
import { runs } from '../support/runs.ts';
import { sample, sampleNames } from '../support/workspace.ts';
import { Grammar } from './ebnf.ts';
import { examplesOf, pageNames, pageText } from './examples.ts';

const [, ebnf = ''] = /^```ebnf\n(.*?)^```$/ms.exec(pageText('language/grammar.md')) ?? [];
const grammar = new Grammar(ebnf);

const fixtures = path.resolve(import.meta.dirname, '../syntax/fixtures');

/** Declarations of every kind, right and wrong, as words. */
const declarations = [
  ...fs.readdirSync(fixtures).map((file) => programOf(fs.readFileSync(path.join(fixtures, file), 'utf8'))),
  ...Object.values(stdFiles),
  ...sampleNames().map(sample),
  ...pageNames().flatMap((page) => examplesOf(page).map(({ program }) => program)),
]
  .flatMap((text) => splitDeclarations(text).map((chunk) => lex(chunk.text).tokens.map(({ image }) => image)))
  .filter((words) => words.length > 0);

const parse = (words: readonly string[]) => parseDeclaration(words.join(' '));

function parserAccepts(words: readonly string[]): boolean {
  const { problems, declaration } = parse(words);
  return problems.length === 0 && declaration !== undefined;
}

/** What the page says in words: no clause stands twice, and `let a = let b = c` lacks a value. */
function isSaidInWords(words: readonly string[]): boolean {
  const lacksValue = / = let \w+ = /.test(words.join(' '));
  return lacksValue || parse(words).problems.some(({ message }) => message.includes('is given twice'));
}

function pageAccepts(words: readonly string[]): boolean {
  const { tokens, problems } = lex(words.join(' '));
  return problems.length === 0 && grammar.accepts('declaration', tokens);
}

it('the page has one root, and every word of the language', () => {
  expect(grammar.roots()).toEqual(['file']);
  expect(grammar.keywords()).toEqual(Object.keys(Keyword).toSorted());
});

it('a file is declarations', () => {
  const { tokens } = lex(sample('matmul.tile'));
  expect(grammar.accepts('file', tokens)).toBe(true);
  expect(grammar.accepts('file', tokens.slice(0, -1))).toBe(false);
});

it('of each declaration of samples, library, pages and fixtures the page says what the parser says', () => {
  const decided = declarations.filter((words) => !isSaidInWords(words));
  const differing = decided.filter((words) => parserAccepts(words) !== pageAccepts(words));
  expect(differing.map((words) => words.join(' '))).toEqual([]);
  expect(declarations.filter(parserAccepts).length).toBeGreaterThan(300);
});

describe('with one word changed', () => {
  const signs = [...new Set(declarations.flat())].filter((word) => /^\W/.test(word) && !word.startsWith('"'));
  const mutation = fc.record({
    declaration: fc.constantFrom(...declarations.filter((list) => list.length < 400 && parserAccepts(list))),
    at: fc.nat(),
    word: fc.oneof(fc.constantFrom(...signs), fc.constantFrom(...grammar.keywords(), 'x', 'X', '1', '0.5')),
    how: fc.constantFrom('replace', 'insert', 'delete', 'double', 'swap'),
  });

  it('parser and page agree', () => {
    fc.assert(
      fc.property(mutation, ({ declaration, at, word, how }) => {
        const position = at % declaration.length;
        const [old = '', next = ''] = declaration.slice(position);
        const put = { replace: [word], insert: [word, old], delete: [], double: [old, old], swap: [next, old] }[how];
        const changed = declaration.toSpliced(position, how === 'swap' ? 2 : 1, ...put);
        fc.pre(!isSaidInWords(changed));
        expect(pageAccepts(changed), changed.join(' ')).toBe(parserAccepts(changed));
      }),
      { numRuns: runs(1000) },
    );
  });
});
