/**
 * Polynomials with rational coefficients in numbered variables, which are columns of a row `[1, …]`.
 *
 *     1/2·x1² + 1/2·x1        terms x1^2 ↦ 1/2, x1^1 ↦ 1/2
 *
 * A polynomial has no term with coefficient 0, so the zero polynomial has no terms and equal ones have equal terms.
 */
import type { Int } from '../integer.ts';
import { spend } from '../work.ts';
import { addRational, multiplyRational, negateRational, ONE, type Rational, rational } from './rational.ts';

/** A product of powers: columns ascending, powers >= 1; empty for the constant 1. */
export type Monomial = readonly { readonly column: number; readonly power: number }[];

export interface Term {
  readonly monomial: Monomial;
  readonly coefficient: Rational;
}

/** Terms by the text of their monomial. */
export type Polynomial = ReadonlyMap<string, Term>;

export const NOTHING: Polynomial = new Map();

function keyOf(monomial: Monomial): string {
  return monomial.map(({ column, power }) => `${column}^${power}`).join('*');
}

function addTerm(into: Map<string, Term>, monomial: Monomial, coefficient: Rational): void {
  const key = keyOf(monomial);
  const before = into.get(key);
  const sum = before === undefined ? coefficient : addRational(before.coefficient, coefficient);
  if (sum.numerator === 0) into.delete(key);
  else into.set(key, { monomial, coefficient: sum });
}

export function constantPolynomial(value: Rational): Polynomial {
  return value.numerator === 0 ? NOTHING : new Map([['', { monomial: [], coefficient: value }]]);
}

/** The affine form of a row `[constant, x1, …]`. */
export function affinePolynomial(row: readonly Int[]): Polynomial {
  const result = new Map<string, Term>();
  row.forEach((value, column) => {
    if (value !== 0) addTerm(result, column === 0 ? [] : [{ column, power: 1 }], rational(value));
  });
  return result;
}

export function addPolynomials(a: Polynomial, b: Polynomial): Polynomial {
  if (b.size === 0) return a;
  spend(a.size + b.size);
  const result = new Map(a);
  for (const { monomial, coefficient } of b.values()) addTerm(result, monomial, coefficient);
  return result;
}

export function negatePolynomial(a: Polynomial): Polynomial {
  return scalePolynomial(a, negateRational(ONE));
}

function scalePolynomial(a: Polynomial, factor: Rational): Polynomial {
  if (factor.numerator === 0) return NOTHING;
  const result = new Map<string, Term>();
  for (const [key, { monomial, coefficient }] of a) {
    result.set(key, { monomial, coefficient: multiplyRational(coefficient, factor) });
  }
  return result;
}

export function multiplyPolynomials(a: Polynomial, b: Polynomial): Polynomial {
  spend(8 * a.size * b.size);
  const result = new Map<string, Term>();
  for (const left of a.values()) {
    for (const right of b.values()) {
      const coefficient = multiplyRational(left.coefficient, right.coefficient);
      addTerm(result, multiplyMonomials(left.monomial, right.monomial), coefficient);
    }
  }
  return result;
}

function multiplyMonomials(a: Monomial, b: Monomial): Monomial {
  const powers = new Map<number, number>();
  for (const { column, power } of [...a, ...b]) powers.set(column, (powers.get(column) ?? 0) + power);
  return [...powers].map(([column, power]) => ({ column, power })).sort((x, y) => x.column - y.column);
}

/** Coefficients p_0, p_1, … of a polynomial Σ p_k·x^k in the variable of one column, without that variable. */
export function coefficientsIn(polynomial: Polynomial, column: number): Polynomial[] {
  const result: Map<string, Term>[] = [];
  for (const { monomial, coefficient } of polynomial.values()) {
    const power = monomial.find((factor) => factor.column === column)?.power ?? 0;
    while (result.length <= power) result.push(new Map());
    const rest = monomial.filter((factor) => factor.column !== column);
    addTerm(result[power] as Map<string, Term>, rest, coefficient);
  }
  return result;
}

/** Σ coefficients[k]·x^k at x = `argument`. */
export function composePolynomial(coefficients: readonly Polynomial[], argument: Polynomial): Polynomial {
  let result: Polynomial = NOTHING;
  for (let k = coefficients.length - 1; k >= 0; k--) {
    result = addPolynomials(multiplyPolynomials(result, argument), coefficients[k] as Polynomial);
  }
  return result;
}

/** Renames variables: column c becomes `target[c]`. */
export function moveVariables(polynomial: Polynomial, target: readonly number[]): Polynomial {
  const result = new Map<string, Term>();
  for (const { monomial, coefficient } of polynomial.values()) {
    const moved = monomial.map(({ column, power }) => ({ column: target[column] as number, power }));
    addTerm(result, multiplyMonomials(moved, []), coefficient);
  }
  return result;
}

/** The value where column c is `values[c]`. */
export function evaluatePolynomial(polynomial: Polynomial, values: readonly Int[]): Rational {
  let sum = rational(0);
  for (const { monomial, coefficient } of polynomial.values()) {
    let term = coefficient;
    for (const { column, power } of monomial) {
      for (let k = 0; k < power; k++) term = multiplyRational(term, rational(values[column] as Int));
    }
    sum = addRational(sum, term);
  }
  return sum;
}

export function samePolynomial(a: Polynomial, b: Polynomial): boolean {
  if (a.size !== b.size) return false;
  for (const [key, { coefficient }] of a) {
    const other = b.get(key)?.coefficient;
    if (other?.numerator !== coefficient.numerator || other.denominator !== coefficient.denominator) return false;
  }
  return true;
}
