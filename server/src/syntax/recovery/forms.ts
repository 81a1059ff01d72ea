/** The forms of the language's statements, shown where one is broken, and what may follow a complete one. */
import type { IToken } from 'chevrotain';

/** An example of each rule that shows its parts. The innermost rule with an entry is shown. */
const forms: Readonly<Record<string, string>> = {
  use: 'use "./matmul.tile"',
  constant: 'const tile = 128',
  opHeader: 'op matmul(A: T[M, K], B: T[K, N]) -> (C: T[M, N]) where M % 2 = 0 { … }',
  netHeader: 'net block(x: T[N, C], const mid) -> (y: T[N, C]) { … }',
  kernelHeader: 'kernel blocked for matmul on trn1 where M % 128 = 0 { … }',
  targetHeader: 'target chip { … }',
  caseHeader: 'case NAME for matmul on trn1 { M = 128, T = f16 }',
  entry: 'M = 128',
  resource: 'memory sbuf { capacity 24 MiB, partitions 128 }',
  path: 'dma hbm <-> sbuf { engines 16, rate 17 B/ns }` or `copy psum -> sbuf on vec, act { overhead 64 cycles }',
  instrHeader: 'instr pe.matmul(S: f16[K | M] in sbuf) -> (D: f32[M | N] in psum) where K <= 128 cost N cycles { … }',
  property: 'capacity 24 MiB',
  tensor: 'A: T[M, K] in hbm',
  type: 'T[M, K]',
  constParam: 'const stride = 1',
  where: 'where M % 128 = 0, K <= 512',
  equation: 'C[m, n]: f32 = sum[k] A[m, k] * B[k, n] when m >= n',
  reads: 'Y[n, e] reads Table[*, e], Ids[n]',
  reduce: 'sum[k, r in 0..3] A[k + r]',
  select: 'select(i < n and j < n, a, b)',
  forHeader: 'for m by 128, n by 512 { … }',
  copyStep: 'load A, B: f16 in sbuf buffers 2 as [k | m] on pe',
  endStep: 'store C on vec',
  doStep: 'do C with pe.matmul` or `do E, Z on vec',
  givenStep: 'given A in hbm as [k, m]',
  tuneStep: 'tune BM in [512, 1024] = 512',
  layout: '[k % 128 | k / 128, m]',
  paramWire: 'param f: T[3, 3, C, K]',
  letWire: 'let a, b = layer(x, y, dil = 2)',
  resultWire: 'y = add(a, b)',
  repeatHeader: 'repeat i in 0..3 { … }` or `repeat 3 { … }',
  args: 'conv2d(x, f, pad = 1) using conv_rows',
};

/** What may follow, by rule or by kind of statement. */
const continuations: Readonly<Record<string, string>> = {
  copyStep: '`buffers`, `as`, `on` or the next step',
  endStep: '`,`, `on` or the next step',
  doStep: '`,`, `with`, `on` or the next step',
  step: 'the next step',
  equation: 'an operator, `when` or the next equation',
  resource: 'the next item of the target',
  path: 'the next item of the target',
  targetItem: 'the next item of the target',
  wire: 'the next wire',
  entry: '`,` or the next entry',
  where: '`,`, an operator or `{`',
  opHeader: '`where` or `{`',
  netHeader: '`where` or `{`',
  kernelHeader: '`where` or `{`',
  targetHeader: '`{`',
  caseHeader: '`for`, `on` or `{`',
  forHeader: '`,`, `across` or `{`',
  repeatHeader: '`{`',
  instrHeader: '`where`, `cost` or `{`',
  use: 'the end of the line',
  constant: 'an operator or the end of the line',
};

/** Inside of these the form of the statement around helps nobody. */
const expressionRules = new Set([
  'expr',
  'term',
  'factor',
  'atom',
  'callArguments',
  'readIndex',
  'parenthesised',
  'factored',
  'index',
  'item',
  'spread',
  'constraint',
  'conditions',
]);

/** " The form is …" for the innermost of some nested rules that has a form, else ''. */
export function formOf(rules: readonly string[], tokens: readonly IToken[], at: number): string {
  const rule = rules.findLast((name) => forms[name] !== undefined || expressionRules.has(name));
  const form = rule && forms[rule];
  if (!form) return '';
  const written = rule === 'copyStep' ? leading(tokens, at) : undefined;
  return ` The form is \`${written === 'hold' ? form.replace('load', 'hold') : form}\`.`;
}

/** The `load` or `hold` that a mistake at token `at` belongs to. */
function leading(tokens: readonly IToken[], at: number): string | undefined {
  for (let index = at - 1; index >= 0; index--) {
    const image = tokens[index]?.image;
    if (image === 'load' || image === 'hold') return image;
  }
  return undefined;
}

/** What may follow the innermost of some nested rules that are complete. */
export function continuationOf(rules: readonly string[]): string {
  const rule = rules.findLast((name) => continuations[name] !== undefined);
  return (rule && continuations[rule]) ?? 'the end of it';
}
