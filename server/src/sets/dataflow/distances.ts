/**
 * Distance vectors: time of the sink − time of the source, as a set of the space of times.
 *
 *     S[i, j] reads and writes A[j], 0 <= i, j < 9, times (i, j)
 *       pairs S[i, j] -> S[i', j], i < i'; distances { [d, 0] : 1 <= d <= 8 }
 *
 * The signs of a distance are its direction: (<, =) here. Distances that are lexicographically positive are those of a
 * schedule that respects the pairs. The constraints of a pair that are left after equalities were used up
 * (`Pair.reduced`) mention few unknowns, each of which is replaced by a distance that mentions it with a coefficient ±1,
 * or eliminated where that is exact, or else stays as an existential variable.
 */
import { type BasicMap, basicMap, type Row, zeroRow } from '../basic-map.ts';
import { type Int, negate } from '../integer.ts';
import { combine, reduceEquality, substitute, tightenInequality } from '../linear/rows.ts';
import { isSolvable } from '../linear/solve.ts';
import { mapOf } from '../map.ts';
import { type Space, setSpace, tuple } from '../space.ts';
import { type UnionMap, unionOf } from '../union-map.ts';
import { spend } from '../work.ts';
import type { Pair } from './pairs.ts';

/** Constraints over `[1, parameters…, distances…, unknowns…]`, each unknown's column there until it is eliminated. */
interface Rows {
  equalities: Int[][];
  inequalities: Int[][];
}

/** The distances of all pairs, a union of sets without names, one for each number of time dimensions. */
export function distancesOf(pairs: readonly Pair[], params: readonly string[]): UnionMap {
  const pieces = new Map<string, BasicMap>();
  for (const pair of pairs) {
    const piece = distanceOf(pair, params);
    pieces.set(`${piece.space.out.dims.length}|${piece.equalities.join(';')}|${piece.inequalities.join(';')}`, piece);
  }
  const byDims = new Map<number, BasicMap[]>();
  for (const piece of pieces.values()) {
    const count = piece.space.out.dims.length;
    byDims.set(count, [...(byDims.get(count) ?? []), piece]);
  }
  return unionOf(
    [...byDims.values()].map((list) => mapOf((list[0] as BasicMap).space, list)),
    params,
  );
}

function distanceOf({ reduced, sink }: Pair, params: readonly string[]): BasicMap {
  const count = reduced.differences.length;
  const { parameters } = sink;
  const first = 1 + parameters;
  const columns = (reduced.differences[0]?.length ?? first) + count;
  const place = (row: Row): Int[] => {
    const result = zeroRow(columns);
    for (let column = 0; column < row.length; column++)
      result[column < first ? column : column + count] = row[column] as Int;
    return result;
  };
  const rows: Rows = { equalities: reduced.equalities.map(place), inequalities: reduced.inequalities.map(place) };
  reduced.differences.forEach((row, level) => {
    const equality = place(row);
    equality[first + level] = -1;
    rows.equalities.push(equality);
  });
  const hidden = first + count;
  useEqualities(rows, hidden);
  while (eliminateOne(rows, hidden));
  return compact(rows, setSpace(params, tuple(null, count)), hidden);
}

/** Replaces hidden columns that an equality determines with a coefficient ±1. */
function useEqualities(rows: Rows, hidden: number): void {
  const left: Int[][] = [];
  for (const row of rows.equalities) {
    if (reduceEquality(row) === 'true') continue;
    let column = row.length - 1;
    while (column >= hidden && row[column] !== 1 && row[column] !== -1) column--;
    if (column < hidden) {
      left.push(row);
      continue;
    }
    for (const other of rows.equalities) if (other !== row) substitute(other, row, column);
    for (const other of rows.inequalities) substitute(other, row, column);
  }
  rows.equalities = left;
}

/**
 * Eliminates a hidden column that no equality mentions, if all its lower bounds or all its upper bounds have the
 * coefficient ±1: then the pairs of bounds are exact over the integers (Fourier–Motzkin).
 */
function eliminateOne(rows: Rows, hidden: number): boolean {
  const columns = rows.inequalities[0]?.length ?? 0;
  for (let column = hidden; column < columns; column++) {
    if (rows.equalities.some((row) => row[column] !== 0)) continue;
    const lower = rows.inequalities.filter((row) => (row[column] as Int) > 0);
    const upper = rows.inequalities.filter((row) => (row[column] as Int) < 0);
    if (lower.length + upper.length === 0) continue;
    if (!lower.every((row) => row[column] === 1) && !upper.every((row) => row[column] === -1)) continue;
    spend(lower.length * upper.length);
    const rest = rows.inequalities.filter((row) => row[column] === 0);
    for (const low of lower) {
      for (const high of upper) {
        const row = high.slice();
        combine(row, low[column] as Int, low, negate(high[column] as Int));
        addTightest(rest, row);
      }
    }
    rows.inequalities = rest;
    return true;
  }
  return false;
}

/** Adds an inequality unless a parallel one is at least as tight. */
function addTightest(rows: Int[][], row: Int[]): void {
  if (tightenInequality(row) === 'true') return;
  for (const other of rows) {
    let same = true;
    for (let column = 1; same && column < row.length; column++) same = row[column] === other[column];
    if (!same) continue;
    if ((row[0] as Int) < (other[0] as Int)) other[0] = row[0] as Int;
    return;
  }
  rows.push(row);
}

/** The basic set, with the hidden columns that are still mentioned as existential variables. */
function compact(rows: Rows, space: Space, hidden: number): BasicMap {
  const kept: number[] = [];
  const columns = Math.max(hidden, ...[...rows.equalities, ...rows.inequalities].map((row) => row.length));
  for (let column = 0; column < columns; column++) {
    const isUsed = (row: Row) => row[column] !== 0;
    if (column < hidden || rows.equalities.some(isUsed) || rows.inequalities.some(isUsed)) kept.push(column);
  }
  const pick = (row: Row): Row => kept.map((column) => row[column] as Int);
  const inequalities: Int[][] = [];
  for (const row of rows.inequalities) addTightest(inequalities, row);
  const divs = new Array<null>(kept.length - hidden).fill(null);
  return basicMap(space, divs, rows.equalities.map(pick), inequalities.map(pick));
}

/** Whether all distances are lexicographically positive. */
export function arePositive(distances: UnionMap): boolean {
  return distances.maps.every((map) => map.pieces.every(isPositive));
}

function isPositive(piece: BasicMap): boolean {
  const first = 1 + piece.space.params.length;
  const columns = first + piece.space.out.dims.length + piece.divs.length;
  const zero: Row[] = [];
  for (let level = 0; level < piece.space.out.dims.length; level++) {
    const negative = zeroRow(columns);
    negative[0] = -1;
    negative[first + level] = -1;
    if (isSolvable([...piece.equalities, ...zero], [...piece.inequalities, negative])) return false;
    const equal = zeroRow(columns);
    equal[first + level] = 1;
    zero.push(equal);
    if (!isSolvable([...piece.equalities, ...zero], piece.inequalities)) return true;
  }
  return !isSolvable([...piece.equalities, ...zero], piece.inequalities);
}
