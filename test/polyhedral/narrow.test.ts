import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bounds, endsOf, type InsideConstraint, narrow } from '../../server/src/polyhedral/narrow.ts';
import { runs } from '../support/runs.ts';

const INDICES = ['i', 'j'];
const SEARCH = 30;

interface Plan {
  readonly constant: number;
  readonly coefficients: readonly number[];
  readonly extent: number | undefined;
}

const plans: fc.Arbitrary<Plan> = fc.record({
  constant: fc.integer({ min: -6, max: 12 }),
  coefficients: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 2, maxLength: 2 }),
  extent: fc.option(fc.integer({ min: 0, max: 15 }), { nil: undefined }),
});

function constraintOf({ constant, coefficients, extent }: Plan): InsideConstraint {
  const terms = coefficients.flatMap((c, i) => (c === 0 ? [] : [[INDICES[i] as string, BigInt(c)] as const]));
  return {
    affine: { constant: BigInt(constant), terms: new Map(terms) },
    extent: extent === undefined ? undefined : BigInt(extent),
  };
}

function holds({ constant, coefficients, extent }: Plan, point: readonly number[]): boolean {
  const value = coefficients.reduce((sum, c, i) => sum + c * (point[i] as number), constant);
  return value >= 0 && (extent === undefined || value < extent);
}

/** Bounds from 0 up to an upper bound, narrowed. */
function narrowed(constraints: readonly Plan[], upper: bigint | undefined): ReadonlyMap<string, Bounds> {
  const bounds = new Map<string, Bounds>(INDICES.map((index) => [index, { lower: 0n, upper }]));
  narrow(bounds, constraints.map(constraintOf));
  return bounds;
}

function contains({ lower, upper }: Bounds, value: number): boolean {
  return value >= lower && (upper === undefined || value < upper);
}

const axis = Array.from({ length: SEARCH }, (_, value) => value);
const allPoints = axis.flatMap((i) => axis.map((j) => [i, j] as const));

describe('bounds that constraints narrow', () => {
  it('lose no point that satisfies them', () => {
    fc.assert(
      fc.property(fc.array(plans, { maxLength: 2 }), fc.boolean(), (constraints, bounded) => {
        const bounds = narrowed(constraints, bounded ? BigInt(SEARCH) : undefined);
        const inside = allPoints.filter((point) => constraints.every((plan) => holds(plan, point)));
        for (const point of inside) {
          INDICES.forEach((index, i) => {
            expect(contains(bounds.get(index) as Bounds, point[i] as number)).toBe(true);
          });
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it('are exact for a constraint on one index', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const single = { ...plan, coefficients: [plan.coefficients[0] as number, 0] };
        const bounds = narrowed([single], BigInt(SEARCH)).get('i') as Bounds;
        // a constraint without an index is not one on `i`
        if (single.coefficients[0] === 0) return;
        expect(axis.filter((i) => contains(bounds, i))).toEqual(axis.filter((i) => holds(single, [i, 0])));
      }),
      { numRuns: runs(300) },
    );
  });

  it('are those of the worked example', () => {
    const bounds = narrowed([{ constant: 0, coefficients: [2, 1], extent: 9 }], undefined);
    expect([...bounds.values()]).toEqual([
      { lower: 0n, upper: 5n },
      { lower: 0n, upper: 9n },
    ]);
  });
});

describe('the ends of an affine form over a box', () => {
  it('are its least and largest value', () => {
    fc.assert(
      fc.property(plans, fc.nat({ max: 5 }), fc.nat({ max: 5 }), (plan, i, j) => {
        const box = new Map([
          ['i', { lower: 1n, upper: BigInt(2 + i) }],
          ['j', { lower: 0n, upper: BigInt(1 + j) }],
        ]);
        const values = allPoints
          .filter(([x, y]) => x >= 1 && x < 2 + i && y < 1 + j)
          .map(([x, y]) => plan.constant + (plan.coefficients[0] ?? 0) * x + (plan.coefficients[1] ?? 0) * y);
        const expected = { least: BigInt(Math.min(...values)), most: BigInt(Math.max(...values)) };
        expect(endsOf(constraintOf(plan).affine, box)).toEqual(expected);
      }),
      { numRuns: runs(300) },
    );
  });
});
