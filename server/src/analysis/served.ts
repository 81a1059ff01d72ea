/**
 * What a copy serves: the reads of the `do` steps behind a load, counted as pairs of an instance and an access that lies
 * in bounds.
 *
 * Example: `X[p + r - 1] or 0` with p in 0..8, r in 0..3 and X of 8 elements: 24 pairs, of which 2 lie outside.
 */
import type { Access, Interval, Program, Statement } from '../polyhedral/program.ts';
import { countOf } from './box.ts';
import { BUDGET, combinationsOf, narrowedIndices } from './narrowing.ts';
import type { CopyPlace } from './places.ts';
import type { Region } from './region.ts';

/** @returns the reads in bounds that a load serves over the whole kernel; undefined where they are not counted. */
export function servedReads(program: Program, place: CopyPlace, region: Region): bigint | undefined {
  if (!region.complete) return undefined;
  if (!region.extentsExact && region.forms.some(({ access }) => access.padded)) return undefined;
  let total = 0n;
  for (const { node, loops } of place.uses) {
    const statements = node.statements.map((s) => program.statements[s] as Statement);
    for (const statement of statements) {
      const reads = statement.reads.filter((read) => read.tensor === place.node.tensor);
      if (reads.length === 0) continue;
      const narrowed = narrowedIndices(program, loops);
      if (!narrowed.ok) return undefined;
      for (const read of reads) {
        // a loop over an index that the read lacks repeats it
        const repeated = combinationsOf(narrowed.indices.filter(({ index }) => !read.domain.has(index)));
        const inside = instancesInside(read, region.extents);
        if (inside === undefined) return undefined;
        total += repeated * inside;
      }
    }
  }
  return total;
}

/** The instances at which an access lies inside of its tensor. */
function instancesInside(access: Access, extents: readonly bigint[]): bigint | undefined {
  const free = new Map(access.domain);
  let count = 1n;
  for (const [dimension, affine] of access.padded ? access.dimensions.entries() : []) {
    const terms: { coefficient: bigint; interval: Interval }[] = [];
    for (const [index, coefficient] of affine.terms) {
      const interval = free.get(index);
      // The index stands in two dimensions: they are not cut on their own.
      if (!interval) return undefined;
      free.delete(index);
      terms.push({ coefficient, interval });
    }
    const inside = pointsInside(affine.constant, terms, extents[dimension] ?? 0n);
    if (inside === undefined) return undefined;
    count *= inside;
  }
  for (const interval of free.values()) count *= lengthOf(interval);
  return count;
}

/** The number of points of a box at which `constant + Σ coefficient · index` lies in 0 … extent - 1. */
function pointsInside(
  constant: bigint,
  terms: readonly { coefficient: bigint; interval: Interval }[],
  extent: bigint,
): bigint | undefined {
  const [longest, ...others] = terms.toSorted((a, b) => (lengthOf(a.interval) < lengthOf(b.interval) ? 1 : -1));
  if (!longest) return constant >= 0n && constant < extent ? 1n : 0n;
  if (others.reduce((n, { interval }) => n * lengthOf(interval), 1n) > BUDGET) return undefined;
  let starts = [constant];
  for (const { coefficient, interval } of others) {
    const next: bigint[] = [];
    for (let x = interval.lower; x < interval.upper; x++)
      for (const start of starts) next.push(start + coefficient * x);
    starts = next;
  }
  return starts.reduce((sum, start) => sum + insideOf(start, longest.coefficient, longest.interval, extent), 0n);
}

function lengthOf({ lower, upper }: Interval): bigint {
  return upper > lower ? upper - lower : 0n;
}

/** The number of x in the interval with 0 <= start + coefficient · x < extent. */
function insideOf(start: bigint, coefficient: bigint, { lower, upper }: Interval, extent: bigint): bigint {
  if (upper <= lower) return 0n;
  const [first, step] =
    coefficient > 0n ? [start + coefficient * lower, coefficient] : [start + coefficient * (upper - 1n), -coefficient];
  const all = { lower: first, upper: first + step * (upper - lower - 1n), stride: step, dense: true };
  let count = countOf(all);
  if (all.lower < 0n) count -= (-all.lower + step - 1n) / step;
  if (all.upper >= extent) count -= (all.upper - extent) / step + 1n;
  return count < 0n ? 0n : count;
}
