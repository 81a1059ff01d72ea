/**
 * Bernoulli numbers and the sums of powers that they give.
 *
 *     B_0 … B_4 = 1, −1/2, 1/6, 0, −1/30       x/(e^x − 1) = Σ B_k·x^k/k!
 *     0² + 1² + … + n² = n³/3 + n²/2 + n/6     (J. Faulhaber, 1631; J. Bernoulli, 1713)
 */
import { type Int, multiply } from '../integer.ts';
import { addRational, multiplyRational, negateRational, ONE, type Rational, rational, ZERO } from './rational.ts';

const numbers: Rational[] = [ONE];
const sums: (readonly Rational[])[] = [];

/** B_k with B_1 = −1/2, by Σ_{j <= k} binomial(k + 1, j)·B_j = 0. */
export function bernoulli(k: number): Rational {
  for (let n = numbers.length; n <= k; n++) {
    let sum = ZERO;
    for (let j = 0; j < n; j++)
      sum = addRational(sum, multiplyRational(rational(binomial(n + 1, j)), numbers[j] as Rational));
    numbers.push(multiplyRational(negateRational(sum), rational(1, n + 1)));
  }
  return numbers[k] as Rational;
}

function binomial(n: number, k: number): Int {
  let result: Int = 1;
  for (let j = 1; j <= k; j++) result = rational(multiply(result, n - k + j), j).numerator;
  return result;
}

/**
 * Coefficients (of n^0, n^1, …) of the polynomial S with S(n) = Σ_{v = 0}^{n} v^power, where 0^0 = 1. As a polynomial it
 * satisfies S(n) − S(n − 1) = n^power everywhere, so sums from l to u are S(u) − S(l − 1) for negative bounds as well.
 */
export function powerSum(power: number): readonly Rational[] {
  const before = sums[power];
  if (before) return before;
  const coefficients: Rational[] = new Array<Rational>(power + 2).fill(ZERO);
  for (let j = 0; j <= power; j++) {
    const b = j === 1 ? rational(1, 2) : bernoulli(j);
    const factor = rational(binomial(power + 1, j), power + 1);
    coefficients[power + 1 - j] = multiplyRational(factor, b);
  }
  if (power === 0) coefficients[0] = ONE;
  sums[power] = coefficients;
  return coefficients;
}
