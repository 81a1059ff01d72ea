import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeclarationChunk, splitDeclarations } from '../../server/src/syntax/chunks.ts';
import { endOf, lex } from '../../server/src/syntax/lex.ts';
import { type ParsedDeclaration, parseDeclaration } from '../../server/src/syntax/parse.ts';
import { recover } from '../../server/src/syntax/recovery/recover.ts';
import { TreeBuilder } from '../../server/src/syntax/to-ast/builder.ts';
import { declarationTree } from '../../server/src/syntax/to-ast/declaration.ts';
import { runs } from '../support/runs.ts';
import { printDeclaration, statementsOf } from './print-tree.ts';
import { samples } from './samples.ts';
import { expectWellFormed, lineOf } from './well-formed.ts';

interface Place {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Every token of every sample, as a place in its file. */
const tokenPlaces: readonly Place[] = samples.flatMap(({ text }) =>
  lex(text).tokens.map((token) => ({ text, start: token.startOffset, end: endOf(token) })),
);

const anyToken = fc.integer({ min: 0, max: tokenPlaces.length - 1 }).map((index) => tokenPlaces[index] as Place);
const anyBytePlace = fc
  .constantFrom(...samples)
  .chain(({ text }) => fc.integer({ min: 0, max: text.length }).map((end) => ({ text, end })));

const parsedByText = new Map<string, ParsedDeclaration>();

/** Parses what was not parsed before; the texts of the samples come up again and again. */
function parse(chunk: DeclarationChunk): ParsedDeclaration {
  const parsed = parsedByText.get(chunk.text) ?? parseDeclaration(chunk.text);
  parsedByText.set(chunk.text, parsed);
  return parsed;
}

/** The declarations that lie before or behind an edit: they must come out as if nothing had happened. */
function expectUntouched(before: readonly DeclarationChunk[], after: readonly DeclarationChunk[], edit: Place): void {
  const trees = new Map(after.map((chunk) => [chunk.key, chunk]));
  for (const chunk of before) {
    const touched = chunk.start <= edit.end && edit.start <= chunk.start + chunk.text.length;
    if (touched) continue;
    const same = trees.get(chunk.key);
    if (!same) expect.fail(`${chunk.key} is lost`);
    expect(parse(same).declaration).toEqual(parse(chunk).declaration);
  }
}

/** All problems of a file, with their lines in the file. */
function problemLines(text: string, chunks: readonly DeclarationChunk[]): { line: number; message: string }[] {
  return chunks.flatMap((chunk) =>
    parse(chunk).problems.map(({ start, message }) => ({ line: lineOf(text, chunk.start + start), message })),
  );
}

describe('one token deleted', () => {
  it('costs at most one problem, on its line or at a bracket, and no other declaration', () => {
    fc.assert(
      fc.property(anyToken, (edit) => {
        const after = edit.text.slice(0, edit.start) + edit.text.slice(edit.end);
        const chunks = splitDeclarations(after);
        for (const chunk of chunks) expectWellFormed(chunk.text, parse(chunk));
        expect(problemLines(after, chunks).length).toBeLessThanOrEqual(1);
        expectUntouched(splitDeclarations(edit.text), chunks, edit);
      }),
      { numRuns: runs(300) },
    );
  });

  it('loses no statement of another line', () => {
    fc.assert(
      fc.property(anyToken, ({ text, start, end }) => {
        const chunk = splitDeclarations(text).find((part) => start < part.start + part.text.length);
        if (!chunk) return;
        const cut = start - chunk.start;
        const after = chunk.text.slice(0, cut) + chunk.text.slice(end - chunk.start);
        const good = parse(chunk);
        const damaged = parseDeclaration(after);
        if (!good.declaration || !damaged.declaration) return;
        const left = statementsOf(damaged.declaration).map((statement) => statement.text);
        for (const statement of statementsOf(good.declaration).slice(1)) {
          const from = lineOf(chunk.text, good.spans[2 * statement.id] ?? 0);
          const to = lineOf(chunk.text, good.spans[2 * statement.id + 1] ?? 0);
          const line = lineOf(chunk.text, cut);
          if (from <= line && line <= to) continue;
          const index = left.indexOf(statement.text);
          if (index < 0) expect.fail(`lost: ${statement.text}\n${after}`);
          left.splice(index, 1);
        }
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('a file cut off', () => {
  it('has at most one problem, on the line of the cut or at an open bracket, and no other declaration is lost', () => {
    fc.assert(
      fc.property(anyBytePlace, ({ text, end }) => {
        const after = text.slice(0, end);
        const chunks = splitDeclarations(after);
        for (const chunk of chunks) expectWellFormed(chunk.text, parse(chunk));
        expect(problemLines(after, chunks).length).toBeLessThanOrEqual(1);
        expectUntouched(splitDeclarations(text), chunks, { text, start: end, end: text.length });
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('recovery', () => {
  it('reads a declaration without mistakes as the grammar does', () => {
    for (const { text } of samples) {
      for (const chunk of splitDeclarations(text)) {
        const { tokens } = lex(chunk.text);
        if (tokens.length === 0) continue;
        const { cst, problems } = recover(chunk.text, tokens);
        const builder = new TreeBuilder(() => '');
        expect(declarationTree(builder, cst)).toEqual(parse(chunk).declaration);
        expect(builder.spans).toEqual(parse(chunk).spans);
        expect(problems).toEqual([]);
      }
    }
  });

  it('keeps the parts of a broken line that it understands', () => {
    const text = 'kernel k for f on t {\n  load A in as [k | m]\n  tune b in [1, , 3] = 3\n  store C\n}';
    const { declaration } = parseDeclaration(text);
    expect(declaration && printDeclaration(declaration)).toBe(
      [
        '(kernel name:k op:f target:t where:[])',
        '  (load tensors:[A] memory:‹missing› layout:(partition:[k] free:[m]))',
        '  (tune name:b candidates:[1] default:3)',
        '  (store tensors:[C])',
      ].join('\n'),
    );
  });

  it('reads a loop that lacks its `for`, and a block whose brace is missing, with their bodies', () => {
    const text = 'kernel k for f on t {\n  k by 8 {\n    for m by 4 {\n      do C on e\n    store C\n  }\n  store C\n}';
    const { declaration } = parseDeclaration(text);
    expect(declaration && printDeclaration(declaration)).toBe(
      [
        '(kernel name:k op:f target:t where:[])',
        '  (for axes:[(index:k by:8)])',
        '    (for axes:[(index:m by:4)])',
        '      (do parts:[(tensor:C)] engine:e)',
        '    (store tensors:[C])',
        '  (store tensors:[C])',
      ].join('\n'),
    );
  });
});
