import { describe, expect, it } from 'vitest';
import type { KernelFacts } from '../../server/src/analysis/facts.ts';
import { enumerate } from '../oracle/enumerate.ts';
import { TARGET } from '../support/random-programs/write-kernel.ts';
import { factsOfKernel } from './analyse.ts';
import { compare, mistakes, wrongPaths } from './compare.ts';

/** The facts of a kernel `k` for an op `f`, of which none may contradict the oracle. */
function facts(op: string, kernel: string): KernelFacts {
  const text = `${TARGET}\n${op}\nkernel k for f on t {\n${kernel}\n}\ncase k { T = f16 }\n`;
  const found = factsOfKernel(text, 'k');
  const oracle = enumerate(text, 'k', { sizes: {}, elements: { T: 'f16' } });
  expect([...mistakes(compare(found, oracle)), ...wrongPaths(found, oracle)]).toEqual([]);
  return found;
}

/** `64`, or `<= 64` for a bound; by the numbers of the copies in text order. */
function moved({ copies }: KernelFacts): string[] {
  return copies.map(({ kind, tensor, moved: { value, exact } }) => `${kind} ${tensor} ${exact ? '' : '<= '}${value}`);
}

const COPY = 'op f(X: T[a: 12, b: 10]) -> (Y: T[c: 12, d: 10]) {\n  Y[i, j] = X[i, j]\n}';

describe('a hold', () => {
  const halves = 'op f(X: T[a: 6], Z: T[b: 4]) -> (Y: T[c: 10]) {\n  Y[i] = X[i]\n  Y[6 + i] = Z[i]\n}';

  it('that ended does not hold what a later one of its block holds', () => {
    const { buffers } = facts(halves, '  hold Y in sram\n  do Y.1\n  store Y\n  hold Y in sram\n  do Y.2\n  store Y');
    expect(buffers.map(({ elements }) => elements)).toEqual([6n, 4n]);
  });

  it('around both holds both', () => {
    const inner = (part: number) => `  hold Y in sram\n  do Y.${part}\n  store Y\n`;
    const { buffers } = facts(halves, `  hold Y in sbuf\n${inner(1)}${inner(2)}  store Y`);
    expect(buffers.map(({ elements }) => elements)).toEqual([10n, 6n, 4n]);
  });

  it('does not hold what an inner one without a store keeps', () => {
    const kernel = '  hold Y in sram\n  for i by 3 {\n    hold Y in sbuf\n    do Y\n  }\n  store Y';
    expect(moved(facts(COPY, kernel))).toEqual(['store Y 0']);
  });

  it('may be loaded from, and is then still stored one copy outward of itself', () => {
    const op = 'op f(X: T[a: 8]) -> (Y: T[b: 8]) {\n  S[i] = X[i]\n  Y[i] = S[i]\n}';
    const kernel =
      '  hold S in sbuf\n  hold S in sram\n  do S\n  load S in psum\n  hold Y in sram\n  do Y\n  store S\n  store Y';
    const store = facts(op, kernel).copies.find(({ kind }) => kind === 'store');
    expect(store).toMatchObject({ tensor: 'S', from: 'sram', to: 'sbuf' });
  });
});

describe('a store', () => {
  it('moves what was written, not the box around it', () => {
    const op = 'op f(X: T[a: 4, b: 2]) -> (Y: T[c: 12]) {\n  Y[3 * i + j] = X[i, j]\n}';
    const found = facts(op, '  for i by 2 {\n    hold Y in sram\n    do Y\n    store Y\n  }');
    // two tiles of 4 elements in boxes of 5: what is said is a bound
    expect(moved(found)).toEqual(['store Y <= 10']);
  });
});

describe('a load', () => {
  it('of a diagonal that leaves the tensor in one dimension first moves no more of the other', () => {
    const op = 'op f(X: T[a: 9, b: 4]) -> (Y: T[c: 9]) {\n  Y[i] = X[i, i] or 0\n}';
    expect(moved(facts(op, '  load X in sram\n  hold Y in sram\n  do Y\n  store Y'))).toEqual([
      'load X <= 36',
      'store Y 9',
    ]);
  });

  it('whose reads lie outside in one dimension does not fetch them in another', () => {
    const op = 'op f(X: T[a: 9, b: 12]) -> (Y: T[c: 9, d: 9]) {\n  Y[i, j] = X[i, j] + (X[i - 6, j + 3] or 0)\n}';
    const kernel = '  for i by 3 {\n    load X in sram\n    hold Y in sram\n    do Y\n    store Y\n  }';
    // the second read is in bounds in the last tile only: rows 0 to 8, columns 0 to 11 there
    expect(moved(facts(op, kernel))).toEqual(['load X 162', 'store Y 81']);
  });

  it('of a stencil with a border is exact', () => {
    const op =
      'op f(X: T[a: 9, b: 8]) -> (Y: T[c: 9, d: 8]) {\n' +
      '  Y[i, j] = X[i, j] + (X[i - 1, j] or 0) + (X[i + 1, j] or 0) + (X[i, j - 1] or 0) + (X[i, j + 1] or 0)\n}';
    const kernel = '  for i by 4, j by 3 {\n    load X in sram\n    hold Y in sram\n    do Y\n    store Y\n  }';
    const [load] = facts(op, kernel).copies;
    expect(load).toMatchObject({ moved: { value: 13n * 12n, exact: true }, distinct: { value: 72n, exact: true } });
    expect(load?.needed.exact).toBe(false);
  });

  it('over more tiles than are looked at is bounded from above, where its reads move apart', () => {
    const op = 'op f(X: T[a: 9999]) -> (Y: T[b: 5000]) {\n  Y[i] = X[i] + X[2 * i]\n}';
    const [load] = facts(
      op,
      '  for i by 1 {\n    load X in sram\n    hold Y in sram\n    do Y\n    store Y\n  }',
    ).copies;
    expect(load?.moved).toEqual({ value: 9999n * 5000n, exact: false });
  });

  it('serves a statement as often as a loop repeats it', () => {
    const op = 'op f(X: T[a: 6], Z: T[b: 5]) -> (Y: T[c: 6, d: 5]) {\n  S[i] = X[i]\n  Y[i, j] = S[i] * Z[j]\n}';
    const kernel =
      '  load X in sram\n  for j by 2 {\n    hold S in sram\n    do S\n    hold Y in sram\n    do Y\n    store Y\n  }';
    expect(facts(op, kernel).copies[0]?.served).toBe(18n);
  });
});

describe('reads', () => {
  const kernel = '  load Z in sram\n  load X in sram\n  hold Y in sram\n  do Y\n  store Y';

  it('beside a reduction are not made for each of its points', () => {
    const op = 'op f(X: T[a: 6, b: 5], Z: T[c: 6]) -> (Y: T[d: 6]) {\n  Y[i] = (sum[k] X[i, k]) + Z[i]\n}';
    expect(facts(op, kernel).copies.map(({ served }) => served)).toEqual([6n, 30n, undefined]);
  });

  it('of two reductions range over their own indices, though these have one name', () => {
    const op =
      'op f(X: T[a: 6, b: 5], Z: T[c: 6, d: 9]) -> (Y: T[e: 6]) {\n' +
      '  Y[i] = (sum[k] X[i, k]) + (max[k in 2..8] Z[i, k])\n}';
    const found = facts(op, kernel);
    expect(moved(found)).toEqual(['load Z 36', 'load X 30', 'store Y 6']);
    expect(found.copies.map(({ served }) => served)).toEqual([36n, 30n, undefined]);
  });

  it('of a tensor that they leave without `or` are bounds: the program is wrong', () => {
    const op = 'op f(X: T[a: 6], Z: T[b: 6]) -> (Y: T[c: 6]) {\n  Y[i] = X[i + 3] + Z[i]\n}';
    const text = `${TARGET}\n${op}\nkernel k for f on t {\n${kernel}\n}\ncase k { T = f16 }\n`;
    expect(moved(factsOfKernel(text, 'k'))).toEqual(['load Z 6', 'load X <= 6', 'store Y 6']);
  });
});

describe('domains', () => {
  it('of a left side that runs backwards end where the tensor does', () => {
    const op = 'op f(X: T[a: 20]) -> (Y: T[b: 8]) {\n  Y[7 - i] = X[i]\n}';
    expect(moved(facts(op, '  load X in sram\n  hold Y in sram\n  do Y\n  store Y'))).toEqual([
      'load X 8',
      'store Y 8',
    ]);
  });

  it('of a left side that starts before the tensor begin inside of it', () => {
    const op = 'op f(X: T[a: 10]) -> (Y: T[b: 20]) {\n  S[i - 2] = X[i]\n  Y[i] = S[i]\n}';
    const kernel = '  load X in sram\n  hold S in sram\n  for i by 3 { do S }\n  hold Y in sram\n  do Y\n  store Y';
    const found = facts(op, kernel);
    expect(moved(found)).toEqual(['load X 8', 'store Y 8']);
    expect(found.loops[0]?.trips).toEqual({ value: 3n, exact: true });
  });

  it('of two indices in one dimension are boxes only if all of the box lies inside', () => {
    const op = (extent: number) => `op f(X: T[a: 4, b: 3]) -> (Y: T[c: ${extent}]) {\n  Y[3 * i + j] = X[i, j]\n}`;
    const kernel = '  load X in sram\n  hold Y in sram\n  do Y\n  store Y';
    expect(moved(facts(op(12), kernel))).toEqual(['load X 12', 'store Y 12']);
    expect(moved(facts(op(11), kernel))).toEqual(['load X <= 12', 'store Y <= 12']);
    expect(moved(facts(op(9), kernel))).toEqual(['load X 9', 'store Y 9']);
  });

  it('of a reduction index may be stated by a read with `or`', () => {
    const op = 'op f(X: T[a: 5]) -> (Y: T[b: 7]) {\n  Y[i] = sum[k] (X[k] or 0)\n}';
    expect(moved(facts(op, '  load X in sram\n  hold Y in sram\n  do Y\n  store Y'))).toEqual([
      'load X 5',
      'store Y 7',
    ]);
  });
});

describe('a condition', () => {
  const lower = 'op f(X: T[a: 8, b: 8]) -> (Y: T[c: 8, d: 8]) {\n  Y[i, j] = X[i, j] when j <= i\n}';

  it('makes bounds of executions, trips and elements', () => {
    const kernel = '  for i by 2, j by 2 {\n    load X in sram\n    hold Y in sram\n    do Y\n    store Y\n  }';
    const found = facts(lower, kernel);
    // 10 of 16 tiles have a point
    expect(found.copies[0]?.executions).toEqual({ value: 16n, exact: false });
    expect(found.loops.map(({ trips }) => trips?.exact)).toEqual([false, false]);
    expect(moved(found)).toEqual(['load X <= 64', 'store Y <= 64']);
  });

  it('leaves the shape of an internal tensor exact where its largest index is written', () => {
    const op = (condition: string) =>
      `op f(X: T[a: 8]) -> (Y: T[b: 8]) {\n  S[i] = X[i] when ${condition}\n  Y[i] = S[i + 2] or 0\n}`;
    const kernel = '  hold S in sram\n  do S\n  load S in sbuf\n  hold Y in sram\n  do Y\n  store Y';
    expect(moved(facts(op('i >= 1'), kernel))[0]).toBe('load S 6');
    expect(moved(facts(op('i < 5'), kernel))[0]).toBe('load S <= 6');
  });
});

describe('a layout', () => {
  it('that leaves positions of a dimension out still counts what has to be held', () => {
    const load = (layout: string) =>
      factsOfKernel(
        `${TARGET}\n${COPY}\nkernel k for f on t {\n  load X in sram as ${layout}\n  do Y\n}\ncase k { T = f16 }\n`,
        'k',
      ).buffers[0];
    expect(load('[a, b]')).toMatchObject({ elements: 120n, exact: true });
    expect(load('[a % 5, b, a / 5]')).toMatchObject({ shape: [5n, 10n, 3n], elements: 150n, exact: true });
    expect(load('[a % 5, b]')).toMatchObject({ elements: 600n, exact: false });
    expect(load('[a]')).toMatchObject({ elements: 120n, exact: false });
  });
});

describe('a reduction whose range depends on left-side indices', () => {
  /** Without the oracle, which knows constant ranges only. */
  function numbers(range: string): string[] {
    const op = `op f(X: T[a: 12, b: 12]) -> (Y: T[c: 12]) {\n  Y[i] = sum[j in ${range}] X[i, j]\n}`;
    const kernel = `  for i by 4 {\n    load X in sram\n    hold Y in sram\n    do Y\n    store Y\n  }`;
    return moved(factsOfKernel(`${TARGET}\n${op}\nkernel k for f on t {\n${kernel}\n}\ncase k { T = f16 }\n`, 'k'));
  }

  it('is counted over the hull of its ranges, and says that this is a bound', () => {
    expect(numbers('0..i + 1')).toEqual(['load X <= 144', 'store Y <= 12']);
    expect(numbers('1..i')).toEqual(['load X <= 120', 'store Y <= 12']);
  });

  it('is exact where it does not depend on them', () => {
    expect(numbers('0..11')).toEqual(['load X 132', 'store Y 12']);
  });
});
