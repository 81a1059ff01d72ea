import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absolute,
  add,
  ceilDivide,
  compare,
  floorDivide,
  gcd,
  type Int,
  integer,
  lcm,
  maximum,
  minimum,
  modulo,
  multiply,
  negate,
  sign,
  subtract,
} from '../../server/src/sets/integer.ts';
import { combine, tightenInequality } from '../../server/src/sets/linear/rows.ts';
import { runs } from '../support/runs.ts';

/** Small ones, ones near 2^53 and 2^26.5 where sums and products leave the safe range, and large ones. */
const integers: fc.Arbitrary<bigint> = fc.oneof(
  fc.bigInt({ min: -20n, max: 20n }),
  fc.bigInt({ min: 2n ** 53n - 20n, max: 2n ** 53n + 20n }),
  fc.bigInt({ min: -(2n ** 53n) - 20n, max: 20n - 2n ** 53n }),
  fc.bigInt({ min: -(2n ** 27n), max: 2n ** 27n }),
  fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }),
);

function isCanonical(value: Int): boolean {
  return typeof value === 'number'
    ? Number.isSafeInteger(value) && !Object.is(value, -0)
    : value > Number.MAX_SAFE_INTEGER || value < -Number.MAX_SAFE_INTEGER;
}

function floored(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return quotient * b !== a && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

function gcdOf(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : gcdOf(b, a % b);
}

describe('integers', () => {
  it('are added, multiplied, divided and compared as BigInt does, in canonical form', () => {
    fc.assert(
      fc.property(integers, integers, (x, y) => {
        const [a, b] = [integer(x), integer(y)];
        const cases: [Int, bigint][] = [
          [add(a, b), x + y],
          [subtract(a, b), x - y],
          [multiply(a, b), x * y],
          [negate(a), -x],
          [absolute(a), x < 0n ? -x : x],
          [minimum(a, b), x < y ? x : y],
          [maximum(a, b), x > y ? x : y],
          [gcd(a, b), gcdOf(x, y)],
        ];
        if (y !== 0n) {
          cases.push([floorDivide(a, b), floored(x, y)], [ceilDivide(a, b), -floored(-x, y)]);
          cases.push([modulo(a, b), x - y * floored(x, y)]);
          if (x !== 0n) cases.push([lcm(a, b), ((x < 0n ? -x : x) * (y < 0n ? -y : y)) / gcdOf(x, y)]);
        }
        for (const [result, expected] of cases) {
          expect(BigInt(result)).toBe(expected);
          expect(isCanonical(result)).toBe(true);
        }
        expect(sign(a)).toBe(x > 0n ? 1 : x < 0n ? -1 : 0);
        expect(Math.sign(compare(a, b))).toBe(x > y ? 1 : x < y ? -1 : 0);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('are exact in combinations of rows', () => {
    const rows = fc.array(fc.tuple(integers, integers), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rows, integers, integers, (pairs, a, b) => {
        const target = pairs.map(([x]) => integer(x));
        const source = pairs.map(([, y]) => integer(y));
        combine(target, integer(a), source, integer(b));
        expect(target.map(BigInt)).toEqual(pairs.map(([x, y]) => a * x + b * y));
        expect(target.every(isCanonical)).toBe(true);
      }),
      { numRuns: runs(500) },
    );
  });

  it('are exact where two large products nearly cancel', () => {
    const target: Int[] = [2 ** 30 + 1];
    combine(target, 2 ** 30 - 1, [2 ** 30], -(2 ** 30));
    expect(target).toEqual([-1]);
  });

  it('tighten an inequality to the same integer points', () => {
    const small = fc.integer({ min: -30, max: 30 });
    fc.assert(
      fc.property(small, small, small, (constant, x, y) => {
        const row: Int[] = [constant, x * 2, y * 2];
        const holds = (of: Int[], i: number, j: number) => Number(of[0]) + Number(of[1]) * i + Number(of[2]) * j >= 0;
        const before = row.slice();
        const verdict = tightenInequality(row);
        for (let i = -6; i <= 6; i++) {
          for (let j = -6; j <= 6; j++) {
            expect(verdict === 'open' ? holds(row, i, j) : verdict === 'true').toBe(holds(before, i, j));
          }
        }
      }),
      { numRuns: runs(200) },
    );
  });
});
