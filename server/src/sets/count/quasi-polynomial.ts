/**
 * Quasi-polynomials: polynomials in parameters, dimensions and floors of them; and functions that are one on each piece
 * of their domain.
 *
 *     [N] -> { (1 + floor((N)/2)) : N >= 0 }       how many even numbers there are in 0 … N
 *
 * Columns are those of a basic set of the domain: `[1, params…, dims…, floors…]`. Domains of pieces are disjoint, and
 * outside of them the value is 0.
 */
import { basicMap, type Div, type Row } from '../basic-map.ts';
import { isEmptyBasic } from '../emptiness.ts';
import { add, floorDivide, type Int, multiply } from '../integer.ts';
import { mapOf, type PMap } from '../map.ts';
import { coalesce } from '../operations/coalesce.ts';
import { subtract } from '../operations/difference.ts';
import { intersect } from '../operations/relations.ts';
import { divOffset, type Space } from '../space.ts';
import { spend } from '../work.ts';
import { addPolynomials, evaluatePolynomial, moveVariables, type Polynomial, samePolynomial } from './polynomial.ts';
import { type Rational, ZERO } from './rational.ts';

export interface QuasiPolynomial {
  readonly floors: readonly Div[];
  readonly polynomial: Polynomial;
}

export interface QuasiPiece {
  /** A set. */
  readonly domain: PMap;
  readonly value: QuasiPolynomial | 'infinite';
}

export interface PiecewiseQuasiPolynomial {
  /** The space of the domains, without `in`. */
  readonly space: Space;
  readonly pieces: readonly QuasiPiece[];
}

/** The value at `[params…, dims…]`. */
export function evaluate(of: PiecewiseQuasiPolynomial, point: readonly Int[]): Rational | 'infinite' {
  for (const { domain, value } of of.pieces) {
    if (!holds(domain, point)) continue;
    if (value === 'infinite') return 'infinite';
    return evaluatePolynomial(value.polynomial, valuesAt(value.floors, point));
  }
  return ZERO;
}

/** Values of all columns, floors included. */
function valuesAt(floors: readonly (Div | null)[], point: readonly Int[]): Int[] {
  const values: Int[] = [1, ...point];
  for (const div of floors) {
    values.push(div === null ? 0 : floorDivide(dot(div.numerator, values), div.denominator));
  }
  return values;
}

function dot(row: Row, values: readonly Int[]): Int {
  let sum: Int = 0;
  for (let column = 0; column < Math.min(row.length, values.length); column++) {
    if (row[column] !== 0) sum = add(sum, multiply(row[column] as Int, values[column] as Int));
  }
  return sum;
}

function holds(domain: PMap, point: readonly Int[]): boolean {
  return domain.pieces.some((piece) => {
    if (piece.divs.includes(null)) return !isEmptyBasic(at(piece, point));
    const values = valuesAt(piece.divs, point);
    return (
      piece.equalities.every((row) => dot(row, values) === 0) &&
      piece.inequalities.every((row) => dot(row, values) >= 0)
    );
  });
}

/** The piece with its visible columns fixed. */
function at(piece: PMap['pieces'][number], point: readonly Int[]) {
  const fixed = point.map((value, k) => {
    const row = new Array<Int>(divOffset(piece.space) + piece.divs.length).fill(0);
    row[0] = value;
    row[1 + k] = -1;
    return row;
  });
  return basicMap(piece.space, piece.divs, [...piece.equalities, ...fixed], piece.inequalities);
}

/** The sum of functions that are `value` on `domain` and 0 elsewhere; these domains may overlap. */
export function sumOfPieces(space: Space, summands: readonly QuasiPiece[]): PiecewiseQuasiPolynomial {
  let pieces: QuasiPiece[] = [];
  for (const summand of summands) {
    const next: QuasiPiece[] = [];
    let rest = coalesce(summand.domain);
    for (const piece of pieces) {
      spend(1 + rest.pieces.length);
      const both = coalesce(intersect(piece.domain, rest));
      if (both.pieces.length === 0) {
        next.push(piece);
        continue;
      }
      next.push({ domain: both, value: addValues(space, piece.value, summand.value) });
      const outside = coalesce(subtract(piece.domain, both));
      if (outside.pieces.length > 0) next.push({ domain: outside, value: piece.value });
      rest = coalesce(subtract(rest, both));
    }
    if (rest.pieces.length > 0) next.push({ domain: rest, value: summand.value });
    pieces = mergedEqual(next);
  }
  const kept = pieces.filter(({ value }) => value === 'infinite' || value.polynomial.size > 0);
  return { space, pieces: kept.map(({ domain, value }) => ({ domain: coalesce(domain), value })) };
}

/** Pieces with the same value become one. */
function mergedEqual(pieces: readonly QuasiPiece[]): QuasiPiece[] {
  const merged: QuasiPiece[] = [];
  for (const piece of pieces) {
    const index = merged.findIndex(({ value }) => sameValue(value, piece.value));
    const same = merged[index];
    if (same === undefined) merged.push(piece);
    else {
      const all = mapOf(piece.domain.space, [...same.domain.pieces, ...piece.domain.pieces]);
      merged[index] = { domain: coalesce(all), value: piece.value };
    }
  }
  return merged;
}

function sameValue(a: QuasiPiece['value'], b: QuasiPiece['value']): boolean {
  if (a === 'infinite' || b === 'infinite') return a === b;
  const divs = (floors: readonly Div[]) => floors.map((div) => `${div.numerator.join()}/${div.denominator}`).join(' ');
  return samePolynomial(a.polynomial, b.polynomial) && divs(a.floors) === divs(b.floors);
}

function addValues(space: Space, a: QuasiPiece['value'], b: QuasiPiece['value']): QuasiPiece['value'] {
  if (a === 'infinite' || b === 'infinite') return 'infinite';
  return addQuasiPolynomials(divOffset(space), a, b);
}

/** The sum; equal floors become one. `first` is the column of the first floor. */
export function addQuasiPolynomials(first: number, a: QuasiPolynomial, b: QuasiPolynomial): QuasiPolynomial {
  const floors = a.floors.slice();
  const target = Array.from({ length: first }, (_, column) => column);
  for (const div of b.floors) {
    const numerator: Int[] = [];
    div.numerator.forEach((value, column) => {
      if (value === 0) return;
      const to = target[column] as number;
      while (numerator.length <= to) numerator.push(0);
      numerator[to] = value;
    });
    const same = (other: Div) =>
      other.denominator === div.denominator && trimmed(other.numerator) === trimmed(numerator);
    let index = floors.findIndex(same);
    if (index < 0) index = floors.push({ numerator, denominator: div.denominator }) - 1;
    target.push(first + index);
  }
  return used(first, { floors, polynomial: addPolynomials(a.polynomial, moveVariables(b.polynomial, target)) });
}

function trimmed(row: Row): string {
  let end = row.length;
  while (end > 0 && row[end - 1] === 0) end--;
  return row.slice(0, end).join();
}

/** Without the floors that nothing mentions. */
export function used(first: number, { floors, polynomial }: QuasiPolynomial): QuasiPolynomial {
  const needed = new Set<number>();
  for (const { monomial } of polynomial.values()) for (const { column } of monomial) needed.add(column);
  for (let index = floors.length - 1; index >= 0; index--) {
    if (!needed.has(first + index)) continue;
    (floors[index] as Div).numerator.forEach((value, column) => {
      if (value !== 0) needed.add(column);
    });
  }
  const target = Array.from({ length: first }, (_, column) => column);
  const kept: Div[] = [];
  floors.forEach((div, index) => {
    target.push(first + kept.length);
    if (!needed.has(first + index)) return;
    const numerator: Int[] = new Array<Int>(first + kept.length).fill(0);
    div.numerator.forEach((value, column) => {
      if (value !== 0) numerator[target[column] as number] = value;
    });
    kept.push({ numerator, denominator: div.denominator });
  });
  return { floors: kept, polynomial: moveVariables(polynomial, target) };
}
