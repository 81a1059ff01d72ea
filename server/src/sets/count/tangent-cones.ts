/**
 * The vertices of a polytope { x : b + A·x >= 0 } with their tangent cones, each cut into simplicial ones.
 *
 * The constants are thought of as larger by infinitesimals, b_i + ε_i with ε_0 ≫ ε_1 ≫ … > 0. In the polytope so moved
 * exactly d constraints meet in every vertex, so its vertices are the bases of d constraints that the pivoting of the
 * simplex method walks through, from one to the next along edges, without ties. Where many constraints meet in a vertex
 * v of the real polytope, several bases have v as their solution: their constraints are the simplicial cones of a
 * triangulation of the dual of v's tangent cone. Polytopes of lower dimension need no care of their own: moved outward
 * they have an interior.
 *
 *     the square 0 <= x, y <= 1 has 4 bases; the apex of a pyramid over it (4 constraints in 3 unknowns) has 2:
 *     its dual cone, with a square as section, is cut into two triangles
 *
 * No ε is ever stored: in a dictionary with s_B = (c + Σ t_N·s_N) / D the moved constant is c + D·ε_B − Σ t_N·ε_N, all
 * of which is in the row. Walking: D. Avis, K. Fukuda, A pivoting algorithm for convex hulls and vertex enumeration,
 * 1992 (here with a set of the bases seen). Perturbation: A. Charnes, 1952. Rows are pivoted without fractions over one
 * common denominator, the determinant D of the basis: J. Edmonds, 1967.
 */
import { compare, divideExactly, type Int, multiply, negate, sign, subtract } from '../integer.ts';
import { spend } from '../work.ts';

/**
 * One simplicial cone with integer data: the points x with normals · (x − vertex) >= 0. The columns of `rays` over
 * `index` are the inverse of `normals`; |det normals| = `index`, which is 1 for a unimodular cone.
 */
export interface SimplicialCone {
  readonly index: Int;
  readonly normals: readonly (readonly Int[])[];
  /** rays[k][j] is coordinate k of the edge on which only constraint j is not tight. */
  readonly rays: readonly (readonly Int[])[];
  /** The vertex times `index`. */
  readonly vertex: readonly Int[];
}

export type TangentCones =
  | { readonly kind: 'bounded'; readonly cones: readonly SimplicialCone[] }
  /** There are rational points, and with each of them a ray or a line. */
  | { readonly kind: 'unbounded' }
  /** There is no rational point. */
  | { readonly kind: 'empty' };

/**
 * Tangent cones of all vertices of { x : row · (1, x) >= 0 for all rows }, triangulated in the dual. Rows are
 * `[constant, unknowns…]`. The time depends on the number of bases, not on the number of points.
 */
export function tangentCones(unknowns: number, rows: readonly (readonly Int[])[]): TangentCones {
  const dictionary = new Dictionary(unknowns, rows);
  const full = dictionary.bringUnknownsIn();
  if (!dictionary.makeFeasible()) return { kind: 'empty' };
  if (!full) return { kind: 'unbounded' };
  const cones: SimplicialCone[] = [];
  const seen = new Set<string>([dictionary.key()]);
  /** The pivots that lead from the first basis to this one, and the edge to try next in each. */
  const path: { readonly row: number; readonly column: number; next: number }[] = [];
  let next = 0;
  cones.push(dictionary.cone());
  for (;;) {
    if (next === unknowns) {
      const last = path.pop();
      if (last === undefined) return { kind: 'bounded', cones };
      dictionary.pivot(last.row, last.column);
      next = last.next;
      continue;
    }
    const column = next++;
    const row = dictionary.leaving(column);
    if (row < 0) return { kind: 'unbounded' };
    const key = dictionary.key(row, column);
    if (seen.has(key)) continue;
    seen.add(key);
    dictionary.pivot(row, column);
    path.push({ row, column, next });
    next = 0;
    cones.push(dictionary.cone());
  }
}

/** s_B = (c + Σ t_N · s_N) / D for slacks and unknowns; label k >= 0 is constraint k, label −1 − k is unknown k. */
class Dictionary {
  readonly #constraints: readonly (readonly Int[])[];
  readonly #unknowns: number;
  readonly #rows: Int[][];
  readonly #basic: number[];
  readonly #nonbasic: number[];
  #denominator: Int = 1;

  constructor(unknowns: number, constraints: readonly (readonly Int[])[]) {
    this.#constraints = constraints;
    this.#unknowns = unknowns;
    this.#rows = constraints.map((row) => row.slice());
    this.#basic = constraints.map((_, index) => index);
    this.#nonbasic = Array.from({ length: unknowns }, (_, index) => -1 - index);
  }

  /** Exchanges unknowns for constraints. False if the constraints leave an unknown (so a line) free. */
  bringUnknownsIn(): boolean {
    let all = true;
    for (let column = 0; column < this.#unknowns; column++) {
      const row = this.#rows.findIndex((r, index) => (this.#basic[index] as number) >= 0 && r[1 + column] !== 0);
      if (row < 0) all = false;
      else this.pivot(row, column);
    }
    return all;
  }

  /** Dual simplex method with the smallest-index rule of R. Bland (1977), which cannot cycle. */
  makeFeasible(): boolean {
    for (;;) {
      let row = -1;
      for (let index = 0; index < this.#rows.length; index++) {
        const label = this.#basic[index] as number;
        if (label < 0 || (row >= 0 && label > (this.#basic[row] as number))) continue;
        if (this.#movedSign(index) < 0) row = index;
      }
      if (row < 0) return true;
      let column = -1;
      this.#nonbasic.forEach((label, index) => {
        if (label < 0 || !(((this.#rows[row] as Int[])[1 + index] as Int) > 0)) return;
        if (column < 0 || label < (this.#nonbasic[column] as number)) column = index;
      });
      if (column < 0) return false;
      this.pivot(row, column);
    }
  }

  /** Sign of the constant of a row after the infinitesimal move; never 0. */
  #movedSign(index: number): number {
    const row = this.#rows[index] as Int[];
    if (row[0] !== 0) return sign(row[0] as Int);
    let least = this.#basic[index] as number;
    let result = 1;
    this.#nonbasic.forEach((label, column) => {
      const value = row[1 + column] as Int;
      if (label < 0 || value === 0 || label > least) return;
      least = label;
      result = -sign(value);
    });
    return result;
  }

  /** The row that becomes tight first on the edge where the constraint of this column becomes loose, or -1. */
  leaving(column: number): number {
    let best = -1;
    for (let index = 0; index < this.#rows.length; index++) {
      const row = this.#rows[index] as Int[];
      if ((this.#basic[index] as number) < 0 || (row[1 + column] as Int) >= 0) continue;
      if (best < 0 || this.#isNearer(index, best, column)) best = index;
    }
    spend(this.#rows.length);
    return best;
  }

  /** Whether row a is met before row b: a lexicographic comparison of the moved constants over −t. */
  #isNearer(a: number, b: number, column: number): boolean {
    const rowA = this.#rows[a] as Int[];
    const rowB = this.#rows[b] as Int[];
    const scaleA = negate(rowA[1 + column] as Int);
    const scaleB = negate(rowB[1 + column] as Int);
    const order = compare(multiply(rowA[0] as Int, scaleB), multiply(rowB[0] as Int, scaleA));
    if (order !== 0) return order < 0;
    const labelA = this.#basic[a] as number;
    const labelB = this.#basic[b] as number;
    const labels = [...this.#nonbasic, labelA, labelB].filter((label) => label >= 0).sort((x, y) => x - y);
    for (const label of labels) {
      const position = this.#nonbasic.indexOf(label);
      const moved = (row: Int[], own: number): Int => {
        if (position >= 0) return negate(row[1 + position] as Int);
        return own === label ? this.#denominator : 0;
      };
      const tie = compare(multiply(moved(rowA, labelA), scaleB), multiply(moved(rowB, labelB), scaleA));
      if (tie !== 0) return tie < 0;
    }
    return false;
  }

  /** Exchanges the label of a row and that of a column. */
  pivot(pivotRow: number, column: number): void {
    const source = this.#rows[pivotRow] as Int[];
    const at = 1 + column;
    const pivot = source[at] as Int;
    const negative = pivot < 0;
    const denominator = this.#denominator;
    for (let index = 0; index < this.#rows.length; index++) {
      if (index === pivotRow) continue;
      const row = this.#rows[index] as Int[];
      const factor = row[at] as Int;
      for (let k = 0; k < row.length; k++) {
        if (k === at) continue;
        const own = multiply(row[k] as Int, pivot);
        const value = factor === 0 ? own : subtract(own, multiply(factor, source[k] as Int));
        const quotient = denominator === 1 ? value : divideExactly(value, denominator);
        row[k] = negative ? negate(quotient) : quotient;
      }
      if (negative) row[at] = negate(factor);
    }
    for (let k = 0; k < source.length; k++) {
      if (k !== at && !negative) source[k] = negate(source[k] as Int);
    }
    source[at] = negative ? negate(denominator) : denominator;
    this.#denominator = negative ? negate(pivot) : pivot;
    spend(this.#rows.length);
    const label = this.#basic[pivotRow] as number;
    this.#basic[pivotRow] = this.#nonbasic[column] as number;
    this.#nonbasic[column] = label;
  }

  /** Text that names the basis, or the one after a pivot. */
  key(row?: number, column?: number): string {
    const labels = this.#nonbasic.slice();
    if (row !== undefined && column !== undefined) labels[column] = this.#basic[row] as number;
    return labels.sort((a, b) => a - b).join();
  }

  cone(): SimplicialCone {
    const rays: (readonly Int[])[] = [];
    const vertex: Int[] = [];
    this.#basic.forEach((label, index) => {
      if (label >= 0) return;
      const row = this.#rows[index] as Int[];
      vertex[-1 - label] = row[0] as Int;
      rays[-1 - label] = row.slice(1);
    });
    const normals = this.#nonbasic.map((label) => (this.#constraints[label] as readonly Int[]).slice(1));
    return { index: this.#denominator, normals, rays, vertex };
  }
}
