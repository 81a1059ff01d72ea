/** The library by its public face alone, as somebody would use it who has only that. */
import { describe, expect, it } from 'vitest';
import * as sets from '../../server/src/sets/index.ts';

function union(text: string): sets.UnionMap {
  const read = sets.readUnion(text);
  if (!read.ok) throw new Error(read.problem.message);
  return read.value;
}

function map(text: string): sets.PMap {
  return union(text).maps[0] as sets.PMap;
}

describe('the public face of the library', () => {
  it('does what its header shows', () => {
    const range = sets.unionRange(union('[N] -> { S[i] -> A[2i] : 0 <= i < N }'));
    expect(sets.unionIsEqual(range, union('[N] -> { A[a] : 0 <= a <= 2N - 2 and a mod 2 = 0 }'))).toBe(true);
    expect(sets.printUnion(range)).toMatch(/^\[N\] -> \{ A\[/);
  });

  it('answers what a tile of a convolution touches', () => {
    const domain = map('{ Conv[p, r] : 0 <= p < 56 and 0 <= r < 3 }');
    const tiled = sets.tiledAccess(domain, map('{ Conv[p, r] -> X[p + r] }'), [8, 3]);
    // rows 8 … 17 for the second tile, of which the third touches 16 and 17 again
    expect(sets.elementsOfTile(tiled, [1, 0])).toBe(10);
    expect(sets.reuseWithNext(tiled, [1, 0], 0)).toBe(2);
    expect(sets.runsOfTile(tiled, [1, 0], [58])).toBe(1);
  });

  it('finds the dependences of a recurrence', () => {
    const found = sets.analyse({
      domain: union('[N] -> { S[i] : 0 <= i < N }'),
      schedule: union('{ S[i] -> [i] }'),
      reads: union('{ S[i] -> A[i] }'),
      writes: union('{ S[i] -> A[i + 1] }'),
    });
    if (found === 'unbounded') throw new Error('there is a last source');
    expect(found.legal).toBe(true);
    expect(sets.unionIsEqual(found.value.raw, union('[N] -> { S[i] -> S[i + 1] : 0 <= i < N - 1 }'))).toBe(true);
  });

  it('counts in symbols, and stops at a budget with a value', () => {
    const triangle = map('[N] -> { S[i, j] : 0 <= j <= i < N }');
    expect(sets.countPoints(triangle, [10])).toBe(55);
    expect(sets.evaluate(sets.cardinality(triangle), [10])).toEqual({ numerator: 55, denominator: 1 });
    expect(sets.withQuota({ units: 1 }, () => sets.complement(triangle))).toMatchObject({
      ok: false,
      stopped: 'quota',
    });
  });
});
