/**
 * Separable accesses: every dimension of the data is a sum of loop indices of its own, over a box of iterations.
 *
 *     S[p, q, r, s] -> A[2p + r, 2q + s]    yes: p and r belong to the first dimension, q and s to the second
 *     S[i, j] -> A[i + j, j]                 no: j is in both
 *
 * For these, what a tile touches is a product of progressions, found without any set operation. What is not recognised
 * goes the general way.
 */
import type { BasicMap, Row } from '../basic-map.ts';
import { absolute, ceilDivide, floorDivide, type Int, maximum, minimum, negate } from '../integer.ts';
import { negated } from '../linear/rows.ts';
import type { PMap } from '../map.ts';
import { inCount, outCount, type Space } from '../space.ts';

/** Both ends belong to it. */
export interface Extent {
  readonly lower: Int;
  readonly upper: Int;
}

interface Term {
  readonly index: number;
  readonly factor: Int;
}

/** constant + Σ factor · index, smallest factors first. */
export interface SeparableDimension {
  readonly constant: Int;
  readonly terms: readonly Term[];
}

export interface SeparableAccess {
  /** Of a map from iterations to data. */
  readonly space: Space;
  readonly iterations: readonly Extent[];
  readonly data: readonly SeparableDimension[];
}

/** The access on this domain in separable form, or undefined. */
export function separableAccess(domain: PMap, access: PMap): SeparableAccess | undefined {
  const [box] = domain.pieces;
  const [map] = access.pieces;
  if (box === undefined || map === undefined || domain.pieces.length + access.pieces.length > 2) return undefined;
  if (access.space.params.length + domain.space.params.length > 0 || map.inequalities.length > 0) return undefined;
  if (inCount(access.space) !== outCount(domain.space)) return undefined;
  const iterations = extentsOf(box);
  const data = iterations && dimensionsOf(map);
  return iterations && data && { space: access.space, iterations, data };
}

/** The bounds of a box; undefined if it is something else, or unbounded. */
function extentsOf(set: BasicMap): Extent[] | undefined {
  if (set.divs.length > 0) return undefined;
  const count = outCount(set.space);
  const lower: (Int | undefined)[] = new Array(count).fill(undefined);
  const upper: (Int | undefined)[] = new Array(count).fill(undefined);
  // An equality is a bound on both sides; rounding each inward leaves nothing where it has no integer solution.
  for (const row of [...set.inequalities, ...set.equalities, ...set.equalities.map(negated)]) {
    const column = onlyColumn(row);
    if (column === undefined) return undefined;
    const factor = row[column] as Int;
    const at = column - 1;
    if (factor > 0) {
      const bound = ceilDivide(negate(row[0] as Int), factor);
      lower[at] = lower[at] === undefined ? bound : maximum(lower[at], bound);
    } else {
      const bound = floorDivide(row[0] as Int, negate(factor));
      upper[at] = upper[at] === undefined ? bound : minimum(upper[at], bound);
    }
  }
  const extents: Extent[] = [];
  for (let at = 0; at < count; at++) {
    const [from, to] = [lower[at], upper[at]];
    if (from === undefined || to === undefined || from > to) return undefined;
    extents.push({ lower: from, upper: to });
  }
  return extents;
}

/** The one column besides the constant that a row mentions. */
function onlyColumn(row: Row): number | undefined {
  let found: number | undefined;
  for (let column = 1; column < row.length; column++) {
    if (row[column] === 0) continue;
    if (found !== undefined) return undefined;
    found = column;
  }
  return found;
}

/** One equality for each data dimension, over indices that no other one mentions. */
function dimensionsOf(map: BasicMap): SeparableDimension[] | undefined {
  const first = 1 + inCount(map.space);
  const count = outCount(map.space);
  if (map.divs.length > 0 || map.equalities.length !== count) return undefined;
  const taken = new Set<number>();
  const found: SeparableDimension[] = [];
  for (const row of map.equalities) {
    const own = row.slice(first);
    const at = own.findIndex((value) => value !== 0);
    const factor = own[at];
    if (found[at] !== undefined || own.filter((value) => value !== 0).length !== 1) return undefined;
    if (factor !== 1 && factor !== -1) return undefined;
    const value = (column: number) => (factor === 1 ? negate(row[column] as Int) : (row[column] as Int));
    const terms: Term[] = [];
    for (let index = 0; index < first - 1; index++) {
      if (row[1 + index] === 0) continue;
      if (taken.has(index)) return undefined;
      taken.add(index);
      terms.push({ index, factor: value(1 + index) });
    }
    terms.sort((a, b) => (absolute(a.factor) < absolute(b.factor) ? -1 : 1));
    found[at] = { constant: value(0), terms };
  }
  return found;
}
