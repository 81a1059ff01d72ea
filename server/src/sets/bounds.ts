/**
 * Bounds and strides of a column over all points of a set.
 *
 *     { [i] : 0 <= i <= 10 and i = 3e + 1 }       least value 1, greatest 10, stride 3 with offset 1
 *
 * Bounds are exact over the integers: "is there a point with column >= v?" only changes once, so halving the interval
 * between a value that is taken and the bound of the rational relaxation finds where. Strides follow from equalities
 * alone: they say that the column is offset + stride·t for integers t; the points need not take all of these values.
 */
import { allInequalities, type BasicMap, columnCount, isMarkedEmpty, type Row, zeroRow } from './basic-map.ts';
import { absolute, add, floorDivide, gcd, type Int, modulo, multiply, negate, subtract } from './integer.ts';
import { combine, reduceEquality } from './linear/rows.ts';
import { solve } from './linear/solve.ts';
import type { PMap } from './map.ts';
import { Tableau } from './simplex/tableau.ts';
import { spend } from './work.ts';

export type Bound = Int | 'unbounded' | 'empty';

/** The greatest value of a form `[constant, columns…]` of visible columns over the points of a basic map. */
export function greatestOf(map: BasicMap, form: Row): Bound {
  if (isMarkedEmpty(map)) return 'empty';
  const columns = columnCount(map);
  const row = [...form, ...zeroRow(columns - form.length)];
  const inequalities = allInequalities(map);
  const witness = solve(map.equalities, inequalities, columns);
  if (witness === undefined) return 'empty';
  const relaxation = new Tableau(columns - 1);
  for (const equality of map.equalities) relaxation.addEquality(equality);
  for (const inequality of inequalities) relaxation.addInequality(inequality);
  const limit = relaxation.maximize(row);
  if (typeof limit === 'string') return limit;
  let low = dot(row, witness);
  let high = floorDivide(limit.numerator, limit.denominator);
  while (low < high) {
    const middle = add(low, floorDivide(add(subtract(high, low), 1), 2));
    const atLeast = row.slice();
    atLeast[0] = subtract(atLeast[0] as Int, middle);
    const better = solve(map.equalities, [...inequalities, atLeast], columns);
    if (better === undefined) high = subtract(middle, 1);
    else low = dot(row, better);
  }
  return low;
}

function dot(row: Row, point: readonly Int[]): Int {
  return row.reduce<Int>((sum, value, column) => add(sum, multiply(value, point[column] as Int)), 0);
}

/** The greatest value of a visible column over all pieces. */
export function greatest(map: PMap, column: number): Bound {
  return extreme(map, column, 1);
}

/** The least value of a visible column over all pieces. */
export function least(map: PMap, column: number): Bound {
  const bound = extreme(map, column, -1);
  return typeof bound === 'string' ? bound : negate(bound);
}

function extreme(map: PMap, column: number, factor: 1 | -1): Bound {
  let best: Bound = 'empty';
  for (const piece of map.pieces) {
    const form = zeroRow(column + 1);
    form[column] = factor;
    const bound = greatestOf(piece, form);
    if (bound === 'unbounded') return bound;
    if (bound !== 'empty' && (best === 'empty' || bound > best)) best = bound;
  }
  return best;
}

/** All values are offset + stride·t; a stride of 0 means the one value `offset`, which otherwise is in 0 … stride − 1. */
export interface Stride {
  readonly stride: Int;
  readonly offset: Int;
}

/** The stride of a visible column that the equalities of a basic map imply; undefined if they have no solution. */
export function strideOf(map: BasicMap, column: number): Stride | undefined {
  const columns = columnCount(map);
  const value = zeroRow(columns);
  value[column] = 1;
  const equalities = map.equalities.map((row) => row.slice());
  for (let row = equalities.pop(); row !== undefined; row = equalities.pop()) {
    const verdict = reduceEquality(row);
    if (verdict === 'false') return undefined;
    if (verdict === 'true') continue;
    const pivot = unitColumn(row, [...equalities, value]);
    const sign = row[pivot] as Int;
    for (const each of [...equalities, value]) combine(each, 1, row, negate(multiply(sign, each[pivot] as Int)));
  }
  let stride: Int = 0;
  for (let at = 1; at < columns; at++) stride = gcd(stride, value[at] as Int);
  const offset = value[0] as Int;
  return { stride, offset: stride === 0 ? offset : modulo(offset, stride) };
}

/** A column with coefficient ±1, after changes of variables of determinant ±1 that are made in the other rows too. */
function unitColumn(row: Int[], others: readonly Int[][]): number {
  for (;;) {
    spend(1);
    let smallest = -1;
    for (let column = 1; column < row.length; column++) {
      if (row[column] === 0) continue;
      if (smallest < 0 || absolute(row[column] as Int) < absolute(row[smallest] as Int)) smallest = column;
    }
    const divisor = row[smallest] as Int;
    if (divisor === 1 || divisor === -1) return smallest;
    const shift = zeroRow(row.length);
    for (let column = 1; column < row.length; column++) {
      if (column !== smallest && row[column] !== 0) shift[column] = floorDivide(row[column] as Int, divisor);
    }
    for (const each of [row, ...others]) combine(each, 1, shift, negate(each[smallest] as Int));
  }
}
