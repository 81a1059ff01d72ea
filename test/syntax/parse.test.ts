import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Declaration } from '../../server/src/syntax/ast.ts';
import { splitDeclarations } from '../../server/src/syntax/chunks.ts';
import { endOf, lex } from '../../server/src/syntax/lex.ts';
import { parseDeclaration } from '../../server/src/syntax/parse.ts';
import { runs } from '../support/runs.ts';
import { printDeclaration, printPart } from './print-tree.ts';
import { samples } from './samples.ts';
import { expectWellFormed } from './well-formed.ts';

/** The tree of a text without mistakes. */
function tree(text: string): Declaration {
  const { declaration, problems } = parseDeclaration(text);
  expect(problems).toEqual([]);
  if (!declaration) expect.fail('no declaration');
  return declaration;
}

/** An expression as text, with all parentheses. */
function expression(text: string): string {
  const declaration = tree(`const x = ${text}`);
  return declaration.kind === 'const' ? printPart(declaration.value) : '';
}

/** The first statement of a body as text. */
function statement(text: string): string {
  const lines = printDeclaration(tree(text)).split('\n');
  return lines[1]?.trim() ?? '';
}

describe('expressions', () => {
  it.each([
    ['a + b - c', '(- (+ a b) c)'],
    ['a - (b - c)', '(- a (- b c))'],
    ['a + b * c % d / e', '(+ a (/ (% (* b c) d) e))'],
    ['-a * b', '(* (- a) b)'],
    ['-a ^ b', '(- (^ a b))'],
    ['2 ^ i * 3', '(* (^ 2 i) 3)'],
    ['a * -b', '(* a (- b))'],
    ['-inf', '(- inf)'],
    ['1e-5 + 2.5', '(+ 1e-5 2.5)'],
    ['X[i, j + 1] or 0', '(or X[i (+ j 1)] 0)'],
    ['X[i] or -inf + 1', '(+ (or X[i] (- inf)) 1)'],
    ['X[i] or Y[i] or 0', '(or X[i] (or Y[i] 0))'],
    ['X[..s, c]', 'X[..s c]'],
    ['X[]', 'X[]'],
    ['X[i, (g d)]', 'X[i (factored g d)]'],
    ['max(a, b, c)', 'max(a b c)'],
    ['max[k] X[k]', '(reduce operator:max binders:[(index:k)] body:X[k])'],
    ['sum[k] A[k] * B[k] + C', '(+ (reduce operator:sum binders:[(index:k)] body:(* A[k] B[k])) C)'],
    ['a * sum[k] B[k] / c', '(* a (reduce operator:sum binders:[(index:k)] body:(/ B[k] c)))'],
    ['any[k in 0..n - 1] X[k]', '(reduce operator:any binders:[(index:k range:(from:0 to:(- n 1)))] body:X[k])'],
    [
      'select(i < n and j != 0, a, -b)',
      '(select conditions:[(left:i relation:< right:n) (left:j relation:!= right:0)] then:a else:(- b))',
    ],
    ['f16(X[i])', 'f16(X[i])'],
    ['sum', 'sum'],
    ['select', 'select'],
  ])('%s', (text, expected) => expect(expression(text)).toBe(expected));

  it('do not chain `^`: brackets say what is meant', () => {
    expect(parseDeclaration('const x = 2 ^ 3 ^ 4').problems.length).toBe(1);
    expect(expression('2 ^ (3 ^ 4)')).toBe('(^ 2 (^ 3 4))');
  });
});

describe('declarations', () => {
  it.each([
    ['use "std/ops.tile"', '(use path:std/ops.tile)'],
    ['const n = 4 * m', '(const name:n value:(* 4 m))'],
    ['case c for k on t { }', '(case name:c for:k on:t)'],
  ])('%s', (text, expected) => expect(printDeclaration(tree(text))).toBe(expected));

  it.each([
    ['N = -4', '(name:N value:-4)'],
    ['T = f16', '(name:T value:f16)'],
    ['S = [8, 128]', '(name:S value:(list numbers:[8 128]))'],
  ])('case entry %s', (text, expected) => expect(statement(`case c { ${text} }`)).toBe(expected));

  it.each([
    ['load A, B: f16 in m', '(load tensors:[A B] type:f16 memory:m)'],
    [
      'load A in m buffers 2 as [k % 128 | k / 128] on e',
      '(load tensors:[A] memory:m buffers:2 layout:(partition:[(% k 128)] free:[(/ k 128)]) engine:e)',
    ],
    ['hold A in m as [k |]', '(hold tensors:[A] memory:m layout:(partition:[k] free:[]))'],
    ['hold A in m as [| k]', '(hold tensors:[A] memory:m layout:(partition:[] free:[k]))'],
    ['hold A in m as [k]', '(hold tensors:[A] memory:m layout:(free:[k]))'],
    ['hold A in m as []', '(hold tensors:[A] memory:m layout:(free:[]))'],
    ['store A, B on e', '(store tensors:[A B] engine:e)'],
    ['accumulate A', '(accumulate tensors:[A])'],
    ['do A.2, B with e.i', '(do parts:[(tensor:A equation:2) (tensor:B)] instruction:(engine:e name:i))'],
    ['do A on e', '(do parts:[(tensor:A)] engine:e)'],
    ['do A', '(do parts:[(tensor:A)])'],
    ['given A in m as [k, l]', '(given tensor:A memory:m layout:(free:[k l]))'],
    ['tune b in [1, 2] = 2', '(tune name:b candidates:[1 2] default:2)'],
    ['for T.k by n, l by 2 * b across u { }', '(for axes:[(tensor:T index:k by:n) (index:l by:(* 2 b))] across:u)'],
    ['{ }', '(block)'],
  ])('step %s', (text, expected) => expect(statement(`kernel k for f on t { ${text} }`)).toBe(expected));

  it.each([
    ['param f: T[2, C] in m', '(param tensor:(name:f type:(element:T dimensions:[(size:2) (size:C)]) memory:m))'],
    ['let a = b', '(let names:[a] value:(name text:b arguments:[]))'],
    ['let a, b = 1', '(let names:[a b] value:(number text:1 arguments:[]))'],
    [
      'y = f(x, 2, n = m + 1) using k',
      '(result name:y value:(call text:f arguments:[(value:(wire value:(name text:x arguments:[]))) ' +
        '(value:(wire value:(number text:2 arguments:[]))) (name:n value:(expression value:(+ m 1)))] using:k))',
    ],
    ['repeat n + 1 { }', '(repeat range:(count count:(+ n 1)))'],
    ['repeat i in 0..n { }', '(repeat range:(index index:i from:0 to:n))'],
  ])('wire %s', (text, expected) => expect(statement(`net n(x: T) -> (y: T) { ${text} }`)).toBe(expected));

  it('equations keep type, condition and reads', () => {
    expect(statement('op f(X: T) -> (Y: T) { Y[n, ..s]: f32 = X[n] when n > 0 and n < 4 }')).toBe(
      '(tensor:Y index:[n ..s] type:f32 right:(value value:X[n] ' +
        'when:[(left:n relation:> right:0) (left:n relation:< right:4)]))',
    );
    expect(statement('extern op f(X: T) -> (Y: T) { Y[n] reads A[*, n], B[n] }')).toBe(
      '(tensor:Y index:[n] right:(reads reads:[A[* n] B[n]]))',
    );
  });

  it('types keep labels, spreads and the place of the bar', () => {
    const declaration = tree('op f(X: T[..S, i: L, (G D)], Z: T, W: f16[K | M, N], V: T[]) -> (Y: T) { }');
    expect(declaration.kind === 'op' && printPart(declaration.parameters.list)).toBe(
      '[(name:X type:(element:T dimensions:[(size:..S) (label:i size:L) (size:(factored G D))])) ' +
        '(name:Z type:(element:T)) (name:W type:(element:f16 dimensions:[(size:K) (size:M) (size:N)] bar:1)) ' +
        '(name:V type:(element:T dimensions:[]))]',
    );
  });
});

describe('positions, docs and comments', () => {
  it('spans cover the text of their nodes', () => {
    const text = 'const x = a + f(b, c) * 2';
    const { declaration, spans } = parseDeclaration(text);
    const texts = Array.from({ length: spans.length / 2 }, (_, id) => text.slice(spans[2 * id], spans[2 * id + 1]));
    expect(texts).toEqual([text, 'x', 'a + f(b, c) * 2', 'a', 'f(b, c) * 2', 'f(b, c)', 'f', 'b', 'c', '2']);
    expect(declaration?.id).toBe(0);
  });

  it('are well formed in all samples', () => {
    for (const { text } of samples) {
      for (const chunk of splitDeclarations(text)) expectWellFormed(chunk.text, parseDeclaration(chunk.text));
    }
  });

  it('docs belong to the declaration or item directly below', () => {
    const text = [
      '/// about t',
      '///  two lines ',
      'target t {',
      '  /// far',
      '',
      '  /// about m',
      '  memory m { a 1 } /// no doc',
      '  // between',
      '  engine e { a 1 }',
      '  /// about i',
      '  ///',
      '  /// and more',
      '  instr e.i(A: T) -> (B: T)',
      '}',
    ].join('\r\n');
    const { declaration, doc, docs } = parseDeclaration(text);
    const items = declaration?.kind === 'target' ? declaration.items : [];
    expect(doc).toBe('about t\n two lines');
    expect(docs).toEqual([
      { id: items[0]?.id, text: 'about m' },
      { id: items[2]?.id, text: 'about i\n\nand more' },
    ]);
  });

  it('keep every comment, also in a text without declaration', () => {
    const comments = (text: string) => parseDeclaration(text).comments.map((comment) => comment.text);
    expect(comments('/// a\nconst x = 1 // b\n//// c\n')).toEqual(['/// a', '// b', '//// c']);
    expect(comments('// only\n')).toEqual(['// only']);
  });

  it('a text without declaration has neither tree nor problem, unless there is something in it', () => {
    expect(parseDeclaration('').problems).toEqual([]);
    expect(parseDeclaration('\uFEFF \t\r\n// x\n').problems).toEqual([]);
    expect(parseDeclaration('x y\nz\n').problems.length).toBe(1);
    expect(parseDeclaration('x')).not.toHaveProperty('declaration');
  });

  const anyChunk = fc.constantFrom(...samples.flatMap(({ text }) => splitDeclarations(text)));

  it('white space and comments leave the tree as it is', () => {
    const blanks = fc.constantFrom(' ', '\t', '\n  ', '\r\n\t', ' // x\n  ', ' /// y\n  ', '\n\n  ');
    fc.assert(
      fc.property(anyChunk, fc.array(blanks, { minLength: 1 }), (chunk, between) => {
        const { tokens } = lex(chunk.text);
        const first = tokens[0]?.startOffset ?? 0;
        let loose = chunk.text.slice(0, first);
        tokens.forEach((token, index) => {
          // names and numbers of the head stay on the line that makes it one
          const gap = index < 4 ? ' ' : (between[index % between.length] ?? ' ');
          loose += chunk.text.slice(token.startOffset, endOf(token)) + gap;
        });
        const before = parseDeclaration(chunk.text);
        const after = parseDeclaration(loose);
        expect(after.problems).toEqual([]);
        expect(after.declaration).toEqual(before.declaration);
        expect(after.doc).toBe(before.doc);
      }),
      { numRuns: runs(100) },
    );
  });

  it('is the same for the same text', () => {
    fc.assert(
      fc.property(anyChunk, fc.nat(), (chunk, cut) => {
        const text = chunk.text.slice(0, cut % (chunk.text.length + 1));
        const first = parseDeclaration(text);
        parseDeclaration('kernel broken for');
        expect(parseDeclaration(text)).toEqual(first);
      }),
      { numRuns: runs(50) },
    );
  });
});
