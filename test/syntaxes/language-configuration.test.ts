import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lex } from '../../server/src/syntax/lex.ts';
import { samples } from '../syntax/samples.ts';

interface OnEnterRule {
  readonly beforeText: string;
  readonly afterText?: string;
  readonly action: { readonly indent: string; readonly appendText?: string };
}

interface LanguageConfiguration {
  readonly comments: { readonly lineComment: string };
  readonly wordPattern: string;
  readonly indentationRules: { readonly increaseIndentPattern: string; readonly decreaseIndentPattern: string };
  readonly onEnterRules: readonly OnEnterRule[];
}

const file = path.resolve(import.meta.dirname, '../../language-configuration.json');
const configuration = JSON.parse(fs.readFileSync(file, 'utf8')) as LanguageConfiguration;

/** The rule that the editor applies where Enter is pressed: the first that fits. */
function onEnter(before: string, after = ''): OnEnterRule['action'] | undefined {
  return configuration.onEnterRules.find(
    (rule) =>
      new RegExp(rule.beforeText).test(before) &&
      (rule.afterText === undefined || new RegExp(rule.afterText).test(after)),
  )?.action;
}

describe('the language configuration', () => {
  it('takes as words what the lexer takes as names and numbers', () => {
    const pattern = new RegExp(configuration.wordPattern, 'g');
    for (const { text } of samples) {
      const { tokens, comments } = lex(text);
      let code = text;
      for (const { start, end } of comments) {
        code = code.slice(0, start) + ' '.repeat(end - start) + code.slice(end);
      }
      const strings = tokens.filter(({ image }) => image.startsWith('"'));
      for (const { startOffset, image } of strings) {
        code = code.slice(0, startOffset) + ' '.repeat(image.length) + code.slice(startOffset + image.length);
      }
      const words = [...code.matchAll(pattern)].map((match) => match[0]);
      expect(words).toEqual(tokens.map(({ image }) => image).filter((image) => /^\w/.test(image)));
    }
  });

  it('continues a doc line that says something, and no other comment', () => {
    expect(onEnter('  /// about')).toEqual({ indent: 'none', appendText: '/// ' });
    for (const line of ['///', '  /// ', '// about', '//// about', 'load A in sbuf /// about']) {
      expect(onEnter(line)).toBeUndefined();
    }
  });

  it('opens a pair of braces', () => {
    expect(onEnter('  for m by 128 {', '}')?.indent).toBe('indentOutdent');
    expect(onEnter('  // {', '}')).toBeUndefined();
    expect(onEnter('  for m by 128 {', ' store C }')).toBeUndefined();
  });

  it.each([
    ['kernel k for f on t {', true],
    ['  for m by 128 { // tiles', true],
    ['  y = f(', true],
    ['use "a{b"', false],
    ['  for m by 128 { store C }', false],
    ['  // in {', false],
    ['  load A in sbuf // {', false],
  ])('indents the line behind `%s`: %s', (line, indents) => {
    expect(new RegExp(configuration.indentationRules.increaseIndentPattern).test(line)).toBe(indents);
  });

  it('outdents a line that closes', () => {
    const decrease = new RegExp(configuration.indentationRules.decreaseIndentPattern);
    expect(['  }', ') -> (Y: T[N])', ']'].map((line) => decrease.test(line))).toEqual([true, true, true]);
    expect(decrease.test('  store C }')).toBe(false);
  });

  it('comments lines as the lexer reads comments', () => {
    expect(lex(`${configuration.comments.lineComment} x`).comments.length).toBe(1);
  });
});
