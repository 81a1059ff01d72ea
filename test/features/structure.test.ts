import { describe, expect, it } from 'vitest';
import { semanticTokens } from '../../server/src/features/semantic-tokens.ts';
import { fileLinks, folds, selectionsAt } from '../../server/src/features/structure.ts';
import { documentSymbols, workspaceSymbols } from '../../server/src/features/symbols.ts';
import { Marked } from '../support/marked.ts';
import { SMALL_TARGET } from '../support/small-target.ts';

describe('the outline', () => {
  it('names the declarations, the items of a target within it, and leaves out what has no name yet', () => {
    const marked = new Marked(`${SMALL_TARGET}\n$0kernel k for f on small { }\nop \ncase k { }`);
    const shown = marked
      .at(documentSymbols)
      .map(({ kind, name, detail, children }) => [
        `${kind} ${name} ${detail}`.trim(),
        ...children.map((child) => `${child.kind} ${child.name}`),
      ]);
    expect(shown).toEqual([
      ['target small', 'memory hbm', 'memory sbuf', 'unit core', 'engine pe', 'instruction pe.copy'],
      ['kernel k for f on small'],
      ['case k'],
    ]);
  });

  it('has the places of names and of whole declarations', () => {
    const marked = new Marked(`
op first(A: T[N]) -> (B: T[N]) { B[n] = A[n] }
// ^^^^^ name
//@0-46 whole`);
    const found = marked.at(documentSymbols).flatMap(({ start, end, nameStart, nameEnd }) => [
      { start, end, label: 'whole' },
      { start: nameStart, end: nameEnd, label: 'name' },
    ]);
    expect(marked.found(found)).toEqual(marked.ranges);
  });

  it('of all files is searched by letters in order', () => {
    const marked = new Marked(`
//- a.tile
op matmul(A: T[N]) -> (B: T[N]) { }
// ^^^^^^
//- b.tile
kernel mat_fast for matmul on t { }
//     ^^^^^^^^
op soft(A: T[N]) -> (B: T[N]) { }`);
    const found = marked.workspace.compute((reader) => workspaceSymbols(reader, 'MaT', marked.uris));
    expect(marked.found(found.map(({ uri, start, end }) => ({ uri, start, end })))).toEqual(marked.ranges);
  });
});

describe('folds', () => {
  it('are blocks, comments and `use` lines of more than one line', () => {
    const marked = new Marked(
      'use "./a.tile"\nuse "./b.tile"\n\n// one {\n// two\nkernel k for f on t {\n  for m by 4 {\n    do C // }\n  }\n}\nop f(A: T[N]) -> (B: T[N]) { }',
    );
    expect(marked.at(folds).map(({ first, last, kind }) => `${first}-${last} ${kind}`)).toEqual([
      '0-1 uses',
      '3-4 comment',
      '5-8 block',
      '6-7 block',
    ]);
  });

  it('keep comments apart that have code between them, and leave those behind code alone', () => {
    const text = '// one\nconst a = 1\n// two\nconst b = 2 // three\n// four\nconst c = 3\n';
    expect(new Marked(text).at(folds)).toEqual([]);
  });

  it('survive a brace that is never closed', () => {
    expect(new Marked('kernel k for f on t {\n  for m by 4 {\n    do C\n  }\n').at(folds)).toEqual([
      { first: 1, last: 2, kind: 'block' },
    ]);
  });
});

describe('selections', () => {
  it('grow from the word to the file, each inside of the next', () => {
    const marked = new Marked('op f(A: T[N]) -> (B: T[N]) { B[n] = A[$0n] + 1 }\n');
    const texts = marked.at(selectionsAt).map(({ start, end }) => marked.text().slice(start, end));
    expect(texts).toEqual([
      'n',
      'A[n]',
      'A[n] + 1',
      'B[n] = A[n] + 1',
      'op f(A: T[N]) -> (B: T[N]) { B[n] = A[n] + 1 }',
      marked.text(),
    ]);
  });
});

describe('links', () => {
  it('are the paths of `use` lines', () => {
    const marked = new Marked(
      'use "./lib"\n//   ^^^^^ file:///w/lib.tile\nuse "std/matmul"\n//   ^^^^^^^^^^ tilewright-std:/matmul.tile\nuse "nowhere"',
    );
    const found = marked.at(fileLinks).map(({ start, end, target }) => ({ start, end, label: target }));
    expect(marked.found(found)).toEqual(marked.ranges);
  });
});

describe('semantic tokens', () => {
  const tokensOf = (text: string) => {
    const marked = new Marked(text);
    return marked
      .at(semanticTokens)
      .map(({ start, end, type, modifiers }) => [marked.text().slice(start, end), type, ...modifiers].join(' '));
  };

  it('tell names by what they stand for and keywords by their place', () => {
    expect(tokensOf('op f(in: T[N], const p = 1) -> (B: f16[N]) { B[n] = exp(in[n]) * p }')).toEqual([
      'op keyword',
      'f function declaration',
      'in parameter declaration',
      'T type declaration',
      'N typeParameter declaration readonly',
      'const keyword',
      'p parameter declaration readonly',
      'B parameter declaration',
      'f16 type defaultLibrary',
      'N typeParameter readonly',
      'B parameter',
      'n variable declaration',
      'exp function defaultLibrary',
      'in parameter',
      'n variable',
      'p parameter readonly',
    ]);
  });

  it('are there in a line that breaks off', () => {
    expect(tokensOf('op f(A: T[N]) -> (B: T[N]) { B[n] = A[n] }\nkernel k for f on t { load A in').slice(-7)).toEqual([
      'k class declaration',
      'for keyword',
      'f function',
      'on keyword',
      'load keyword',
      'A parameter',
      'in keyword',
    ]);
  });
});
