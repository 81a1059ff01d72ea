import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardinality, cardinalityWithin } from '../../../server/src/sets/count/cardinality.ts';
import { countPoints, countWithin } from '../../../server/src/sets/count/points.ts';
import { evaluate } from '../../../server/src/sets/count/quasi-polynomial.ts';
import { rational } from '../../../server/src/sets/count/rational.ts';
import type { PMap } from '../../../server/src/sets/map.ts';
import { readUnion } from '../../../server/src/sets/notation/read.ts';
import { withQuota } from '../../../server/src/sets/work.ts';
import { runs } from '../../support/runs.ts';
import { box, contains, multiplicity, points } from '../support/brute.ts';
import { anyMap, anySet, mapIn, mapSpaceOf, parameterValues, RADIUS, setSpaceOf, show } from '../support/random.ts';

describe('the number of points of a set or map', () => {
  it('is that of going through the points', () => {
    fc.assert(
      fc.property(fc.oneof(anySet, anyMap), (map) => {
        for (const params of parameterValues(map)) {
          expect(countPoints(map, params), show(map)).toBe(points(map, params, RADIUS).length);
        }
      }),
      { numRuns: runs(150) },
    );
  });

  it('is bounded where the quota does not suffice', () => {
    let bounds = 0;
    fc.assert(
      fc.property(anySet, fc.integer({ min: 0, max: 60 }), (map, units) => {
        for (const params of parameterValues(map)) {
          const count = countWithin({ units }, map, params);
          const expected = points(map, params, RADIUS).length;
          if (count.exact) expect(count.value).toBe(expected);
          else {
            bounds += 1;
            expect(count.atMost === 'infinite' || count.atMost >= expected).toBe(true);
          }
        }
      }),
      { numRuns: runs(60) },
    );
    expect(bounds).toBeGreaterThan(0);
  });
});

describe('the cardinality as a function', () => {
  it('is finite where a lower and an upper bound each follow from the other and the rest', () => {
    // S0 - S1 + floor((2 S0 - S1) / 3) in -6..6 with S0, S1 in -3..3: 42 points at each N in -3..3
    const read = readUnion(
      '[N] -> { S[i, j] : -3 <= N <= 3 and -3 <= i <= 3 and -3 <= j <= 3 and -6 <= i - j + floor((2i - j)/3) <= 6 }',
    );
    const set = (read.ok ? read.value.maps[0] : undefined) as PMap;
    const found = cardinality(set);
    for (let N = -4; N <= 4; N++) expect(evaluate(found, [N])).toEqual(rational(points(set, [N], RADIUS).length));
  });

  it('of the parameters of a set is the number of points at each value', () => {
    let decided = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 }).chain((dims) => mapIn(setSpaceOf(1, dims), { pieces: 2 })),
        (set) => {
          // Nested floors of several dimensions may take more than a test should wait for.
          const outcome = withQuota({ units: 1e5 }, () => cardinality(set));
          fc.pre(outcome.ok);
          decided += 1;
          for (let N = -RADIUS - 1; N <= RADIUS + 1; N++) {
            expect(evaluate(outcome.value, [N]), show(set)).toEqual(rational(points(set, [N], RADIUS).length));
          }
        },
      ),
      { numRuns: runs(60) },
    );
    expect(decided).toBeGreaterThanOrEqual(runs(60));
  });

  it('of the inputs of a map is the number of outputs of each', () => {
    const maps = fc.tuple(
      fc.integer({ min: 0, max: 1 }),
      fc.integer({ min: 1, max: 2 }),
      fc.integer({ min: 0, max: 1 }),
    );
    fc.assert(
      fc.property(
        maps.chain(([params, input, output]) => mapIn(mapSpaceOf(params, input, output), { pieces: 2 })),
        (map) => {
          const inputs = map.space.in?.dims.length ?? 0;
          const outcome = withQuota({ units: 1e5 }, () => cardinality(map));
          fc.pre(outcome.ok);
          const result = outcome.value;
          for (const point of box(map.space.params.length + inputs, RADIUS)) {
            let expected = 0;
            for (const out of box(map.space.out.dims.length, RADIUS))
              if (contains(map, [...point, ...out])) expected += 1;
            expect(evaluate(result, point), show(map)).toEqual(rational(expected));
          }
          for (const { domain } of result.pieces) expect(domain.pieces.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: runs(60) },
    );
  });

  it('has pieces with disjoint domains', () => {
    fc.assert(
      fc.property(mapIn(mapSpaceOf(1, 1, 1), { pieces: 2 }), (map) => {
        const outcome = withQuota({ units: 1e5 }, () => cardinality(map));
        fc.pre(outcome.ok);
        const { pieces } = outcome.value;
        for (const point of box(2, RADIUS + 1)) {
          const holding = pieces.filter(({ domain }) => multiplicity(domain, point) > 0);
          expect(holding.length, show(map)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: runs(30) },
    );
  });

  it('is a bound, and says so, where the quota does not suffice', () => {
    let bounds = 0;
    fc.assert(
      fc.property(mapIn(setSpaceOf(1, 2)), fc.integer({ min: 0, max: 400 }), (set, units) => {
        const result = cardinalityWithin({ units }, set);
        const value = result.exact ? result.value : result.atMost;
        if (value === 'infinite') return;
        if (!result.exact) bounds += 1;
        for (let N = -RADIUS; N <= RADIUS; N++) {
          const at = evaluate(value, [N]);
          const expected = points(set, [N], RADIUS).length;
          if (result.exact) expect(at).toEqual(rational(expected));
          else expect(at === 'infinite' || Number(at.numerator) >= expected * Number(at.denominator)).toBe(true);
        }
      }),
      { numRuns: runs(100) },
    );
    expect(bounds).toBeGreaterThan(0);
  });
});
