/**
 * How many integer solutions a system of linear equalities and inequalities has.
 *
 *     0 <= i < 4096, 0 <= j < 4096, 0 <= k <= j, m = 2i       4096 · (4096 · 4097 / 2)
 *
 * Unknowns that no constraint ties together are counted apart and multiplied: {i, m} and {j, k}. Equalities are
 * eliminated (m goes). What has one unknown left is an interval; anything else is a polytope, counted by its vertices
 * (Barvinok's algorithm; see `tangent-cones.ts`, `unimodular-cones.ts` and `generating-function.ts`). The time does not
 * depend on the number of solutions.
 */
import { add, ceilDivide, floorDivide, type Int, multiply, negate, subtract } from '../integer.ts';
import { tightenInequality } from '../linear/rows.ts';
import { isSolvable } from '../linear/solve.ts';
import { spend } from '../work.ts';
import { eliminateEqualities } from './eliminate-equalities.ts';
import { pointsOfCones } from './generating-function.ts';
import { tangentCones } from './tangent-cones.ts';
import { appendUnimodular, type UnimodularCone } from './unimodular-cones.ts';

/** A number of points, of which there may be infinitely many. */
export type PointCount = Int | 'infinite';

type Rows = readonly (readonly Int[])[];

/** For tests: false sends every system through Barvinok's algorithm as one. */
export const fastCounting = { enabled: true };

/** The number of integer solutions of rows `[constant, x1 … xn]`: equalities = 0, inequalities >= 0. */
export function countSolutions(unknowns: number, equalities: Rows, inequalities: Rows): PointCount {
  if (!fastCounting.enabled) return countTogether(unknowns, equalities, inequalities);
  const parts = components(unknowns, equalities, inequalities);
  if (parts === null) return 0;
  let product: Int = 1;
  let infinite = false;
  for (const part of parts) {
    const count = countTogether(part.unknowns, part.equalities, part.inequalities);
    if (count === 0) return 0;
    if (count === 'infinite') infinite = true;
    else product = multiply(product, count);
  }
  return infinite ? 'infinite' : product;
}

function countTogether(unknowns: number, equalities: Rows, inequalities: Rows): PointCount {
  const reduced = eliminateEqualities(unknowns, equalities, inequalities);
  if (reduced === null) return 0;
  const rows = tightened(reduced.inequalities);
  if (rows === null) return 0;
  if (reduced.unknowns === 0) return 1;
  if (!fastCounting.enabled) return countPolyhedron(reduced.unknowns, rows);
  if (reduced.unknowns === 1) return countInterval(rows);
  if (equalities.length > 0) return countSolutions(reduced.unknowns, [], rows);
  return countPolyhedron(reduced.unknowns, rows);
}

interface System {
  readonly unknowns: number;
  readonly equalities: Rows;
  readonly inequalities: Rows;
}

/** Systems in different unknowns; null if a row without unknowns is false. */
function components(unknowns: number, equalities: Rows, inequalities: Rows): System[] | null {
  const group = Array.from({ length: unknowns + 1 }, (_, column) => column);
  const root = (column: number): number => {
    let at = column;
    while (group[at] !== at) at = group[at] as number;
    return at;
  };
  const firsts = (rows: Rows) =>
    rows.map((row) => {
      let first = 0;
      for (let column = 1; column <= unknowns; column++) {
        if (row[column] === 0) continue;
        if (first === 0) first = column;
        else group[root(column)] = root(first);
      }
      return first;
    });
  const ofEqualities = firsts(equalities);
  const ofInequalities = firsts(inequalities);
  spend(equalities.length + inequalities.length);
  if (ofEqualities.some((first, index) => first === 0 && (equalities[index] as readonly Int[])[0] !== 0)) return null;
  if (ofInequalities.some((first, index) => first === 0 && ((inequalities[index] as readonly Int[])[0] as Int) < 0)) {
    return null;
  }
  const members = new Map<number, number[]>();
  for (let column = 1; column <= unknowns; column++) {
    const list = members.get(root(column));
    if (list) list.push(column);
    else members.set(root(column), [column]);
  }
  return [...members].map(([of, columns]) => {
    const own = (rows: Rows, first: readonly number[]) =>
      rows
        .filter((_, index) => first[index] !== 0 && root(first[index] as number) === of)
        .map((row) => [row[0] as Int, ...columns.map((column) => row[column] as Int)]);
    return {
      unknowns: columns.length,
      equalities: own(equalities, ofEqualities),
      inequalities: own(inequalities, ofInequalities),
    };
  });
}

/** Rows with coprime coefficients, of parallel ones the tightest; null if one without unknowns is false. */
function tightened(rows: Rows): Int[][] | null {
  const tightest = new Map<string, Int[]>();
  for (const given of rows) {
    const row = given.slice();
    const verdict = tightenInequality(row);
    if (verdict === 'false') return null;
    if (verdict === 'true') continue;
    const key = row.slice(1).join();
    const before = tightest.get(key);
    if (before === undefined || (row[0] as Int) < (before[0] as Int)) tightest.set(key, row);
  }
  return [...tightest.values()];
}

function countInterval(rows: Rows): PointCount {
  let lower: Int | undefined;
  let upper: Int | undefined;
  for (const row of rows) {
    const factor = row[1] as Int;
    if (factor > 0) {
      const bound = ceilDivide(negate(row[0] as Int), factor);
      if (lower === undefined || bound > lower) lower = bound;
    } else {
      const bound = floorDivide(row[0] as Int, negate(factor));
      if (upper === undefined || bound < upper) upper = bound;
    }
  }
  if (lower === undefined || upper === undefined) return 'infinite';
  return lower > upper ? 0 : add(subtract(upper, lower), 1);
}

function countPolyhedron(unknowns: number, rows: Rows): PointCount {
  const tangent = tangentCones(unknowns, rows);
  if (tangent.kind === 'empty') return 0;
  if (tangent.kind === 'unbounded') return isSolvable([], rows) ? 'infinite' : 0;
  const cones: UnimodularCone[] = [];
  for (const cone of tangent.cones) appendUnimodular(cone, cones);
  return pointsOfCones(unknowns, cones);
}
