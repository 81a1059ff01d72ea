import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateSize, integer, named, operation, type Size } from '../../server/src/model/size.ts';
import { type Affine, affineOf } from '../../server/src/polyhedral/affine.ts';
import { runs } from '../support/runs.ts';

const consts = new Map([
  ['stride', 2n],
  ['pad', 3n],
  ['zero', 0n],
]);

const small = fc.bigInt({ min: -6n, max: 6n });

/** Trees over the indices i, j, k and the consts, as they may stand in an index. */
const sizes: fc.Arbitrary<Size> = fc.letrec<{ size: Size; leaf: Size; operation: Size }>((tie) => ({
  size: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('operation')),
  leaf: fc.oneof(small.map(integer), fc.constantFrom('i', 'j', 'k', 'stride', 'pad', 'zero').map(named)),
  operation: fc
    .tuple(fc.constantFrom('+', '-', '*', '+', '-', '*', '/', '%'), tie('size'), tie('size'))
    .map(([operator, left, right]) => operation(operator as '+', left, right)),
})).size;

const points = fc.record({ i: small, j: small, k: small });

function valueAt({ constant, terms }: Affine, point: Readonly<Record<string, bigint>>): bigint {
  return [...terms].reduce((sum, [index, coefficient]) => sum + coefficient * (point[index] as bigint), constant);
}

describe('an affine form', () => {
  it('of the worked example', () => {
    const size = operation('-', operation('+', operation('*', named('stride'), named('p')), named('r')), named('pad'));
    expect(affineOf(size, consts)).toEqual({
      constant: -3n,
      terms: new Map([
        ['p', 2n],
        ['r', 1n],
      ]),
    });
  });

  it('has the value of the expression at every point, and no coefficient of 0', () => {
    let affine = 0;
    fc.assert(
      fc.property(sizes, points, (size, point) => {
        const form = affineOf(size, consts);
        if (!form) return;
        affine += 1;
        expect([...form.terms.values()]).not.toContain(0n);
        expect(valueAt(form, point)).toBe(evaluateSize(size, new Map([...consts, ...Object.entries(point)])));
      }),
      { numRuns: runs(1000) },
    );
    expect(affine).toBeGreaterThan(100);
  });

  it.each([
    ['a product of two indices', operation('*', named('i'), named('j'))],
    ['a floor of an index', operation('/', named('i'), integer(2n))],
    ['a remainder of an index', operation('%', named('i'), integer(2n))],
    ['a power of an index', operation('^', named('i'), integer(2n))],
    ['a division by zero', operation('/', integer(1n), named('zero'))],
  ])('is none for %s', (_, size) => {
    expect(affineOf(size, consts)).toBeUndefined();
  });

  it('is constant where an index is multiplied by zero or cancels', () => {
    const cancelled = operation('-', operation('+', named('i'), integer(4n)), named('i'));
    expect(affineOf(cancelled, consts)).toEqual({ constant: 4n, terms: new Map() });
    expect(affineOf(operation('*', named('zero'), named('i')), consts)).toEqual({ constant: 0n, terms: new Map() });
  });
});
