/**
 * Affine index expressions at concrete sizes: `constant + Σ coefficient · index`.
 *
 * Example: `stride * p + r - pad` at stride 2, pad 3 is -3 + 2·p + 1·r.
 */
import { evaluateSize, type Size, type SizeEnvironment } from '../model/size.ts';

export interface Affine {
  readonly constant: bigint;
  /** Indices with a coefficient other than 0. */
  readonly terms: ReadonlyMap<string, bigint>;
}

/**
 * @returns the expression as an affine form over the names without a value in `environment`, or undefined if it is not
 * affine there (a product of two indices, a floor or a remainder of an index).
 */
export function affineOf(size: Size, environment: SizeEnvironment): Affine | undefined {
  if (size.kind === 'name' && !environment.has(size.name)) {
    return { constant: 0n, terms: new Map([[size.name, 1n]]) };
  }
  if (size.kind !== 'operation') {
    const value = evaluateSize(size, environment);
    return value === undefined ? undefined : { constant: value, terms: new Map() };
  }
  const left = affineOf(size.left, environment);
  const right = affineOf(size.right, environment);
  if (!left || !right) return undefined;
  if (size.operator === '+') return add(left, right, 1n);
  if (size.operator === '-') return add(left, right, -1n);
  if (size.operator === '*' && left.terms.size === 0) return scale(right, left.constant);
  if (size.operator === '*' && right.terms.size === 0) return scale(left, right.constant);
  if (left.terms.size > 0 || right.terms.size > 0) return undefined;
  const value = evaluateSize(size, environment);
  return value === undefined ? undefined : { constant: value, terms: new Map() };
}

function add(left: Affine, right: Affine, sign: bigint): Affine {
  const terms = new Map(left.terms);
  for (const [index, coefficient] of right.terms) {
    const sum = (terms.get(index) ?? 0n) + sign * coefficient;
    if (sum === 0n) terms.delete(index);
    else terms.set(index, sum);
  }
  return { constant: left.constant + sign * right.constant, terms };
}

function scale({ constant, terms }: Affine, factor: bigint): Affine {
  if (factor === 0n) return { constant: 0n, terms: new Map() };
  return { constant: constant * factor, terms: new Map([...terms].map(([index, c]) => [index, c * factor])) };
}
