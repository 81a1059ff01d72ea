import { describe, expect, it } from 'vitest';
import { enumerate } from '../oracle/enumerate.ts';
import { TARGET } from '../support/random-programs/write-kernel.ts';
import { factsOfKernel } from './analyse.ts';
import { compare, mistakes, wrongPaths } from './compare.ts';

/** The copies of a kernel of `op` and of the same op written without `..S` or `(g d)`; the plain one must match the oracle. */
function both(op: string, plain: string, kernel: string, entries: string) {
  const text = (f: string) => `${TARGET}\n${f}\nkernel k for f on t {\n${kernel}\n}\ncase k { ${entries} }\n`;
  const found = factsOfKernel(text(op), 'k');
  const expected = factsOfKernel(text(plain), 'k');
  const oracle = enumerate(text(plain), 'k', { sizes: {}, elements: { T: 'f16' } });
  expect([...mistakes(compare(expected, oracle)), ...wrongPaths(expected, oracle)]).toEqual([]);
  expect(found.copies).toEqual(expected.copies);
  expect(found.buffers).toEqual(expected.buffers);
  return found;
}

describe('numbers of a kernel whose op has', () => {
  it('a factored dimension are those with two dimensions in its place', () => {
    const { copies } = both(
      'op f(X: T[A, (G D)], const G = 3) -> (Y: T[A, G, D]) { Y[a, g, d] = X[a, (g d)] }',
      'op f(X: T[a: 4, g: 3, d: 5]) -> (Y: T[a: 4, g: 3, d: 5]) { Y[a, g, d] = X[a, g, d] }',
      '  for g by 2 {\n    load X in sram as [d, g, a]\n    hold Y in sram\n    do Y\n    store Y\n  }',
      'A = 4, D = 5, T = f16',
    );
    expect(copies[0]).toMatchObject({ tensor: 'X', moved: { value: 60n, exact: true } });
  });

  it('a spread are those at the rank of the case', () => {
    both(
      'op f(X: T[N, ..S]) -> (Y: T[N, ..S]) { Y[n, ..s] = X[n, ..s] }',
      'op f(X: T[n: 7, a: 2, b: 3]) -> (Y: T[n: 7, a: 2, b: 3]) { Y[n, a, b] = X[n, a, b] }',
      '  for n by 3 {\n    load X in sram\n    hold Y in sram\n    do Y\n    store Y\n  }',
      'N = 7, S = [2, 3], T = f16',
    );
  });

  it('`*` in what it reads are bounds over the whole dimension', () => {
    const text = `${TARGET}
extern op f(X: T[V, E], I: i32[N]) -> (Y: T[N, E]) { Y[n, e] reads X[*, e], I[n] }
kernel k for f on t {
  for n by 4, e by 8 {
    load I, X in sram
    hold Y in sram
    do Y
    store Y
  }
}
case k { V = 100, E = 16, N = 8, T = f16 }
`;
    const { copies } = factsOfKernel(text, 'k');
    // 2 x 2 tiles, each with all 100 rows of 8 elements
    expect(copies.find(({ tensor }) => tensor === 'X')?.moved).toEqual({ value: 3200n, exact: false });
  });
});

describe('a case without the sizes of a spread', () => {
  it('is told which name has none', () => {
    const text = `${TARGET}
op f(X: T[N, ..S]) -> (Y: T[N, ..S]) { Y[n, ..s] = X[n, ..s] }
kernel k for f on t { load X in sram
  hold Y in sram
  do Y
  store Y }
case k { N = 7, T = f16 }
`;
    expect(() => factsOfKernel(text, 'k')).toThrow('the case gives no value for `S`');
  });
});
