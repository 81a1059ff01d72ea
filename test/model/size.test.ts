import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integerOf, lowerSize } from '../../server/src/model/lower-size.ts';
import {
  ceilDivide,
  evaluateSize,
  floorDivide,
  integer,
  named,
  operation,
  printSize,
  type Size,
} from '../../server/src/model/size.ts';
import { parseDeclaration } from '../../server/src/syntax/parse.ts';
import { runs } from '../support/runs.ts';

const values = fc.bigInt({ min: -40n, max: 40n });
const environment = new Map([
  ['M', 12n],
  ['N', -5n],
]);

const sizes: fc.Arbitrary<Size> = fc.letrec<{ size: Size; leaf: Size; operation: Size }>((tie) => ({
  size: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('operation')),
  leaf: fc.oneof(values.map(integer), fc.constantFrom('M', 'N').map(named)),
  operation: fc
    .tuple(fc.constantFrom('+', '-', '*', '/', '%'), tie('size'), tie('size'))
    .map(([operator, left, right]) => operation(operator as '+', left, right)),
})).size;

/** The size that a text means where it is written in a const. */
function readSize(text: string): Size {
  const { declaration, problems } = parseDeclaration(`const C = ${text}`);
  expect(problems).toEqual([]);
  if (declaration?.kind !== 'const') throw new Error(`no const: ${text}`);
  const refuse = (_: number, reason: string) => {
    throw new Error(`${text}: ${reason}`);
  };
  return lowerSize(declaration.value, () => undefined, refuse);
}

describe('division', () => {
  it('rounds down, and up, also below zero', () => {
    expect([floorDivide(-7n, 2n), floorDivide(7n, -2n), floorDivide(-8n, 2n)]).toEqual([-4n, -4n, -4n]);
    expect([ceilDivide(-7n, 2n), ceilDivide(7n, -2n), ceilDivide(7n, 2n)]).toEqual([-3n, -3n, 4n]);
  });

  it('leaves a remainder between zero and the divisor', () => {
    fc.assert(
      fc.property(
        values,
        values.filter((b) => b !== 0n),
        (a, b) => {
          const rest = evaluateSize(operation('%', integer(a), integer(b)), environment) as bigint;
          expect(floorDivide(a, b) * b + rest).toBe(a);
          expect(b > 0n ? rest >= 0n && rest < b : rest <= 0n && rest > b).toBe(true);
        },
      ),
      { numRuns: runs(300) },
    );
  });

  it('by zero has no value, wherever it stands', () => {
    const byZero = operation('/', integer(1n), operation('-', named('M'), named('M')));
    expect(evaluateSize(operation('*', integer(0n), byZero), environment)).toBeUndefined();
  });
});

describe('a power', () => {
  const power = (base: bigint, exponent: bigint) =>
    evaluateSize(operation('^', integer(base), integer(exponent)), environment);

  it('is exact, and refused where it is negative or astronomical', () => {
    expect([power(2n, 10n), power(-1n, 7n), power(0n, 0n)]).toEqual([1024n, -1n, 1n]);
    expect([power(2n, -1n), power(2n, 1n << 60n)]).toEqual([undefined, undefined]);
  });
});

describe('a printed size', () => {
  it('reads as it was meant', () => {
    const difference = operation('-', named('A'), operation('-', named('B'), integer(-2n)));
    expect(printSize(difference)).toBe('A - (B - (-2))');
    expect(printSize(operation('*', operation('+', named('A'), integer(1n)), named('B')))).toBe('(A + 1) * B');
  });

  it('has the value of the size when it is read back', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        expect(evaluateSize(readSize(printSize(size)), environment)).toBe(evaluateSize(size, environment));
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('a literal', () => {
  it.each([
    ['0', 0n],
    ['007', 7n],
    ['1e6', 1_000_000n],
    ['1E+3', 1000n],
    ['1.5e3', 1500n],
    ['2.50e1', undefined],
    ['9007199254740993', 9_007_199_254_740_993n],
    ['1e400', 10n ** 400n],
    ['1.5', undefined],
    ['1e-5', undefined],
    ['1e99999', undefined],
    ['', undefined],
    ['12x', undefined],
  ])('%s is %s', (text, value) => {
    expect(integerOf(text)).toBe(value);
  });

  it('stands in a size as it is written', () => {
    expect(readSize('2 * 1e6')).toEqual(operation('*', integer(2n), integer(1_000_000n)));
    expect(readSize('-3')).toEqual(integer(-3n));
  });
});
