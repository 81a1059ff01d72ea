/**
 * How many points a set has as a function of its parameters, and how many outputs a map has for each input.
 *
 *     card [N] -> { S[i, j] : 0 <= j <= i < N }    = [N] -> { (1/2 * N + 1/2 * N^2) : N > 0 }
 *     card { S[i] -> A[j] : 0 <= j <= i }           = { S[i] -> (1 + i) : i >= 0 }
 *
 * The inputs of a map are treated as parameters. Divs are unknowns like the dimensions that are counted, since each has
 * one value for a point; see `summation.ts` for how unknowns are summed out.
 */
import { allInequalities, type BasicMap, type Div, moveColumns, type Row } from '../basic-map.ts';
import { absolute, add, type Int, multiply, subtract } from '../integer.ts';
import { mapOf, type PMap } from '../map.ts';
import { simplified } from '../simplify.ts';
import { divOffset, outCount, outOffset, type Space, setSpace, tuple } from '../space.ts';
import { type Quota, withQuota } from '../work.ts';
import { addMultiple } from './affine-floor.ts';
import { countPoints, explicitDisjoint } from './points.ts';
import { constantPolynomial, moveVariables } from './polynomial.ts';
import { type PiecewiseQuasiPolynomial, type QuasiPiece, sumOfPieces, used } from './quasi-polynomial.ts';
import { rational } from './rational.ts';
import { relaxedToBox } from './relaxation.ts';
import { type Summand, sumOverUnknowns } from './summation.ts';

/** A count as a function that says whether it is exact. A bound is nowhere less than the number of points. */
export type Cardinality =
  | { readonly exact: true; readonly value: PiecewiseQuasiPolynomial }
  | { readonly exact: false; readonly atMost: PiecewiseQuasiPolynomial | 'infinite' };

/** The number of points as a function of parameters (of a set), or of outputs of parameters and inputs (of a map). */
export function cardinality(map: PMap): PiecewiseQuasiPolynomial {
  const space = domainSpace(map.space);
  if (map.space.in === null && map.space.params.length === 0) return constantCount(space, map);
  const pieces = explicitDisjoint(map).pieces.flatMap((piece) => {
    const summands = sumOverUnknowns(
      outOffset(map.space) - 1,
      outCount(map.space) + piece.divs.length,
      piece.equalities,
      allInequalities(piece),
    );
    return summands.map((summand) => quasiPiece(space, outCount(map.space) + piece.divs.length, summand));
  });
  return sumOfPieces(space, pieces);
}

/** As `cardinality` within a quota; beyond it a bound, from boxes around the pieces, within the same quota again. */
export function cardinalityWithin(quota: Quota, map: PMap): Cardinality {
  const exact = withQuota(quota, () => cardinality(map));
  if (exact.ok) return { exact: true, value: exact.value };
  const bound = withQuota(quota, () => cardinalityOfBoxes(map));
  return { exact: false, atMost: bound.ok ? bound.value : 'infinite' };
}

function domainSpace(space: Space): Space {
  return setSpace(space.params, space.in ?? tuple(null, 0));
}

function constantCount(space: Space, map: PMap): PiecewiseQuasiPolynomial {
  const count = countPoints(map);
  if (count === 0) return { space, pieces: [] };
  const domain = mapOf(space, [simplified(space, [], [], [])]);
  const value = count === 'infinite' ? count : { floors: [], polynomial: constantPolynomial(rational(count)) };
  return { space, pieces: [{ domain, value }] };
}

/** The sum of the counts of boxes around the pieces. */
function cardinalityOfBoxes(map: PMap): PiecewiseQuasiPolynomial {
  const space = domainSpace(map.space);
  const counted = outCount(map.space);
  const pieces = map.pieces.flatMap((piece: BasicMap) => {
    const rows = relaxedToBox(outOffset(map.space), counted, piece);
    const summands = sumOverUnknowns(outOffset(map.space) - 1, counted, [], rows);
    return summands.map((summand) => quasiPiece(space, counted, summand));
  });
  return sumOfPieces(space, pieces);
}

/** A summand over the columns `[1, params…, inputs…, unknowns…, floors…]` as a piece without the unknowns. */
function quasiPiece(space: Space, unknowns: number, summand: Summand): QuasiPiece {
  const first = divOffset(space);
  const infinite = summand.polynomial === 'infinite';
  const columns = first + summand.floors.length + (infinite ? unknowns : 0);
  const target = Array.from({ length: first }, (_, column) => column);
  for (let k = 0; k < unknowns; k++) target.push(first + summand.floors.length + k);
  for (let k = 0; k < summand.floors.length; k++) target.push(first + k);
  const move = (row: Row): Int[] => moveColumns(row, target, columns);
  const floors: Div[] = summand.floors.map(({ numerator, denominator }) => ({
    numerator: move(numerator),
    denominator,
  }));
  const divs: (Div | null)[] = [...floors, ...new Array<null>(infinite ? unknowns : 0).fill(null)];
  const inequalities = summand.inequalities.map((row) => withoutFloor(first, floors, move(row)));
  const domain = mapOf(space, [simplified(space, divs, summand.equalities.map(move), inequalities)]);
  if (summand.polynomial === 'infinite') return { domain, value: 'infinite' };
  return { domain, value: used(first, { floors, polynomial: moveVariables(summand.polynomial, target) }) };
}

/** An inequality whose only floor has coefficient ±1, without it: ⌊l/d⌋ + f >= 0 is l + d·f >= 0. */
function withoutFloor(first: number, floors: readonly Div[], row: Int[]): Int[] {
  const at = row.findIndex((value, column) => column >= first && value !== 0);
  const div = floors[at - first];
  if (at < 0 || div === undefined || absolute(row[at] as Int) !== 1) return row;
  if (row.some((value, column) => column > at && value !== 0)) return row;
  const isLower = row[at] === 1;
  const result = row.map((value) => multiply(value, div.denominator));
  result[at] = 0;
  addMultiple(result, div.numerator, isLower ? 1 : -1);
  if (!isLower) result[0] = add(result[0] as Int, subtract(div.denominator, 1));
  return result;
}
