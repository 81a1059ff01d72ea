import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Direction } from '../../../server/src/sets/lexicographic/basic-optimum.ts';
import { optimum } from '../../../server/src/sets/lexicographic/optimum.ts';
import { type LexicographicOrder, orderOfTuples, orderOn } from '../../../server/src/sets/lexicographic/order.ts';
import type { PMap } from '../../../server/src/sets/map.ts';
import { readUnion } from '../../../server/src/sets/notation/read.ts';
import { unionIsEqual } from '../../../server/src/sets/operations/unions.ts';
import { inCount, outCount, tuple } from '../../../server/src/sets/space.ts';
import type { UnionMap } from '../../../server/src/sets/union-map.ts';
import { runs } from '../../support/runs.ts';
import { box, contains, multiplicity } from '../support/brute.ts';
import { anyMap, anySet, parameterValues, RADIUS } from '../support/random.ts';

function compareTuples(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}

function check(map: PMap, direction: Direction): void {
  const result = optimum(map, direction);
  if (result === 'unbounded') throw new Error('unbounded');
  for (const params of parameterValues(map)) {
    for (const input of box(inCount(map.space), RADIUS)) {
      const images = [...box(outCount(map.space), RADIUS)].sort(compareTuples);
      if (direction === 'largest') images.reverse();
      const first = images.find((image) => contains(map, [...params, ...input, ...image]));
      for (const image of images) {
        const point = [...params, ...input, ...image];
        expect([point.join(), multiplicity(result, point)]).toEqual([point.join(), image === first ? 1 : 0]);
      }
    }
  }
}

function read(text: string): UnionMap {
  const result = readUnion(text);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

describe('the optimum of a union', () => {
  it.each<Direction>(['smallest', 'largest'])('is the %s image by brute force', (direction) => {
    fc.assert(
      fc.property(anyMap, (map) => check(map, direction)),
      { numRuns: runs(60) },
    );
  });

  it.each<Direction>(['smallest', 'largest'])('is the %s point of a set by brute force', (direction) => {
    fc.assert(
      fc.property(anySet, (set) => check(set, direction)),
      { numRuns: runs(60) },
    );
  });
});

describe('lexicographic order', () => {
  it.each<LexicographicOrder>(['<<', '<<=', '>>', '>>='])('of tuples: %s', (order) => {
    const relation = orderOfTuples([], tuple('S', 2), order);
    for (const [a, b, c, d] of box(4, 1) as Iterable<[number, number, number, number]>) {
      const difference = compareTuples([a, b], [c, d]);
      const signed = order.startsWith('<<') ? difference : -difference;
      const expected = order.endsWith('=') ? signed <= 0 : signed < 0;
      expect([a, b, c, d, multiplicity(relation, [a, b, c, d])]).toEqual([a, b, c, d, expected ? 1 : 0]);
    }
  });

  it('of sets keeps their elements', () => {
    const order = orderOn(read('{ S[i] : 0 <= i < 3; T[i] : 0 <= i < 9 }'), read('{ S[i] : 1 <= i < 4 }'), '<<');
    expect(unionIsEqual(order, read('{ S[i] -> S[j] : 0 <= i < 3 and 1 <= j < 4 and i < j }'))).toBe(true);
  });

  it('of schedules relates instances whose times are in that order', () => {
    const schedule = read('{ S[i] -> [i, 0] : 0 <= i < 9; T[i] -> [i, 1] : 0 <= i < 9 }');
    const expected = read(`{ S[i] -> S[j] : 0 <= i < j < 9; S[i] -> T[j] : 0 <= i <= j < 9;
      T[i] -> S[j] : 0 <= i < j < 9; T[i] -> T[j] : 0 <= i < j < 9 }`);
    expect(unionIsEqual(orderOn(schedule, schedule, '<<'), expected)).toBe(true);
  });
});
