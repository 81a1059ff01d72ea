/**
 * How many points a signed sum of unimodular cones has: the value of its rational generating function at z = 1.
 *
 * The integer points of 0 <= x <= N are those of the cone of edge 1 at 0 and of the cone of edge −1 at N (M. Brion,
 * 1988):
 *
 *     1/(1 − z) + z^N/(1 − 1/z) = 1 + z + … + z^N
 *
 * Each fraction has a pole at z = 1, the sum has none. With z = e^t, a term z^c / Π (1 − z^a_j) is a Laurent series in
 * t, and the count is the sum of the constant terms. As 1/(1 − e^x) = −1/x · Σ B_k·x^k/k! (B_k: Bernoulli numbers),
 * the constant term is
 *
 *     (−1)^d / Π a_j · [t^d] e^(c·t) · Π_j Σ_k B_k·(a_j·t)^k/k!
 *
 * In several unknowns z^u stands for e^(t·λ·u), for an integer vector λ that is orthogonal to no edge. A. Barvinok,
 * 1994; J. De Loera, R. Hemmecke, J. Tauzer, R. Yoshida, Effective lattice point counting in rational convex polytopes,
 * 2004, section 3. To have integers only, t is scaled by the product L of the primes up to d + 1, since L^k·B_k/k! and
 * L^k/k! are integers for k <= d.
 */
import { absolute, add, divideExactly, gcd, type Int, multiply, negate, sign } from '../integer.ts';
import { spend } from '../work.ts';
import { bernoulli } from './bernoulli.ts';
import { multiplyRational, rational } from './rational.ts';
import type { UnimodularCone } from './unimodular-cones.ts';

/** The number of integer points of a bounded set, given as unimodular cones in `unknowns` >= 1 dimensions. */
export function pointsOfCones(unknowns: number, cones: readonly UnimodularCone[]): Int {
  const series = scaledSeries(unknowns);
  for (let attempt = 0; ; attempt++) {
    const count = evaluate(unknowns, cones, series, direction(unknowns, attempt));
    if (count !== undefined) return count;
  }
}

interface ScaledSeries {
  /** L^k·B_k/k! for k = 0 … d. */
  readonly todd: readonly Int[];
  /** L^k/k! */
  readonly exponential: readonly Int[];
  /** L^d */
  readonly scale: Int;
}

const known: ScaledSeries[] = [];

function scaledSeries(degree: number): ScaledSeries {
  const before = known[degree];
  if (before) return before;
  let prime: Int = 1;
  for (let n = 2; n <= degree + 1; n++) if (gcd(prime, n) === 1) prime = multiply(prime, n);
  const todd: Int[] = [];
  const exponential: Int[] = [];
  let power = rational(1, 1);
  for (let k = 0; k <= degree; k++) {
    if (k > 0) power = multiplyRational(power, rational(prime, k));
    exponential.push(power.numerator);
    todd.push(multiplyRational(power, bernoulli(k)).numerator);
  }
  let scale: Int = 1;
  for (let k = 0; k < degree; k++) scale = multiply(scale, prime);
  const series = { todd, exponential, scale };
  known[degree] = series;
  return series;
}

/** A direction that few edges are orthogonal to; another one for each attempt. */
function direction(unknowns: number, attempt: number): Int[] {
  const range = 7 + 2 * unknowns + 16 * attempt * attempt;
  let state = 12345 + attempt;
  return Array.from({ length: unknowns }, () => {
    state = (state * 48271) % 2147483647;
    const value = (state % (2 * range)) - range;
    return value < 0 ? value : value + 1;
  });
}

/** Undefined if an edge is orthogonal to the direction. */
function evaluate(
  unknowns: number,
  cones: readonly UnimodularCone[],
  series: ScaledSeries,
  lambda: readonly Int[],
): Int | undefined {
  const numerators = new Map<Int, Int>();
  for (const cone of cones) {
    spend(unknowns * unknowns);
    const steps = lambda.map((_, j) => dot(lambda, cone.rays, j));
    if (steps.includes(0)) return undefined;
    let apex: Int = 0;
    cone.apex.forEach((value, k) => {
      apex = add(apex, multiply(lambda[k] as Int, value));
    });
    const product = steps.reduce<Int>((all, step) => multiply(all, step), 1);
    const term = constantTerm(steps, apex, series);
    const signed = sign(product) * cone.sign > 0 ? term : negate(term);
    const denominator = absolute(product);
    numerators.set(denominator, add(numerators.get(denominator) ?? 0, signed));
  }
  const total = sumOfFractions(numerators);
  const count = divideExactly(total.numerator, multiply(total.denominator, series.scale));
  return unknowns % 2 === 0 ? count : negate(count);
}

function dot(lambda: readonly Int[], rays: readonly (readonly Int[])[], column: number): Int {
  let sum: Int = 0;
  for (let k = 0; k < lambda.length; k++) {
    sum = add(sum, multiply(lambda[k] as Int, (rays[k] as readonly Int[])[column] as Int));
  }
  return sum;
}

/** L^d · [t^d] e^(c·t) · Π_j Σ_k B_k·(a_j·t)^k/k! */
function constantTerm(steps: readonly Int[], apex: Int, { todd, exponential }: ScaledSeries): Int {
  const degree = steps.length;
  let product: Int[] = powers(apex, exponential);
  for (const step of steps) {
    const factor = powers(step, todd);
    const next: Int[] = new Array<Int>(degree + 1).fill(0);
    for (let i = 0; i <= degree; i++) {
      const value = factor[i] as Int;
      if (value === 0) continue;
      for (let j = 0; i + j <= degree; j++) {
        next[i + j] = add(next[i + j] as Int, multiply(value, product[j] as Int));
      }
    }
    product = next;
  }
  return product[degree] as Int;
}

/** coefficient_k · x^k */
function powers(x: Int, coefficients: readonly Int[]): Int[] {
  let power: Int = 1;
  return coefficients.map((coefficient, k) => {
    if (k > 0) power = multiply(power, x);
    return multiply(coefficient, power);
  });
}

/** Σ numerator / denominator, not reduced. */
function sumOfFractions(terms: ReadonlyMap<Int, Int>): { readonly numerator: Int; readonly denominator: Int } {
  let numerator: Int = 0;
  let denominator: Int = 1;
  for (const [below, above] of terms) {
    const shared = gcd(denominator, below);
    const left = divideExactly(below, shared);
    const right = divideExactly(denominator, shared);
    numerator = add(multiply(numerator, left), multiply(above, right));
    denominator = multiply(denominator, left);
  }
  return { numerator, denominator };
}
