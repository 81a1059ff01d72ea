/** What the properties of the formatter are tried on, and what it must keep. */
import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { splitDeclarations } from '../../../server/src/syntax/chunks.ts';
import { formatFile } from '../../../server/src/syntax/format/format-file.ts';
import { lex } from '../../../server/src/syntax/lex.ts';
import { parseDeclaration } from '../../../server/src/syntax/parse.ts';

export interface Program {
  readonly name: string;
  readonly text: string;
}

const root = path.resolve(import.meta.dirname, '../../..');

/** The `.tile` files of a folder of the checkout and of those below it. */
export function programsIn(folder: string): Program[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tile'))
    .sort()
    .map((file) => {
      const name = `${folder}/${file.replaceAll(path.sep, '/')}`;
      return { name, text: fs.readFileSync(path.join(root, name), 'utf8') };
    });
}

/** Programs without problems: samples, library, and what the formatter's own fixtures begin with. */
export const wellFormed = [
  ...programsIn('samples'),
  ...programsIn('server/std'),
  ...programsIn('test/syntax/format'),
].filter(({ text }) => splitDeclarations(text).every((chunk) => parseDeclaration(chunk.text).problems.length === 0));

/** Everything that formatting must keep: trees, docs, problems, and the comments in any order. */
export function meaning(text: string) {
  const parsed = splitDeclarations(text).map((chunk) => parseDeclaration(chunk.text));
  const comments = parsed.flatMap((each) => each.comments.map((comment) => comment.text.trimEnd())).sort();
  const declarations = parsed.filter((each) => each.declaration);
  const problems = parsed.flatMap((each) => each.problems.map(({ message }) => message));
  return {
    declarations: declarations.map(({ declaration, doc, docs }) => ({ declaration, doc, docs })),
    comments,
    problems,
  };
}

/** Tokens and comments in text order; without commas, behind which comments go. */
export function order(text: string): string[] {
  return splitDeclarations(text).flatMap((chunk) => {
    const { tokens, comments } = lex(chunk.text);
    const all = [
      ...tokens
        .filter(({ image }) => image !== ',')
        .map(({ startOffset, image }) => ({ start: startOffset, text: image })),
      ...comments,
    ];
    return all.sort((a, b) => a.start - b.start).map((each) => each.text.trimEnd());
  });
}

/** Formats a text without problems, and expects that this keeps its meaning and that nothing is left to do. */
export function expectFormatted(text: string, width = 100): string {
  const formatted = formatFile(text, { width });
  expect(formatted.problems, text).toEqual([]);
  expect(meaning(formatted.text), text).toEqual(meaning(text));
  expect(formatFile(formatted.text, { width }).text).toBe(formatted.text);
  return formatted.text;
}
