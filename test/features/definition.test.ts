import { describe, expect, it } from 'vitest';
import { definitionAt, highlightsAt, referencesAt } from '../../server/src/features/definition.ts';
import { Marked } from '../support/marked.ts';
import { SMALL_TARGET } from '../support/small-target.ts';

function expectDefinition(text: string): void {
  const marked = new Marked(text);
  expect(marked.found(marked.at(definitionAt)?.targets ?? [])).toEqual(marked.ranges);
}

function expectReferences(text: string, withDeclarations = true): void {
  const marked = new Marked(text);
  const found = marked.at((reader, uri, offset) => referencesAt(reader, uri, offset, marked.uris, withDeclarations));
  expect(marked.ranges.length).toBeGreaterThan(0);
  expect(marked.found(found)).toEqual(marked.ranges);
}

describe('definition', () => {
  it('of an op in the header of a kernel is in another file', () =>
    expectDefinition(`
//- lib.tile
op copy(A: T[N]) -> (B: T[N]) { B[n] = A[n] }
// ^^^^
//- main.tile
use "./lib.tile"
kernel k for co$0py on t { }`));

  it('of a tensor in a kernel is in the signature of its op', () =>
    expectDefinition(`
op f(A: T[N], D: T[N]) -> (B: T[N]) { B[n] = A[n] + D[n] }
//   ^
kernel k for f on t { load $0A in sbuf }`));

  it('of a loop is the index in each equation that has it', () =>
    expectDefinition(`
op f(A: T[N]) -> (B: T[N], C: T[N]) {
  B[n] = A[n]
  //^
  C[n] = A[n]
  //^
}
kernel k for f on t { for $0n by 4 { } }`));

  it('of an index is in its own equation, a binder before', () =>
    expectDefinition(`
op f(A: T[N, K]) -> (B: T[N], C: T[N]) {
  B[n] = sum[k] A[n, k]
  C[n] = max[k] A[n, $0k]
  //         ^
}`));

  it('of a dimension in a layout is the size of which it is the lower case', () =>
    expectDefinition(`
op f(A: T[Rows, N]) -> (B: T[Rows, N]) { B[r, n] = A[r, n] }
//        ^^^^
kernel k for f on t { load A in sbuf as [ro$0ws | n] }`));

  it('of a labelled dimension is its label', () =>
    expectDefinition(`
op f(A: T[i: N, j: N]) -> (B: T[N]) { B[n] = A[n, n] }
//              ^
kernel k for f on t { load A in sbuf as [i | $0j] }`));

  it('of memories, engines and instructions is in the target', () => {
    expectDefinition(`
//- t.tile
target t { memory hbm { capacity 1 KiB } memory sbuf { capacity 1 KiB } }
//                                              ^^^^
//- main.tile
use "./t.tile"
op f(A: T[N]) -> (B: T[N]) { B[n] = A[n] }
kernel k for f on t { load A in sb$0uf }`);
    expectDefinition(`
target t {
  engine pe { clock 1 GHz }
  instr pe.copy(S: f16[N]) -> (D: f16[N])
  //       ^^^^
  instr pe.copy(S: f32[N]) -> (D: f32[N])
  //       ^^^^
}
op f(A: T[N]) -> (B: T[N]) { B[n] = A[n] }
kernel k for f on t { do B with pe.c$0opy }`);
  });

  it('of a tensor of a net is the `let` that is known there, not the one of its own line', () =>
    expectDefinition(`
op f(A: T[N]) -> (B: T[N]) { B[n] = A[n] }
net g(x: T[N]) -> (y: T[N]) {
  let h = f(x)
  //  ^
  let h = f($0h)
  y = f(h)
}`));

  it('of an entry of a case is the size, the tile size or the type variable', () => {
    expectDefinition(`
op f(A: T[N]) -> (B: T[N]) { B[n] = A[n] }
//      ^
kernel k for f on t { tune X in [2, 4] = 4 }
case k { N = 4, $0T = f16 }`);
    expectDefinition(`
op f(A: T[N]) -> (B: T[N]) { B[n] = A[n] }
kernel k for f on t { tune X in [2, 4] = 4 }
//                         ^
case k { N = 4, $0X = 2 }`);
  });

  it('leads into the library', () => {
    const marked = new Marked('use "std/matmul"\nkernel k for mat$0mul on t { }');
    const [target] = marked.at(definitionAt)?.targets ?? [];
    expect(target?.uri).toBe('tilewright-std:/matmul.tile');
  });

  it('of a `use` is the file', () => {
    const marked = new Marked('//- lib.tile\n\n//- main.tile\nuse "./li$0b.tile"');
    expect(marked.at(definitionAt)?.targets).toEqual([{ uri: 'file:///w/lib.tile', start: 0, end: 0 }]);
  });

  it('is not there on keywords, types of the language and unknown names', () => {
    for (const text of [
      'o$0p f(A: T[N]) -> (B: T[N]) { }',
      'op f(A: f1$06[N]) -> (B: T[N]) { }',
      'kernel k for f$0f on t { }',
    ])
      expect(new Marked(text).at(definitionAt)?.targets ?? []).toEqual([]);
  });

  it('works in a statement that breaks off', () =>
    expectDefinition(`
op f(A: T[N]) -> (B: T[N]) { B[n] = A[n] }
//   ^
kernel k for f on t {
  for n by 4 {
    load $0A in
`));
});

describe('references', () => {
  it('to a size are its shapes, its constraints, the layouts that name it in lower case and the cases', () =>
    expectReferences(`
//- lib.tile
op f(A: T[M, N]) -> (B: T[M, N]) where M >= 1 { B[m, n] = A[m, n] }
//        ^
//                        ^
//                                     ^
//- main.tile
use "./lib.tile"
kernel k for f on t where $0M % 4 = 0 { load A in sbuf as [m | n] }
//                        ^
//                                                         ^
case k { M = 4, N = 8, T = f16 }
//       ^`));

  it('leave out what has the same name elsewhere', () =>
    expectReferences(`
op f($0A: T[N]) -> (B: T[N]) { B[n] = A[n] }
//   ^
//                                    ^
op g(A: T[N]) -> (B: T[N]) { B[n] = A[n] }
kernel k for f on t { load A in sbuf }
//                         ^
kernel l for g on t { load A in sbuf }`));

  it('can leave out the places that introduce the name', () =>
    expectReferences(
      `
op f($0A: T[N]) -> (B: T[N]) { B[n] = A[n] }
//                                    ^`,
      false,
    ));

  it('to an op are kernels, calls and cases; those to a const parameter its arguments', () => {
    expectReferences(`
op f(A: T[N], const p) -> (B: T[N]) { B[n] = A[n] * p }
// ^
net g(x: T[N]) -> (y: T[N]) { y = $0f(f(x, p = 1), p = 2) }
//                                ^
//                                    ^
case c for f { N = 4, p = 2, T = f16 }
//         ^`);
    expectReferences(`
op f(A: T[N], const $0p) -> (B: T[N]) { B[n] = A[n] * p }
//                  ^
//                                                    ^
net g(x: T[N]) -> (y: T[N]) { y = f(x, p = 2) }
//                                     ^`);
  });

  it('to a memory are paths and kernels', () =>
    expectReferences(`
target t {
  memory hbm { capacity 1 KiB }
  //     ^^^
  memory sbuf { capacity 1 KiB }
  dma h$0bm <-> sbuf { rate 1 B/ns }
  //  ^^^
}
op f(A: T[N]) -> (B: T[N]) { B[n] = A[n] }
kernel k for f on t { given A in hbm as [n] }
//                               ^^^`));

  it('are found from the library in the files that use it', () => {
    const marked = new Marked('use "std/matmul"\nkernel k for mat$0mul on t { load A in x }');
    const found = marked.at((reader, uri, offset) => referencesAt(reader, uri, offset, marked.uris, true));
    expect(found.map(({ uri }) => uri)).toEqual(['tilewright-std:/matmul.tile', marked.uri]);
  });
});

describe('highlights', () => {
  it('are the places of one name in the file, with those that introduce it as writes', () => {
    const marked = new Marked(`
op f(A: T[N]) -> (B: T[N]) { B[$0n] = A[n] }
//                             ^ write
//                                      ^ read`);
    const found = marked.at(highlightsAt).map(({ kind, ...range }) => ({ ...range, label: kind }));
    expect(marked.found(found)).toEqual(marked.ranges);
  });

  it('of a type of the language are its uses', () => {
    const marked = new Marked(`
op f(A: f1$06[N]) -> (B: f16[N]) { B[n] = f16(A[n]) }
//      ^^^
//                       ^^^
//                                        ^^^`);
    expect(marked.found(marked.at(highlightsAt).map(({ start, end }) => ({ start, end })))).toEqual(marked.ranges);
  });

  it('see the target of a kernel in another file', () => {
    const marked = new Marked(
      `${SMALL_TARGET}//- main.tile\nuse "./small.tile"\nop f(A: T[N]) -> (B: T[N]) { B[n] = A[n] }\nkernel k for f on sm$0all { load A in sbuf }\n//                ^^^^^\ncase k on small { N = 4, T = f16 }\n//        ^^^^^`,
    );
    expect(marked.found(marked.at(highlightsAt).map(({ start, end }) => ({ start, end })))).toEqual(marked.ranges);
  });
});
