/**
 * Integers of any size that are cheap while they are small.
 *
 *     multiply(3, 4) = 12                    two machine numbers, one multiplication and one comparison
 *     multiply(2 ** 40, 2 ** 40) = 2n ** 80n the product is not a safe integer, so it is computed again with BigInt
 *     subtract(2n ** 53n, 1) = 2 ** 53 - 1   safe again, so it is a number again
 *
 * Canonical form: a safe integer (|x| < 2^53) is always a `number` and never `-0`, anything else a `bigint`. So `===`
 * is equality, and `<` compares correctly even between a `number` and a `bigint`. A sum or product of two safe integers
 * that is not representable rounds to 2^53 or more, never to a safe integer, so testing the result is enough.
 */
export type Int = number | bigint;

/** Largest magnitude of an integer that is kept as a `number`. */
export const MAXIMUM_SAFE = Number.MAX_SAFE_INTEGER;

function isSafe(value: number): boolean {
  return value <= MAXIMUM_SAFE && value >= -MAXIMUM_SAFE;
}

/** @returns the canonical form of any integer. A `number` that is given must be an integer. */
export function integer(value: number | bigint): Int {
  if (typeof value === 'number') return isSafe(value) ? value + 0 : BigInt(value);
  return value <= MAXIMUM_SAFE && value >= -MAXIMUM_SAFE ? Number(value) : value;
}

export function add(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (isSafe(sum)) return sum;
  }
  return integer(BigInt(a) + BigInt(b));
}

export function subtract(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (isSafe(difference)) return difference;
  }
  return integer(BigInt(a) - BigInt(b));
}

export function multiply(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b + 0;
    if (isSafe(product)) return product;
  }
  return integer(BigInt(a) * BigInt(b));
}

export function negate(a: Int): Int {
  return typeof a === 'number' ? 0 - a : integer(-a);
}

export function absolute(a: Int): Int {
  return a < 0 ? negate(a) : a;
}

/** @returns -1, 0 or 1. */
export function sign(a: Int): -1 | 0 | 1 {
  if (a > 0) return 1;
  return a < 0 ? -1 : 0;
}

/** @returns a negative number, 0 or a positive one, as `Array.prototype.sort` wants it. */
export function compare(a: Int, b: Int): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

export function minimum(a: Int, b: Int): Int {
  return a <= b ? a : b;
}

export function maximum(a: Int, b: Int): Int {
  return a >= b ? a : b;
}

/** The greatest common divisor, never negative; `gcd(0, 0) = 0`. */
export function gcd(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    let x = a < 0 ? -a : a;
    let y = b < 0 ? -b : b;
    while (y !== 0) [x, y] = [y, x % y];
    return x + 0;
  }
  let x = BigInt(absolute(a));
  let y = BigInt(absolute(b));
  while (y !== 0n) [x, y] = [y, x % y];
  return integer(x);
}

/** The least common multiple, never negative. */
export function lcm(a: Int, b: Int): Int {
  if (a === 0 || b === 0) return 0;
  return absolute(multiply(a, divideExactly(b, gcd(a, b))));
}

/**
 * ⌊a / b⌋ for any b other than 0.
 *
 * With machine numbers the remainder is exact (IEEE 754), so `(a - remainder) / b` is exact as well; `a / b` is not.
 */
export function floorDivide(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const remainder = a % b;
    const quotient = (a - remainder) / b;
    return (remainder !== 0 && remainder < 0 !== b < 0 ? quotient - 1 : quotient) + 0;
  }
  const x = BigInt(a);
  const y = BigInt(b);
  const quotient = x / y;
  const remainder = x - quotient * y;
  return integer(remainder !== 0n && remainder < 0n !== y < 0n ? quotient - 1n : quotient);
}

/** ⌈a / b⌉ for any b other than 0. */
export function ceilDivide(a: Int, b: Int): Int {
  return negate(floorDivide(negate(a), b));
}

/** a − b·⌊a / b⌋: for a positive b, the remainder in 0 … b − 1. */
export function modulo(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const remainder = a % b;
    return (remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder) + 0;
  }
  return subtract(a, multiply(b, floorDivide(a, b)));
}

/** a / b where b is known to divide a. */
export function divideExactly(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') return a / b + 0;
  return integer(BigInt(a) / BigInt(b));
}
