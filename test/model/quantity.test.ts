import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantity } from '../../server/src/model/quantity.ts';
import { runs } from '../support/runs.ts';

describe('a quantity', () => {
  it.each([
    ['24', 'MiB', 25_165_824, 'bytes'],
    ['16', 'GiB', 2 ** 34, 'bytes'],
    ['2', 'KB', 2000, 'bytes'],
    ['17', 'B/ns', 17, 'rate'],
    ['1', 'GB/s', 1, 'rate'],
    ['1', 'GiB/s', 2 ** 30 / 1e9, 'rate'],
    ['1300', 'ns', 1300, 'time'],
    ['1.3', 'us', 1300, 'time'],
    ['2', 'ms', 2e6, 'time'],
    ['1e-3', 's', 1e6, 'time'],
    ['2.8', 'GHz', 2.8, 'frequency'],
    ['1400', 'MHz', 1.4, 'frequency'],
    ['64', 'cycles', 64, 'cycles'],
  ])('%s %s is in base units', (number, unit, value, dimension) => {
    const found = quantity(number, unit);
    expect(found?.dimension).toBe(dimension);
    expect(found?.value).toBeCloseTo(value, 9);
  });

  it('without a unit is a count', () => {
    expect(quantity('128', undefined)).toEqual({ value: 128, dimension: 'count' });
  });

  it.each([
    ['an unknown unit', '1', 'furlong'],
    ['a unit in other letters', '1', 'mib'],
    ['a name that every object has', '1', 'constructor'],
    ['a rate of time', '1', 'ns/ns'],
    ['a rate for bytes', '1', 'B/B'],
    ['a rate without time', '1', 'B/'],
    ['a rate of a rate', '1', 'B/ns/ns'],
    ['a number that is none', 'many', 'B'],
    ['a number without end', '1e999', 'B'],
  ])('is none with %s', (_, number, unit) => {
    expect(quantity(number, unit)).toBeUndefined();
  });

  it('may have spaces around the slash', () => {
    expect(quantity('17', 'B / ns')).toEqual(quantity('17', 'B/ns'));
  });

  it('grows with its number, in every unit', () => {
    const units = fc.constantFrom('B', 'KiB', 'MiB', 'ns', 'us', 'GHz', 'kHz', 'cycles', 'B/ns', 'GB/s', undefined);
    fc.assert(
      fc.property(units, fc.nat(), fc.nat({ max: 1000 }), (unit, number, more) => {
        const less = quantity(`${number}`, unit)?.value as number;
        const sum = quantity(`${number + more}`, unit)?.value as number;
        expect(sum >= less && less >= 0).toBe(true);
      }),
      { numRuns: runs(100) },
    );
  });
});
