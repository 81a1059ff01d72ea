import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOccurrences } from '../../server/src/features/occurrences.ts';
import { prepareRename, renameAt } from '../../server/src/features/rename.ts';
import { Marked } from '../support/marked.ts';
import { runs } from '../support/runs.ts';
import { MemoryWorkspace, sampleNames } from '../support/workspace.ts';

/** The texts after renaming what stands at the cursor, or why it is refused. */
function renamed(text: string, newName: string): string {
  const marked = new Marked(text);
  const result = marked.at((reader, uri, offset) => renameAt(reader, uri, offset, newName, marked.uris));
  if (!result.ok) return `refused: ${result.refused}`;
  return marked.names
    .map((name) => {
      const own = result.edits.filter(({ uri }) => uri === marked.workspace.uri(name));
      return own
        .toSorted((a, b) => b.start - a.start)
        .reduce((all, { start, end, newText }) => all.slice(0, start) + newText + all.slice(end), marked.text(name));
    })
    .join('\n---\n');
}

const OP = 'op f(A: T[M, N]) -> (B: T[M, N]) { B[m, n] = A[m, n] }';

describe('rename', () => {
  it('changes every place, in every file', () => {
    const text = `//- lib.tile\n${OP}\n//- main.tile\nuse "./lib.tile"\nkernel k for $0f on t { load A in x }\ncase k { M = 1 }`;
    expect(renamed(text, 'transform')).toBe(
      'op transform(A: T[M, N]) -> (B: T[M, N]) { B[m, n] = A[m, n] }\n---\nuse "./lib.tile"\nkernel k for transform on t { load A in x }\ncase k { M = 1 }',
    );
  });

  it('of a size keeps the layouts true that name it in lower case', () => {
    expect(renamed(`${OP}\nkernel k for f on t { load A in x as [$0m | n] }`, 'Rows')).toBe(
      'op f(A: T[Rows, N]) -> (B: T[Rows, N]) { B[m, n] = A[m, n] }\nkernel k for f on t { load A in x as [rows | n] }',
    );
  });

  it('of a kernel renames the case that carries its name', () => {
    expect(renamed(`${OP}\nkernel $0k for f on t { }\ncase k { M = 1 }`, 'fast')).toContain(
      'kernel fast for f on t { }\ncase fast { M = 1 }',
    );
  });

  it('offers the name as it is declared', () => {
    const marked = new Marked(`${OP}\nkernel k for f on t { load A in x as [$0m | n] }`);
    expect(marked.at(prepareRename)).toMatchObject({ ok: true, name: 'M' });
  });

  it.each([
    ['a size that becomes another', OP.replace('T[M', 'T[$0M'), 'N', 'stand for something else'],
    ['a tensor that becomes another', OP.replace('(A', '($0A'), 'B', 'stand for something else'],
    ['an index that becomes another', OP.replace('B[m', 'B[$0m'), 'n', 'stand for something else'],
    ['an index that becomes a size', OP.replace('B[m', 'B[$0m'), 'M', 'stand for something else'],
    ['an op with the name of another', `${OP}\nop $0g(A: T[N]) -> (B: T[N]) { }`, 'f', 'is declared already'],
    [
      'a dimension that is unique no more',
      `${OP}\nkernel k for f on t { load A in x as [$0m | n] }`,
      'n',
      'stand for something else',
    ],
    ['a keyword', OP.replace('(A', '($0A'), 'load', 'is a keyword'],
    ['an element type', OP.replace('(A', '($0A'), 'f16', 'is an element type'],
    ['a function', OP.replace('(A', '($0A'), 'exp', 'is a function'],
    ['no name', OP.replace('(A', '($0A'), '2x', 'is no name'],
    ['a name of the library', 'use "std/matmul"\nkernel k for $0matmul on t { }', 'mm', 'library'],
    ['a tensor of the library', 'use "std/matmul"\nkernel k for matmul on t { load $0A in x }', 'X', 'library'],
    ['a type of the language', OP.replaceAll('T[', 'f16[').replace('f16', 'f$016'), 'Q', 'belongs to the language'],
    ['a keyword of the text', `$0${OP}`, 'Q', 'no name here'],
    [
      'what gives the last name of a file a meaning',
      `${OP}\nkernel k for f on t { load $0A in x }\nkernel l for f on t { load Z in x }`,
      'Z',
      'something else',
    ],
    [
      'what gives an unknown name a meaning',
      `${OP}\nkernel k for f on t { load Z in x; load $0A in x }`,
      'Z',
      'something else',
    ],
  ])('refuses %s', (_what, text, newName, reason) => {
    expect(renamed(text, newName)).toMatch(/^refused: /);
    expect(renamed(text, newName)).toContain(reason);
  });

  it('to a new name and back leaves the samples as they were', () => {
    const workspace = MemoryWorkspace.ofSamples(...sampleNames());
    const uris = sampleNames().map((name) => workspace.uri(name));
    const all = uris.flatMap((uri) => workspace.compute((reader) => fileOccurrences(reader, uri)));
    const places = all.filter(({ uri }) => uri.startsWith('file:'));
    fc.assert(
      fc.property(fc.nat(places.length - 1), (at) => {
        const place = places[at];
        if (!place) return;
        const result = workspace.compute((reader) => renameAt(reader, place.uri, place.start, 'Q9', uris));
        if (!result.ok) {
          expect(result.refused).toMatch(/library|language/);
          return;
        }
        expect(result.edits).toContainEqual(expect.objectContaining({ uri: place.uri, start: place.start }));
      }),
      { numRuns: runs(30) },
    );
  });
});
