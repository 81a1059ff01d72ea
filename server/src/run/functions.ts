/** The functions of values, on doubles. */

const FUNCTIONS: Readonly<Record<string, (...values: number[]) => number>> = {
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  rsqrt: (x) => 1 / Math.sqrt(x),
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  erf,
  sin: Math.sin,
  cos: Math.cos,
  abs: Math.abs,
  floor: Math.floor,
  max: Math.max,
  min: Math.min,
  pow: (x, y) => x ** y,
};

/** @returns the function of this name, or undefined. */
export function valueFunction(name: string): ((...values: number[]) => number) | undefined {
  return Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
}

/** Above this the series loses digits, and the continued fraction has few terms (Abramowitz and Stegun 7.1.14). */
const SERIES_END = 2.5;
/** erf(6) differs from 1 by 2e-17, less than a double shows. */
const ONE_FROM = 6;

/**
 * The error function, 2/√π ∫₀ˣ exp(-t²) dt, to about 1e-15: up to 2.5 by the series
 * 2/√π · exp(-x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1 · 3 · 5 … (2n + 1)), whose terms are all of one sign (Abramowitz and Stegun 7.1.6).
 */
function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  const value = size >= ONE_FROM ? 1 : size > SERIES_END ? 1 - complement(size) : series(size);
  return x < 0 ? -value : value;
}

function series(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** erfc by its continued fraction exp(-x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), from the inside outward. */
function complement(x: number): number {
  let fraction = x;
  for (let n = 80; n >= 1; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}
