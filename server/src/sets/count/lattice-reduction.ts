/**
 * Short vectors of a lattice, by reduction of its basis.
 *
 *     (1, 0), (7, 1)  →  (1, 0), (0, 1)       size reduction: take the nearest multiple of the first away
 *     (5, 0), (2, 1)  →  (2, 1), (1, -2)      exchange where the shorter comes later, and reduce again
 *
 * A. Lenstra, H. Lenstra, L. Lovász, Factoring polynomials with rational coefficients, 1982, with δ = 3/4, in the form
 * that has only integers (H. Cohen, A Course in Computational Algebraic Number Theory, 1993, algorithm 2.6.7): d_i is
 * the determinant of the Gram matrix of the first i vectors, and λ_ij = d_j·μ_ij.
 */
import { absolute, add, divideExactly, floorDivide, type Int, multiply, subtract } from '../integer.ts';
import { spend } from '../work.ts';

function dot(a: readonly Int[], b: readonly Int[]): Int {
  let sum: Int = 0;
  for (let k = 0; k < a.length; k++) sum = add(sum, multiply(a[k] as Int, b[k] as Int));
  return sum;
}

/** a·b − c·d, divided by e, exactly. */
function cross(a: Int, b: Int, c: Int, d: Int, e: Int): Int {
  return divideExactly(subtract(multiply(a, b), multiply(c, d)), e);
}

/** A reduced basis of the lattice that these linearly independent vectors span. */
export function reducedBasis(vectors: readonly (readonly Int[])[]): Int[][] {
  const reduction = new Reduction(vectors);
  for (let k = 1; k < vectors.length; ) {
    spend(vectors.length);
    reduction.shorten(k, k - 1);
    if (reduction.mustExchange(k)) {
      reduction.exchange(k);
      k = Math.max(1, k - 1);
    } else {
      for (let l = k - 2; l >= 0; l--) reduction.shorten(k, l);
      k += 1;
    }
  }
  return reduction.basis;
}

class Reduction {
  readonly basis: Int[][];
  /** d[i] belongs to the first i vectors; d[0] = 1. */
  readonly #d: Int[] = [1];
  readonly #lambda: Int[][] = [];

  constructor(vectors: readonly (readonly Int[])[]) {
    this.basis = vectors.map((vector) => vector.slice());
    this.basis.forEach((vector, i) => {
      const row: Int[] = [];
      for (let j = 0; j <= i; j++) {
        let value = dot(vector, this.basis[j] as Int[]);
        for (let k = 0; k < j; k++) {
          const other = j === i ? row : (this.#lambda[j] as Int[]);
          value = cross(this.#d[k + 1] as Int, value, row[k] as Int, other[k] as Int, this.#d[k] as Int);
        }
        if (j < i) row.push(value);
        else this.#d.push(value);
      }
      this.#lambda.push(row);
    });
  }

  /** Takes the nearest multiple of vector l away from vector k. */
  shorten(k: number, l: number): void {
    const row = this.#lambda[k] as Int[];
    const d = this.#d[l + 1] as Int;
    const value = row[l] as Int;
    if (multiply(2, absolute(value)) <= d) return;
    const factor = floorDivide(add(multiply(2, value), d), multiply(2, d));
    const vector = this.basis[k] as Int[];
    const other = this.basis[l] as Int[];
    for (let i = 0; i < vector.length; i++) {
      vector[i] = subtract(vector[i] as Int, multiply(factor, other[i] as Int));
    }
    row[l] = subtract(value, multiply(factor, d));
    const shorter = this.#lambda[l] as Int[];
    for (let i = 0; i < l; i++) row[i] = subtract(row[i] as Int, multiply(factor, shorter[i] as Int));
  }

  /** Lovász's condition fails: d_{k+1}·d_{k−1} < 3/4·d_k² − λ². */
  mustExchange(k: number): boolean {
    const lambda = (this.#lambda[k] as Int[])[k - 1] as Int;
    const d = this.#d[k] as Int;
    const left = multiply(4, multiply(this.#d[k + 1] as Int, this.#d[k - 1] as Int));
    return left < subtract(multiply(3, multiply(d, d)), multiply(4, multiply(lambda, lambda)));
  }

  /** Exchanges vectors k and k − 1. */
  exchange(k: number): void {
    [this.basis[k], this.basis[k - 1]] = [this.basis[k - 1] as Int[], this.basis[k] as Int[]];
    const low = this.#lambda[k - 1] as Int[];
    const high = this.#lambda[k] as Int[];
    for (let j = 0; j < k - 1; j++) [low[j], high[j]] = [high[j] as Int, low[j] as Int];
    const lambda = high[k - 1] as Int;
    const before = this.#d[k - 1] as Int;
    const d = this.#d[k] as Int;
    const after = this.#d[k + 1] as Int;
    const changed = divideExactly(add(multiply(before, after), multiply(lambda, lambda)), d);
    for (let i = k + 1; i < this.#lambda.length; i++) {
      const row = this.#lambda[i] as Int[];
      const t = row[k] as Int;
      row[k] = cross(after, row[k - 1] as Int, lambda, t, d);
      row[k - 1] = divideExactly(add(multiply(changed, t), multiply(lambda, row[k] as Int)), after);
    }
    this.#d[k] = changed;
  }
}
