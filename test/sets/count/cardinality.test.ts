import { describe, expect, it } from 'vitest';
import { cardinality, cardinalityWithin } from '../../../server/src/sets/count/cardinality.ts';
import { countPoints, countUnion } from '../../../server/src/sets/count/points.ts';
import { printPiecewise } from '../../../server/src/sets/count/print-quasi-polynomial.ts';
import { evaluate } from '../../../server/src/sets/count/quasi-polynomial.ts';
import { rational } from '../../../server/src/sets/count/rational.ts';
import type { PMap } from '../../../server/src/sets/map.ts';
import { readUnion } from '../../../server/src/sets/notation/read.ts';
import type { UnionMap } from '../../../server/src/sets/union-map.ts';

function union(text: string): UnionMap {
  const read = readUnion(text);
  if (!read.ok) throw new Error(JSON.stringify(read));
  return read.value;
}

function map(text: string): PMap {
  return union(text).maps[0] as PMap;
}

function card(text: string): string {
  return printPiecewise(cardinality(map(text)));
}

describe('card', () => {
  it.each([
    ['a box', '[N] -> { S[i, j] : 0 <= i < N and 0 <= j < 3 }', '[N] -> { 3 * N : N >= 1 }'],
    [
      'two separate parameters',
      '[N, M] -> { S[i, j] : 0 <= i < N and 0 <= j < M }',
      '[N, M] -> { N * M : M >= 1 and N >= 1 }',
    ],
    ['a triangle', '[N] -> { S[i, j] : 0 <= j <= i < N }', '[N] -> { (1/2 * N + 1/2 * N^2) : N >= 1 }'],
    [
      'a tetrahedron',
      '[N] -> { S[i, j, k] : 0 <= k <= j <= i < N }',
      '[N] -> { (1/3 * N + 1/2 * N^2 + 1/6 * N^3) : N >= 1 }',
    ],
    ['a stride', '[N] -> { S[i] : 0 <= i <= N and i mod 2 = 0 }', '[N] -> { (1 + floor((N)/2)) : N >= 0 }'],
    ['disjoint sets', '[N] -> { S[i] : 0 <= i < N or i = 2N and N > 0 }', '[N] -> { (1 + N) : N >= 1 }'],
    ['sets that overlap', '[N] -> { S[i] : 0 <= i < N or 0 <= i < 2N }', '[N] -> { 2 * N : N >= 1 }'],
    ['an equality with a condition', '[N] -> { S[i] : 2i = N }', '[N] -> { 1 : (N) mod 2 = 0 }'],
    ['a ray', '[N] -> { S[i] : i >= N }', '[N] -> { infty }'],
    ['a ray for some parameters', '[N] -> { S[i, j] : i >= 0 and 0 <= j < N }', '[N] -> { infty : N >= 1 }'],
    ['no parameters', '{ S[i, j] : 0 <= j <= i < 4096 }', '{ 8390656 }'],
    ['outputs of a map', '{ S[i] -> A[j] : 0 <= j <= i }', '{ S[i] -> (1 + i) : i >= 0 }'],
    [
      'a function',
      '{ S[i, k] -> A[i + k] : 0 <= i < 8 and 0 <= k < 3 }',
      '{ S[i, k] -> 1 : 0 <= i <= 7 and 0 <= k <= 2 }',
    ],
    [
      'projections',
      '[N] -> { A[x] : exists i, k : x = i + k and 0 <= i < N and 0 <= k < 3 }',
      '[N] -> { (2 + N) : N >= 1 }',
    ],
  ])('of %s', (_, text, expected) => {
    expect(card(text)).toBe(expected);
  });

  it('is evaluated exactly beyond 2^53', () => {
    const N = 3n * 10n ** 20n;
    const triangle = cardinality(map('[N] -> { S[i, j] : 0 <= j <= i < N }'));
    expect(evaluate(triangle, [N])).toEqual(rational((N * (N + 1n)) / 2n));
  });

  it('has several pieces where the shape depends on parameters', () => {
    // i < N, i < M: min(N, M)
    const least = cardinality(map('[N, M] -> { S[i] : 0 <= i < N and i < M }'));
    expect(least.pieces.length).toBe(2);
    for (const [N, M] of [
      [3, 5],
      [5, 3],
      [4, 4],
      [0, 7],
      [-2, -3],
    ] as const) {
      expect(evaluate(least, [N, M])).toEqual(rational(Math.max(0, Math.min(N, M))));
    }
  });

  it('says that it is a bound where the work is too much', () => {
    const text = '[N, M, T] -> { S[i, j] : 0 <= i < N and 0 <= j < M and T <= i + j < 2T }';
    const result = cardinalityWithin({ units: 1000 }, map(text));
    if (result.exact || result.atMost === 'infinite') throw new Error('expected a bound');
    const sizes = [20, 30, 12];
    const exact = countPoints(map(text), sizes);
    const at = evaluate(result.atMost, sizes);
    expect(at !== 'infinite' && exact !== 'infinite' && at.numerator >= exact).toBe(true);
    expect(evaluate(cardinality(map(text)), sizes)).toEqual(rational(exact === 'infinite' ? -1 : exact));
  });
});

describe('counts at concrete sizes', () => {
  it.each<[string, readonly number[], number | string]>([
    ['[N] -> { S[i, j] : 0 <= j <= i < N }', [1e6], 500000500000],
    ['{ A[h, w] : exists p, q, r, s : h = 2p + r and w = 2q + s and 0 <= p, q < 56 and 0 <= r, s < 3 }', [], 113 * 113],
    ['{ A[h] : exists p : h = 2p and 0 <= p < 1000000000 }', [], 1e9],
    ['{ A[x] : exists i, j : x = 6i + 10j and 0 <= i < 1000 and 0 <= j < 1000 }', [], 7985],
    ['{ S[i, j] : 0 <= i < 10 and j >= i }', [], 'infinite'],
    ['{ S[i, j] : 0 <= i < 10 and 2j = 2i + 1 }', [], 0],
    ['{ S[] }', [], 1],
    ['{ S[i] -> T[j] : 0 <= i < 10 and i <= j < 10 }', [], 55],
  ])('%s', (text, params, expected) => {
    const given = union(text);
    expect(countUnion(given, params)).toBe(expected);
  });

  it('take no longer for more points', () => {
    const text = '[N] -> { S[i, j, k] : 0 <= i and 0 <= 3j <= 2i + k and i + 2j + 5k <= N and k >= 0 }';
    const large = countPoints(map(text), [10 ** 12]);
    expect(typeof large).toBe('bigint');
  });
});
