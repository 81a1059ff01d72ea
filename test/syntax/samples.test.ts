import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { splitDeclarations } from '../../server/src/syntax/chunks.ts';
import { parseDeclaration } from '../../server/src/syntax/parse.ts';
import { expectFile } from '../support/snapshots.ts';
import { printDeclaration } from './print-tree.ts';
import { samples } from './samples.ts';

describe('the samples', () => {
  it('are there', () => expect(samples.map(({ name }) => name)).toContain('matmul'));

  it.each(samples)('$name has no syntax problem', ({ text }) => {
    const problems = splitDeclarations(text).flatMap((chunk) => parseDeclaration(chunk.text).problems);
    expect(problems).toEqual([]);
  });

  it.each(samples)('$name has the tree of its snapshot', ({ name, text }) => {
    const trees = splitDeclarations(text).map((chunk) => {
      const { declaration, doc, docs } = parseDeclaration(chunk.text);
      const docLines = [doc, ...docs.map(({ id, text: item }) => `${id}: ${item}`)].filter((line) => line !== '');
      const tree = declaration ? printDeclaration(declaration) : '(none)';
      return [`# ${chunk.key}`, ...docLines.map((line) => `/// ${line}`), tree].join('\n');
    });
    expectFile(path.join(import.meta.dirname, 'snapshots', `${name}.txt`), `${trees.join('\n\n')}\n`);
  });
});
