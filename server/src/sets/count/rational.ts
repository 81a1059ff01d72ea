/**
 * Exact fractions: 1/2 + 1/3 = 5/6. Always in lowest terms with a positive denominator, so equal values are equal
 * field by field.
 */
import { add, divideExactly, gcd, type Int, multiply, negate } from '../integer.ts';

export interface Rational {
  readonly numerator: Int;
  readonly denominator: Int;
}

export const ZERO: Rational = { numerator: 0, denominator: 1 };
export const ONE: Rational = { numerator: 1, denominator: 1 };

/** The denominator must not be 0. */
export function rational(numerator: Int, denominator: Int = 1): Rational {
  const shared = denominator < 0 ? negate(gcd(numerator, denominator)) : gcd(numerator, denominator);
  return { numerator: divideExactly(numerator, shared), denominator: divideExactly(denominator, shared) };
}

export function addRational(a: Rational, b: Rational): Rational {
  if (a.denominator === 1 && b.denominator === 1) return { numerator: add(a.numerator, b.numerator), denominator: 1 };
  const above = add(multiply(a.numerator, b.denominator), multiply(b.numerator, a.denominator));
  return rational(above, multiply(a.denominator, b.denominator));
}

export function multiplyRational(a: Rational, b: Rational): Rational {
  if (a.denominator === 1 && b.denominator === 1) {
    return { numerator: multiply(a.numerator, b.numerator), denominator: 1 };
  }
  return rational(multiply(a.numerator, b.numerator), multiply(a.denominator, b.denominator));
}

export function negateRational(a: Rational): Rational {
  return { numerator: negate(a.numerator), denominator: a.denominator };
}
