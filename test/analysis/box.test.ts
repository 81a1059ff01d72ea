import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, countOf, hullOf, imageOf, type StridedInterval } from '../../server/src/analysis/box.ts';
import type { Affine } from '../../server/src/polyhedral/affine.ts';
import type { Interval } from '../../server/src/polyhedral/program.ts';
import { runs } from '../support/runs.ts';

interface Image {
  readonly constant: number;
  readonly terms: readonly { coefficient: number; lower: number; count: number }[];
}

const images: fc.Arbitrary<Image> = fc.record({
  constant: fc.integer({ min: -9, max: 9 }),
  terms: fc.array(
    fc.record({
      coefficient: fc.integer({ min: -6, max: 6 }).filter((c) => c !== 0),
      lower: fc.integer({ min: -2, max: 3 }),
      count: fc.integer({ min: 0, max: 4 }),
    }),
    { maxLength: 3 },
  ),
});

/** Every value of the image, ascending. */
function valuesOf({ constant, terms }: Image): number[] {
  let values = [constant];
  for (const { coefficient, lower, count } of terms) {
    values = values.flatMap((value) => Array.from({ length: count }, (_, i) => value + coefficient * (lower + i)));
  }
  return [...new Set(values)].sort((a, b) => a - b);
}

function found({ constant, terms }: Image): StridedInterval {
  const affine: Affine = {
    constant: BigInt(constant),
    terms: new Map(terms.map(({ coefficient }, i) => [`x${i}`, BigInt(coefficient)])),
  };
  const box = new Map<string, Interval>(
    terms.map(({ lower, count }, i) => [`x${i}`, { lower: BigInt(lower), upper: BigInt(lower + count) }]),
  );
  return imageOf(affine, (index) => box.get(index) as Interval);
}

/** The smallest strided interval around some values that ascend. */
function around(values: readonly number[]) {
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return { count: 0n };
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  const stride = values.reduce((g, value) => gcd(g, value - first), 0) || 1;
  return {
    lower: BigInt(first),
    upper: BigInt(last),
    stride: BigInt(stride),
    count: BigInt((last - first) / stride + 1),
  };
}

/** What `around` gives, of an interval. */
function described(interval: StridedInterval) {
  const count = countOf(interval);
  if (count === 0n) return { count };
  const { lower, upper, stride } = interval;
  return { lower, upper, stride: count === 1n ? 1n : stride, count };
}

describe('strided intervals', () => {
  it('of an image are the smallest around its values, and dense if none is missing', () => {
    fc.assert(
      fc.property(images, (image) => {
        const values = valuesOf(image);
        expect(described(found(image))).toEqual(around(values));
        expect(found(image).dense).toBe(around(values).count === BigInt(values.length));
      }),
      { numRuns: runs(1000) },
    );
  });

  it('around several are the smallest around all values, and dense only if none is missing', () => {
    let dense = 0;
    fc.assert(
      fc.property(fc.array(images, { maxLength: 3 }), (several) => {
        const values = [...new Set(several.flatMap(valuesOf))].sort((a, b) => a - b);
        const hull = hullOf(several.map(found));
        expect(described(hull)).toEqual(around(values));
        if (hull.dense) expect(around(values).count).toBe(BigInt(values.length));
        if (hull.dense && values.length > 1) dense += 1;
      }),
      { numRuns: runs(1000) },
    );
    expect(dense).toBeGreaterThan(50);
  });

  it('cut at the border of a tensor keep the values inside, if they are dense', () => {
    fc.assert(
      fc.property(images, fc.integer({ min: 0, max: 12 }), (image, extent) => {
        const whole = found(image);
        const inside = valuesOf(image).filter((value) => value >= 0 && value < extent);
        const cut = clip(whole, BigInt(extent));
        if (whole.dense) expect(described(cut)).toEqual(around(inside));
        else expect(countOf(cut)).toBeGreaterThanOrEqual(inside.length);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('of the worked examples', () => {
    const p = { coefficient: 2, lower: 0, count: 8 };
    const r = (count: number) => ({ coefficient: 1, lower: 0, count });
    expect(found({ constant: 0, terms: [p, r(3)] })).toEqual({ lower: 0n, upper: 16n, stride: 1n, dense: true });
    expect(found({ constant: 0, terms: [p, r(1)] })).toEqual({ lower: 0n, upper: 14n, stride: 2n, dense: true });
    expect(found({ constant: 0, terms: [{ ...p, coefficient: 3 }, r(2)] })).toMatchObject({ stride: 1n, dense: false });
  });
});
