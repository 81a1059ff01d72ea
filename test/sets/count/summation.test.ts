import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../server/src/sets/basic-map.ts';
import { evaluatePolynomial } from '../../../server/src/sets/count/polynomial.ts';
import { type Summand, sumOverUnknowns } from '../../../server/src/sets/count/summation.ts';
import { add, floorDivide, type Int, multiply } from '../../../server/src/sets/integer.ts';
import { withQuota } from '../../../server/src/sets/work.ts';
import { runs } from '../../support/runs.ts';
import { box } from '../support/brute.ts';

interface System {
  readonly params: number;
  readonly unknowns: number;
  readonly equalities: readonly Row[];
  readonly inequalities: readonly Row[];
}

const RADIUS = 3;

/** Every unknown lies in −RADIUS … RADIUS, whatever the parameters are. */
const system: fc.Arbitrary<System> = fc
  .record({ params: fc.integer({ min: 1, max: 2 }), unknowns: fc.integer({ min: 1, max: 3 }) })
  .chain(({ params, unknowns }) => {
    const columns = 1 + params + unknowns;
    const coefficient = fc.oneof(fc.constant(0), fc.constantFrom(1, -1), fc.integer({ min: -3, max: 3 }));
    const row = fc.array(coefficient, { minLength: columns, maxLength: columns });
    const bounds = Array.from({ length: unknowns }, (_, index) =>
      [1, -1].map((factor) =>
        Array.from({ length: columns }, (_, k) => (k === 0 ? RADIUS : k === 1 + params + index ? factor : 0)),
      ),
    ).flat();
    return fc.record({
      params: fc.constant(params),
      unknowns: fc.constant(unknowns),
      equalities: fc.array(row, { maxLength: 1 }),
      inequalities: fc.array(row, { maxLength: 2 }).map((rows) => [...rows, ...bounds]),
    });
  });

function value(row: Row, values: readonly Int[]): Int {
  return row.reduce<Int>((sum, factor, column) => add(sum, multiply(factor, values[column] as Int)), 0);
}

/** The sum of the summands at these parameters. */
function total(summands: readonly Summand[], { params, unknowns }: System, at: readonly number[]): number {
  let sum = 0;
  for (const { floors, equalities, inequalities, polynomial } of summands) {
    const values: Int[] = [1, ...at.slice(0, params), ...new Array<number>(unknowns).fill(0)];
    for (const { numerator, denominator } of floors) values.push(floorDivide(value(numerator, values), denominator));
    if (!equalities.every((row) => value(row, values) === 0)) continue;
    if (!inequalities.every((row) => value(row, values) >= 0)) continue;
    if (polynomial === 'infinite') return Infinity;
    const { numerator, denominator } = evaluatePolynomial(polynomial, values);
    sum += Number(numerator) / Number(denominator);
  }
  return sum;
}

function enumerated({ unknowns, equalities, inequalities }: System, at: readonly number[]): number {
  let count = 0;
  for (const point of box(unknowns, RADIUS)) {
    const values = [1, ...at, ...point];
    if (!equalities.every((row) => value(row, values) === 0)) continue;
    if (inequalities.every((row) => value(row, values) >= 0)) count += 1;
  }
  return count;
}

describe('the number of solutions as a function of parameters', () => {
  it('is that of going through the points, at every value of the parameters', () => {
    let decided = 0;
    fc.assert(
      fc.property(system, (given) => {
        const { params, unknowns, equalities, inequalities } = given;
        const summands = withQuota({ units: 1e5 }, () => sumOverUnknowns(params, unknowns, equalities, inequalities));
        fc.pre(summands.ok);
        decided += 1;
        for (const at of box(params, 5)) {
          expect(Math.round(1e6 * total(summands.value, given, at)) / 1e6).toBe(enumerated(given, at));
        }
      }),
      { numRuns: runs(80) },
    );
    expect(decided).toBeGreaterThanOrEqual(runs(80));
  });

  it('of a triangle is one polynomial', () => {
    // 0 <= i < N, 0 <= j <= i
    const [triangle, ...others] = sumOverUnknowns(
      1,
      2,
      [],
      [
        [0, 0, 1, 0],
        [-1, 1, -1, 0],
        [0, 0, 0, 1],
        [0, 0, 1, -1],
      ],
    );
    expect(others).toEqual([]);
    expect(triangle?.polynomial === 'infinite' ? [] : [...(triangle?.polynomial.keys() ?? [])].sort()).toEqual([
      '1^1',
      '1^2',
    ]);
  });

  it('is infinite where an unknown has no bound on one side', () => {
    expect(sumOverUnknowns(1, 1, [], [[0, 1, 1]]).map(({ polynomial }) => polynomial)).toEqual(['infinite']);
    expect(
      sumOverUnknowns(
        0,
        2,
        [],
        [
          [-1, 0, 1],
          [0, 0, -1],
        ],
      ),
    ).toEqual([]);
  });
});
