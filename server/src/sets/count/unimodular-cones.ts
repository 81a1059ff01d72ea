/**
 * Simplicial cones as signed sums of unimodular ones, in the dual.
 *
 * A cone with normals b_1 … b_d and |det| = D > 1 has a short integer vector w = Σ α_i·b_i with |α_i| < 1, of which
 * one α_i at least is positive. Then, up to cones that contain a line (which generating functions do not see),
 *
 *     cone(b_1 … b_d) = Σ over α_i ≠ 0 of sign(α_i) · cone(b_1 … w in place of b_i … b_d)
 *
 * with determinants |α_i|·D < D. Repeated until all are 1. With the normals (1, 0), (1, 3), D = 3: w = (1, 1) is
 * 2/3·(1, 0) + 1/3·(1, 3), which gives cone((1, 1), (1, 3)) of index 2 and cone((1, 0), (1, 1)) of index 1.
 *
 * A. Barvinok, A polynomial time algorithm for counting integral points in polyhedra when the dimension is fixed, 1994;
 * A. Barvinok, J. Pommersheim, An algorithmic theory of lattice points in polyhedra, 1999, theorem 4.4. The vectors α
 * are the lattice that the rows of the inverse of the normals span; a short one comes from its reduced basis.
 */
import { absolute, add, ceilDivide, divideExactly, type Int, modulo, multiply, negate, subtract } from '../integer.ts';
import { spend } from '../work.ts';
import { reducedBasis } from './lattice-reduction.ts';
import type { SimplicialCone } from './tangent-cones.ts';

/** sign · Σ z^p over the integer points p of the cone with this apex and these edges (columns of `rays`). */
export interface UnimodularCone {
  readonly sign: 1 | -1;
  readonly rays: readonly (readonly Int[])[];
  readonly apex: readonly Int[];
}

/** Up to this index a remainder modulo the index is short enough, and cheaper than a reduced basis. */
const SMALL_INDEX = 12;

interface Part {
  readonly sign: 1 | -1;
  /** Positive. */
  readonly index: Int;
  readonly normals: readonly (readonly Int[])[];
  readonly rays: readonly (readonly Int[])[];
}

/** Appends to `result` unimodular cones whose signed sum has the integer points of `cone`. */
export function appendUnimodular(cone: SimplicialCone, result: UnimodularCone[]): void {
  const open: Part[] = [{ sign: 1, index: cone.index, normals: cone.normals, rays: cone.rays }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    spend(cone.vertex.length);
    if (part.index === 1) result.push({ sign: part.sign, rays: part.rays, apex: apex(part, cone) });
    else open.push(...split(part));
  }
}

/** The integer point p with normal · p = ⌈normal · vertex⌉ for each normal: p = rays · (those numbers). */
function apex({ normals, rays }: Part, cone: SimplicialCone): Int[] {
  const least = normals.map((normal) => ceilDivide(dot(normal, cone.vertex), cone.index));
  return rays.map((row) => dot(row, least));
}

function dot(a: readonly Int[], b: readonly Int[]): Int {
  let sum: Int = 0;
  for (let k = 0; k < a.length; k++) {
    const x = a[k] as Int;
    if (x !== 0) sum = add(sum, multiply(x, b[k] as Int));
  }
  return sum;
}

function split(part: Part): Part[] {
  const { sign, index, normals, rays } = part;
  const alpha = shortVector(part);
  const w = normals.map((_, column) => {
    const along = normals.map((normal) => normal[column] as Int);
    return divideExactly(dot(alpha, along), index);
  });
  const parts: Part[] = [];
  alpha.forEach((value, i) => {
    if (value === 0) return;
    const replaced = normals.map((normal, k) => (k === i ? w : normal));
    const positive = value > 0;
    // The inverse after the exchange of one row, over the new determinant |value|.
    const inverse = rays.map((row) =>
      row.map((entry, j) => {
        if (j === i) return positive ? entry : negate(entry);
        const top = subtract(multiply(value, entry), multiply(alpha[j] as Int, row[i] as Int));
        const exact = divideExactly(top, index);
        return positive ? exact : negate(exact);
      }),
    );
    parts.push({ sign: (positive ? sign : -sign) as 1 | -1, index: absolute(value), normals: replaced, rays: inverse });
  });
  return parts;
}

/** α·index for a short α: not zero, every |α_i| < 1, and one of them positive. */
function shortVector({ index, rays }: Part): Int[] {
  const reduced = index > SMALL_INDEX ? reducedBasis(rays) : [];
  const candidates = [...reduced, ...rays.map((row) => row.map((value) => nearestRemainder(value, index)))];
  let best: readonly Int[] | undefined;
  let least: Int = index;
  for (const candidate of candidates) {
    const size = candidate.reduce<Int>((most, value) => (absolute(value) > most ? absolute(value) : most), 0);
    if (size === 0 || size >= least) continue;
    best = candidate;
    least = size;
  }
  // Not all rows are multiples of the index, or its determinant would be 1; so one of the remainders was taken.
  const found = best as readonly Int[];
  return found.some((value) => value > 0) ? found.slice() : found.map(negate);
}

/** The remainder in −index/2 … index/2. */
function nearestRemainder(value: Int, index: Int): Int {
  const remainder = modulo(value, index);
  return multiply(2, remainder) > index ? subtract(remainder, index) : remainder;
}
