/**
 * Size expressions in a normal form: a sum of products of names with integer coefficients. Floors, remainders and powers
 * by names are opaque atoms, equal when they are written from equal parts.
 *
 * Worked example: `(H - 1) / stride + 1` and `1 + (H + 2 * 0 - 1) / stride` are both 1 + [(-1 + H) / stride].
 */
import type { Size } from './size.ts';

/** Coefficients by product of atoms; the empty product is the constant. Zero coefficients are left out. */
export type Polynomial = ReadonlyMap<string, bigint>;

const TIMES = ' * ';
/** Expressions whose normal form would be larger than this are opaque: `(a + b) ^ 64` has no use here. */
const MAXIMUM_TERMS = 256;

/** @returns the normal form. */
export function polynomialOf(size: Size): Polynomial {
  switch (size.kind) {
    case 'integer':
      return constant(size.value);
    case 'name':
      return new Map([[size.name, 1n]]);
    case 'invalid':
      return new Map([['?', 1n]]);
    case 'operation': {
      const left = polynomialOf(size.left);
      const right = polynomialOf(size.right);
      if (size.operator === '+') return add(left, right, 1n);
      if (size.operator === '-') return add(left, right, -1n);
      if (size.operator === '*' && left.size * right.size <= MAXIMUM_TERMS) return multiply(left, right);
      if (size.operator === '^') return power(left, right);
      return atom(left, size.operator, right);
    }
  }
}

/** @returns whether two sizes are equal for all values of their names, as far as the normal form sees it. */
export function sameSize(a: Size, b: Size): boolean {
  const difference = add(polynomialOf(a), polynomialOf(b), -1n);
  return difference.size === 0;
}

/** @returns the value of a polynomial without names, or undefined. */
export function constantOf(polynomial: Polynomial): bigint | undefined {
  if (polynomial.size === 0) return 0n;
  return polynomial.size === 1 ? polynomial.get('') : undefined;
}

function constant(value: bigint): Polynomial {
  return value === 0n ? new Map() : new Map([['', value]]);
}

function add(left: Polynomial, right: Polynomial, sign: bigint): Polynomial {
  const sum = new Map(left);
  for (const [product, coefficient] of right) {
    const total = (sum.get(product) ?? 0n) + sign * coefficient;
    if (total === 0n) sum.delete(product);
    else sum.set(product, total);
  }
  return sum;
}

function multiply(left: Polynomial, right: Polynomial): Polynomial {
  let sum: Polynomial = new Map();
  for (const [a, x] of left) {
    const row = new Map<string, bigint>();
    for (const [b, y] of right) row.set(product(a, b), x * y);
    sum = add(sum, row, 1n);
  }
  return sum;
}

function product(a: string, b: string): string {
  return [...a.split(TIMES), ...b.split(TIMES)]
    .filter((part) => part !== '')
    .sort()
    .join(TIMES);
}

function power(base: Polynomial, exponent: Polynomial): Polynomial {
  const n = constantOf(exponent);
  const b = constantOf(base);
  if (n === undefined || n < 0n || n > 8n || base.size ** Number(n) > MAXIMUM_TERMS) {
    return n !== undefined && b !== undefined && n >= 0n && n < 4096n ? constant(b ** n) : atom(base, '^', exponent);
  }
  let result = constant(1n);
  for (let i = 0n; i < n; i++) result = multiply(result, base);
  return result;
}

function atom(left: Polynomial, operator: string, right: Polynomial): Polynomial {
  const divisor = constantOf(right);
  if (operator === '/' && divisor === 1n) return left;
  if (operator === '%' && divisor === 1n) return new Map();
  return new Map([[`[${text(left)} ${operator} ${text(right)}]`.replaceAll(TIMES, '·'), 1n]]);
}

function text(polynomial: Polynomial): string {
  const terms = [...polynomial].sort(([a], [b]) => (a < b ? -1 : 1));
  return `(${terms.map(([name, coefficient]) => `${coefficient}${name === '' ? '' : `·${name}`}`).join(' + ')})`;
}
