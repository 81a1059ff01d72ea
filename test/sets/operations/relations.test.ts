import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEmpty, sample } from '../../../server/src/sets/emptiness.ts';
import { mapOf, type PMap } from '../../../server/src/sets/map.ts';
import {
  compose,
  deltas,
  domain,
  fixColumn,
  identityOn,
  image,
  intersect,
  intersectDomain,
  intersectRange,
  inverse,
  parametersOf,
  preimage,
  product,
  projectOut,
  rangeOf,
  unite,
  unwrap,
  wrap,
} from '../../../server/src/sets/operations/relations.ts';
import { simplifiedMap } from '../../../server/src/sets/simplify.ts';
import { runs } from '../../support/runs.ts';
import { points } from '../support/brute.ts';
import { anyMap, anySet, mapIn, mapSpaceOf, parameterValues, RADIUS, setSpaceOf, twoSets } from '../support/random.ts';

/** Pairs of a map at one value of its parameters. */
function pairs(map: PMap, params: readonly number[], input: number): [string, string][] {
  return points(map, params, RADIUS).map((text) => {
    const point = text === '' ? [] : text.split(',');
    return [point.slice(0, input).join(','), point.slice(input).join(',')];
  });
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function check<T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void, base = 60): void {
  fc.assert(fc.property(arbitrary, property), { numRuns: runs(base) });
}

/** Two maps X -> Y and Y -> Z. */
const chain = fc
  .tuple(
    fc.integer({ min: 0, max: 1 }),
    fc.integer({ min: 0, max: 1 }),
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 0, max: 1 }),
  )
  .chain(([params, x, y, z]) =>
    fc.tuple(mapIn(mapSpaceOf(params, x, y, 'X', 'Y')), mapIn(mapSpaceOf(params, y, z, 'Y', 'Z'))),
  );

describe('simplification', () => {
  it('keeps the points', () => {
    check(
      anySet,
      (set) => {
        const simple = { ...set, pieces: set.pieces.map(simplifiedMap) };
        for (const params of parameterValues(set)) {
          expect(points(simple, params, RADIUS + 1)).toEqual(points(set, params, RADIUS + 1));
        }
      },
      150,
    );
  });
});

describe('divs that turn out to be equal', () => {
  it('become one, and projection ends', () => {
    const space = mapSpaceOf(1, 1, 1);
    const bounds = [1, 2, 3].flatMap((column) =>
      [1, -1].map((factor) => [RADIUS, 0, 0, 0, 0].map((value, at) => (at === column ? factor : value))),
    );
    const equalities = [
      [-3, -1, -1, -1, -1],
      [0, 1, 1, -3, -2],
    ];
    const inequalities = [
      [1, -1, 0, 0, 1],
      [-2, 0, 1, 0, 1],
      [2, 0, -1, 1, 0],
      [6, 0, 0, 0, 1],
      [6, 0, 0, 0, -1],
      ...bounds,
    ];
    const map = mapOf(space, [{ space, divs: [null], equalities, inequalities }]);
    for (const params of parameterValues(map)) {
      const inputs = pairs(map, params, 1).map(([from]) => from);
      expect(points(domain(map), params, RADIUS)).toEqual(distinct(inputs));
    }
  });
});

describe('emptiness', () => {
  it('holds exactly where there are no points, and a sample is a point', () => {
    check(
      anySet,
      (set) => {
        const values = [...parameterValues(set)];
        const empty = values.every((params) => points(set, params, RADIUS).length === 0);
        expect(isEmpty(set)).toBe(empty);
        const found = sample(set);
        expect(found === undefined).toBe(empty);
        if (!found) return;
        const count = set.space.params.length;
        expect(points(set, found.slice(0, count).map(Number), RADIUS)).toContain(found.slice(count).join(','));
      },
      150,
    );
  });
});

describe('relations', () => {
  it('intersect and unite as sets of points do', () => {
    check(twoSets, ([a, b]) => {
      const both = intersect(a, b);
      const either = unite(a, b);
      for (const params of parameterValues(a)) {
        const [x, y] = [points(a, params, RADIUS), points(b, params, RADIUS)];
        expect(points(both, params, RADIUS)).toEqual(x.filter((point) => y.includes(point)));
        expect(points(either, params, RADIUS)).toEqual(distinct([...x, ...y]));
      }
    });
  });

  it('compose through every point between', () => {
    check(chain, ([first, second]) => {
      const through = compose(first, second);
      const x = first.space.in?.dims.length ?? 0;
      const y = first.space.out.dims.length;
      for (const params of parameterValues(first)) {
        const right = pairs(second, params, y);
        const expected = pairs(first, params, x).flatMap(([from, middle]) =>
          right.filter(([at]) => at === middle).map(([, to]) => `${from}|${to}`),
        );
        expect(pairs(through, params, x).map(([from, to]) => `${from}|${to}`)).toEqual(distinct(expected));
      }
    });
  });

  it('have a domain, a range and an inverse', () => {
    check(anyMap, (map) => {
      const input = map.space.in?.dims.length ?? 0;
      const output = map.space.out.dims.length;
      for (const params of parameterValues(map)) {
        const all = pairs(map, params, input);
        expect(points(domain(map), params, RADIUS)).toEqual(distinct(all.map(([from]) => from)));
        expect(points(rangeOf(map), params, RADIUS)).toEqual(distinct(all.map(([, to]) => to)));
        const back = pairs(inverse(map), params, output).map(([to, from]) => `${from}|${to}`);
        expect(back.sort()).toEqual(all.map(([from, to]) => `${from}|${to}`).sort());
        expect(points(unwrap(wrap(map)), params, RADIUS)).toEqual(points(map, params, RADIUS));
        expect(points(parametersOf(map), params, RADIUS).length).toBe(all.length > 0 ? 1 : 0);
      }
    });
  });

  it('are restricted to a domain and a range, and move sets', () => {
    const arbitrary = fc
      .integer({ min: 0, max: 1 })
      .chain((params) =>
        fc.tuple(mapIn(mapSpaceOf(params, 1, 1)), mapIn(setSpaceOf(params, 1)), mapIn(setSpaceOf(params, 1, 'T'))),
      );
    check(arbitrary, ([map, from, to]) => {
      for (const params of parameterValues(map)) {
        const all = pairs(map, params, 1);
        const [sources, targets] = [points(from, params, RADIUS), points(to, params, RADIUS)];
        const left = all.filter(([x]) => sources.includes(x));
        const right = all.filter(([, y]) => targets.includes(y));
        expect(pairs(intersectDomain(map, from), params, 1)).toEqual(left);
        expect(pairs(intersectRange(map, to), params, 1)).toEqual(right);
        expect(points(image(from, map), params, RADIUS)).toEqual(distinct(left.map(([, y]) => y)));
        expect(points(preimage(to, map), params, RADIUS)).toEqual(distinct(right.map(([x]) => x)));
        expect(points(product(from, to), params, RADIUS)).toEqual(
          sources.flatMap((x) => targets.map((y) => `${x},${y}`)).sort(),
        );
        expect(points(identityOn(from), params, RADIUS)).toEqual(sources.map((x) => `${x},${x}`).sort());
      }
    });
  });

  it('have differences', () => {
    const arbitrary = fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 2 }));
    const maps = arbitrary.chain(([params, dims]) => mapIn(mapSpaceOf(params, dims, dims), { pieces: 2 }));
    check(
      maps,
      (map) => {
        const input = map.space.in?.dims.length ?? 0;
        for (const params of parameterValues(map)) {
          const all = pairs(map, params, input).map(([from, to]) => {
            const y = to.split(',');
            return input === 0
              ? ''
              : from
                  .split(',')
                  .map((x, index) => Number(y[index]) - Number(x))
                  .join(',');
          });
          expect(points(deltas(map), params, 2 * RADIUS)).toEqual(distinct(all));
        }
      },
      60,
    );
  });

  it('lose dimensions by projection and by fixing', () => {
    const sets = fc.integer({ min: 0, max: 1 }).chain((params) => mapIn(setSpaceOf(params, 3), { pieces: 2 }));
    check(sets, (set) => {
      for (const params of parameterValues(set)) {
        const all = points(set, params, RADIUS).map((text) => text.split(','));
        expect(points(projectOut(set, 'out', 1, 2), params, RADIUS)).toEqual(distinct(all.map(([x]) => `${x}`)));
        expect(points(projectOut(set, 'out', 0, 1), params, RADIUS)).toEqual(
          distinct(all.map(([, y, z]) => `${y},${z}`)),
        );
        const fixed = fixColumn(set, set.space.params.length + 1, 1);
        expect(points(fixed, params, RADIUS)).toEqual(all.filter(([x]) => x === '1').map(String));
      }
    });
  });
});
