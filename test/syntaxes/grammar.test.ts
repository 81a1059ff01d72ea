import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { splitDeclarations } from '../../server/src/syntax/chunks.ts';
import { expectFile } from '../support/snapshots.ts';
import { samples } from '../syntax/samples.ts';
import { wordsOf } from './keywords.ts';
import { type ScopedText, tokenise } from './tokenise.ts';

const root = path.resolve(import.meta.dirname, '../..');

const isKeyword = ({ scopes }: ScopedText) => /^(keyword|storage)\./.test(scopes.at(-1) ?? '');

/** Words that the editor colours as keywords although the parser takes them as names, or the other way round. */
async function disagreements(text: string): Promise<string[]> {
  const scoped = new Map((await tokenise(text)).map((token) => [token.start, token]));
  return splitDeclarations(text).flatMap((chunk) =>
    wordsOf(chunk.text).flatMap((word) => {
      const found = scoped.get(chunk.start + word.start);
      const right = found?.text === word.text && isKeyword(found) === word.keyword;
      const line = text.slice(0, chunk.start + word.start).split('\n').length;
      return right ? [] : [`line ${line}: ${word.text} is ${word.keyword ? 'a' : 'no'} keyword: ${found?.scopes}`];
    }),
  );
}

describe('the TextMate grammar', () => {
  it.each(samples)('$name: keywords are where the parser sees them', async ({ text }) => {
    expect(await disagreements(text)).toEqual([]);
  });

  it('takes a keyword in the place of a name as a name', async () => {
    const text = fs.readFileSync(path.join(import.meta.dirname, 'keywords-as-names.tile'), 'utf8');
    expect(await disagreements(text)).toEqual([]);
  });

  it.each(samples)('$name: has the scopes of its snapshot', async ({ name, text }) => {
    const lines = text.split('\n').map(() => '');
    for (const { start, text: word, scopes } of await tokenise(text)) {
      const own = scopes.at(-1)?.replace(/\.tilewright$/, '') ?? '-';
      const line = text.slice(0, start).split('\n').length - 1;
      if (word.trim() !== '' && !own.startsWith('punctuation')) lines[line] += `${word.trim()}‹${own}› `;
    }
    const printed = lines.map((line) => line.trimEnd()).join('\n');
    expectFile(path.join(import.meta.dirname, 'snapshots', `${name}.txt`), printed);
  });

  it.each(samples)('$name: leaves no word without a scope', async ({ text }) => {
    const bare = (await tokenise(text)).filter((token) => token.scopes.length === 0 && /\w/.test(token.text));
    expect(bare.map((token) => token.text)).toEqual([]);
  });

  it('gives the scopes that the test programs assert', () => {
    const tool = path.join(root, 'node_modules/vscode-tmgrammar-test/dist/unit.js');
    const programs = path.join('test', 'syntaxes', 'scopes-*.tile').replaceAll('\\', '/');
    const output = execFileSync(
      process.execPath,
      [tool, '--grammar', 'syntaxes/tilewright.tmLanguage.json', '--compact', programs],
      { cwd: root, encoding: 'utf8' },
    );
    const names = fs.readdirSync(import.meta.dirname).filter((file) => file.startsWith('scopes-'));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(output).toMatch(new RegExp(`✓.*${name}`));
  });
});
