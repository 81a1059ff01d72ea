import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, formatRatio, formatRefetch, groupDigits, mark } from '../../server/src/hints/format.ts';
import { runs } from '../support/runs.ts';

describe('bytes', () => {
  it.each([
    [0n, '0 B'],
    [1023n, '1,023 B'],
    [1024n, '1 KiB'],
    [1536n, '1.5 KiB'],
    [100_000n, '97.7 KiB'],
    [1n << 20n, '1 MiB'],
    [(1n << 20n) - 1n, '1,024 KiB'],
    [3n << 29n, '1.5 GiB'],
    [1n << 80n, '1,048,576 EiB'],
  ])('%d are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe('ratios', () => {
  it.each([
    [1n, 1n, '1'],
    [3n, 2n, '1.5'],
    [4n, 3n, '1.33'],
    [2n, 3n, '0.67'],
    [1n, 1000n, '0'],
    [121n, 10n, '12.1'],
    [12_345n, 10n, '1,235'],
    [1999n, 1000n, '2'],
  ])('%d / %d is %s', (numerator, denominator, text) => expect(formatRatio(numerator, denominator)).toBe(text));

  it('are never off by more than half of the last figure', () => {
    const operand = fc.bigInt({ min: 1n, max: 1n << 40n });
    fc.assert(
      fc.property(operand, operand, (numerator, denominator) => {
        const exact = Number(numerator) / Number(denominator);
        const shown = Number(formatRatio(numerator, denominator).replaceAll(',', ''));
        const step = exact >= 100 ? 1 : exact >= 10 ? 0.1 : 0.01;
        expect(Math.abs(shown - exact)).toBeLessThanOrEqual(step / 2 + exact * 1e-9);
      }),
      { numRuns: runs(500) },
    );
  });
});

it('a bound is marked, and has no refetch factor, since one cannot say to which side it errs', () => {
  const exact = { value: 8n, exact: true };
  const bound = { value: 8n, exact: false };
  expect([mark(exact), mark(bound)]).toEqual(['', '≤']);
  expect(formatRefetch(exact, { value: 2n, exact: true })).toBe('4×');
  expect(formatRefetch(bound, exact)).toBeUndefined();
  expect(formatRefetch(exact, bound)).toBeUndefined();
  expect(formatRefetch(exact, { value: 0n, exact: true })).toBeUndefined();
});

it('digits are grouped from the right', () => {
  expect([0n, 999n, 1000n, 1234567n].map(groupDigits)).toEqual(['0', '999', '1,000', '1,234,567']);
});
