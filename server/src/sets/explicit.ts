/**
 * Definitions for every existential variable: a union of basic maps whose divs are all defined.
 *
 *     { [i] : exists e : 3e <= i <= 3e + 1 }     gives { [i] : 3⌊i/3⌋ <= i <= 3⌊i/3⌋ + 1 }, one defined div
 *
 * Only with definitions can a set be negated: its complement negates one constraint after the other. Steps:
 * - Equalities that mention undefined divs are brought, by column operations of determinant ±1 on these divs, to a form
 *   in which each mentions one; it is then c·e = f(…), which defines e = ⌊f / c⌋.
 * - The last undefined div e exists exactly if one of its lower bounds a·e >= f, rounded up, satisfies the others: one
 *   piece for each lower bound, with the div ⌈f / a⌉. Without lower bounds, or where elimination is exact, e just goes.
 * - With several of them, one is eliminated exactly: the dark shadow, in which there is room for an integer between any
 *   two bounds, and the splinters a·e = f + k in which there may be none (Pugh, "The Omega test", 1991).
 * Pieces may overlap.
 */
import { type BasicMap, type Div, divConstraints, isMarkedEmpty, type Row } from './basic-map.ts';
import { isEmptyBasic } from './emptiness.ts';
import { absolute, add, floorDivide, type Int, multiply, negate, subtract } from './integer.ts';
import { combine, negated } from './linear/rows.ts';
import { simplified } from './simplify.ts';
import { divOffset } from './space.ts';
import { spend } from './work.ts';

/** @returns whether every div has a definition, in terms of divs that have one. */
export function isExplicit(map: BasicMap): boolean {
  return !map.divs.includes(null);
}

/** Basic maps with defined divs only, whose union has the points of `map`. */
export function explicit(map: BasicMap): BasicMap[] {
  if (isExplicit(map)) return [map];
  const simple = simplified(map.space, map.divs, map.equalities, map.inequalities);
  if (isMarkedEmpty(simple)) return [];
  if (isExplicit(simple)) return [simple];
  spend(16);
  const pure = undefineDependents(simple);
  const next = defineByEquality(pure) ?? eliminate(pure);
  return next.filter((piece) => !isEmptyBasic(piece)).flatMap(explicit);
}

/** Undefined divs first, then the defined; those that depend on undefined ones lose their definition. */
function undefineDependents(map: BasicMap): BasicMap {
  const first = divOffset(map.space);
  const inequalities: Row[] = [...map.inequalities];
  const lost = new Set<number>();
  const divs = map.divs.map((div, index) => {
    if (div !== null && !div.numerator.some((value, column) => value !== 0 && lost.has(column - first))) return div;
    lost.add(index);
    if (div !== null) inequalities.push(...divConstraints(div, first + index));
    return null;
  });
  return { space: map.space, divs, equalities: map.equalities, inequalities };
}

function undefinedColumns(map: BasicMap): number[] {
  const first = divOffset(map.space);
  return map.divs.flatMap((div, index) => (div === null ? [first + index] : []));
}

/** Defines a div by an equality that mentions undefined ones, or undefined if there is no such equality. */
function defineByEquality(map: BasicMap): BasicMap[] | undefined {
  const columns = undefinedColumns(map);
  const at = map.equalities.findIndex((row) => columns.some((column) => row[column] !== 0));
  if (at < 0) return undefined;
  const equalities = map.equalities.map((row) => row.slice());
  const inequalities = map.inequalities.map((row) => row.slice());
  const row = equalities[at] as Int[];
  for (;;) {
    const used = columns.filter((column) => row[column] !== 0);
    const smallest = used.reduce((a, b) => (absolute(row[b] as Int) < absolute(row[a] as Int) ? b : a));
    if (used.length === 1) return [simplified(map.space, withDefinition(map, row, smallest), equalities, inequalities)];
    for (const column of used) {
      if (column === smallest) continue;
      const quotient = floorDivide(row[column] as Int, row[smallest] as Int);
      for (const each of [...equalities, ...inequalities]) {
        each[column] = subtract(each[column] as Int, multiply(quotient, each[smallest] as Int));
      }
    }
  }
}

/** The divs, with the definition that an equality gives to the only undefined one that it mentions. */
function withDefinition(map: BasicMap, row: readonly Int[], column: number): (Div | null)[] {
  const factor = row[column] as Int;
  const numerator = factor > 0 ? negated(row) : row.slice();
  numerator[column] = 0;
  const divs = [...map.divs];
  divs[column - divOffset(map.space)] = { numerator, denominator: absolute(factor) };
  return divs;
}

/** Eliminates or defines an undefined div that only inequalities mention. */
function eliminate(map: BasicMap): BasicMap[] {
  const columns = undefinedColumns(map);
  let column = columns[0] as number;
  const pairs = (of: number) => {
    const lower = map.inequalities.filter((row) => (row[of] as Int) > 0).length;
    const upper = map.inequalities.filter((row) => (row[of] as Int) < 0).length;
    return lower * upper + (exactly(map, of) ? 0 : 1000);
  };
  for (const other of columns) if (pairs(other) < pairs(column)) column = other;
  if (exactly(map, column)) return [shadow(map, column, false)];
  if (columns.length === 1) return lowest(map, column);
  return [shadow(map, column, true), ...splinters(map, column)];
}

function exactly(map: BasicMap, column: number): boolean {
  const lower = map.inequalities.filter((row) => (row[column] as Int) > 0);
  const upper = map.inequalities.filter((row) => (row[column] as Int) < 0);
  if (lower.length === 0 || upper.length === 0) return true;
  return lower.every((row) => row[column] === 1) || upper.every((row) => row[column] === -1);
}

/** Fourier–Motzkin; `dark` leaves room for an integer: b·L <= a·b·e <= a·U has one if a·U − b·L >= (a − 1)(b − 1). */
function shadow(map: BasicMap, column: number, dark: boolean): BasicMap {
  const rows = map.inequalities.filter((row) => row[column] === 0);
  for (const low of map.inequalities) {
    const a = low[column] as Int;
    if (a <= 0) continue;
    for (const high of map.inequalities) {
      const b = negate(high[column] as Int);
      if (b <= 0) continue;
      spend(1);
      const row = high.slice();
      combine(row, a, low, b);
      if (dark) row[0] = subtract(row[0] as Int, multiply(subtract(a, 1), subtract(b, 1)));
      rows.push(row);
    }
  }
  return simplified(map.space, map.divs, map.equalities, rows);
}

/** Points with an integer e between bounds too narrow for the dark shadow: a·e = L + k for small k. */
function splinters(map: BasicMap, column: number): BasicMap[] {
  let greatest: Int = 0;
  for (const row of map.inequalities) {
    const b = negate(row[column] as Int);
    if (b > greatest) greatest = b;
  }
  const pieces: BasicMap[] = [];
  for (const low of map.inequalities) {
    const a = low[column] as Int;
    if (a <= 0) continue;
    const last = floorDivide(subtract(subtract(multiply(a, greatest), a), greatest), greatest);
    for (let shift: Int = 0; shift <= last; shift = add(shift, 1)) {
      spend(4);
      const equality = low.slice();
      equality[0] = subtract(equality[0] as Int, shift);
      pieces.push(simplified(map.space, map.divs, [...map.equalities, equality], map.inequalities));
    }
  }
  return pieces;
}

/** One piece for each lower bound a·e + f >= 0 of the only undefined div: e = ⌈−f / a⌉ = ⌊(−f + a − 1) / a⌋. */
function lowest(map: BasicMap, column: number): BasicMap[] {
  const pieces: BasicMap[] = [];
  for (const low of map.inequalities) {
    const a = low[column] as Int;
    if (a <= 0) continue;
    const numerator = negated(low);
    numerator[column] = 0;
    numerator[0] = add(numerator[0] as Int, subtract(a, 1));
    const divs = [...map.divs];
    divs[column - divOffset(map.space)] = { numerator, denominator: a };
    pieces.push(simplified(map.space, divs, map.equalities, map.inequalities));
  }
  return pieces;
}
