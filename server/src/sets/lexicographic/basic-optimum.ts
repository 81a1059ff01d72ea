/**
 * The lexicographically smallest (or largest) image of each element under one basic map, or of a basic set for each
 * value of the parameters.
 *
 *     lexmin { [i] -> [j] : 0 <= j and i <= 3j and j <= 9 }
 *       = { [i] -> [0] : i <= 0;  [i] -> [j] : 1 <= i <= 27 and j = ⌊(i + 2) / 3⌋ }
 *
 * Parameters and inputs are the parameters of a parametric integer program (`pip/`), outputs its unknowns, followed by
 * the divs that are not functions of parameters and inputs. The largest is the smallest of the negated outputs.
 */
import {
  type BasicMap,
  basicMap,
  type Div,
  divConstraints,
  isMarkedEmpty,
  moveColumns,
  type Row,
} from '../basic-map.ts';
import { negate } from '../integer.ts';
import { negated } from '../linear/rows.ts';
import { emptyMap, mapOf, type PMap } from '../map.ts';
import { type Branch, type ParametricProblem, smallestSolution } from '../pip/parametric.ts';
import { divOffset, outCount, outOffset, type Space } from '../space.ts';

export type Direction = 'smallest' | 'largest';

/** One piece for each element; `unbounded` where an element has images but no smallest (largest) one. */
export function optimumOfBasic(map: BasicMap, direction: Direction): PMap | 'unbounded' {
  if (isMarkedEmpty(map)) return emptyMap(map.space);
  const branches = smallestSolution(problemOf(map, direction));
  if (branches === 'unbounded') return branches;
  const pieces = branches.map((branch) => pieceOf(branch, map.space, direction));
  return mapOf(map.space, pieces, true);
}

/** Whether a div is a function of the columns before `outputs` alone; the divs before it are known to be or not. */
function isOuter(div: Div | null, outputs: number, divs: number, before: readonly boolean[]): boolean {
  if (div === null) return false;
  return div.numerator.every((value, column) => {
    if (value === 0 || column < outputs) return true;
    return column >= divs && before[column - divs] === true;
  });
}

function problemOf(map: BasicMap, direction: Direction): ParametricProblem {
  const outputs = outOffset(map.space);
  const divs = divOffset(map.space);
  const outer: boolean[] = [];
  for (const div of map.divs) outer.push(isOuter(div, outputs, divs, outer));
  const outerCount = outer.filter(Boolean).length;
  // [1, params, in, out, divs] becomes [1, params, in, outer divs, out, other divs]
  const target: number[] = [];
  for (let column = 0; column < outputs; column++) target.push(column);
  for (let column = outputs; column < divs; column++) target.push(column + outerCount);
  let nextOuter = outputs;
  let nextInner = divs + outerCount;
  for (const is of outer) target.push(is ? nextOuter++ : nextInner++);
  const columns = divs + map.divs.length;
  const move = (row: Row): Row => {
    const moved = moveColumns(row, target, columns);
    if (direction === 'largest') {
      for (let column = outputs + outerCount; column < divs + outerCount; column++) {
        if (moved[column] !== 0) moved[column] = negate(moved[column] ?? 0);
      }
    }
    return moved;
  };
  const inequalities = map.inequalities.map(move);
  const outerDivs: Div[] = [];
  map.divs.forEach((div, index) => {
    if (div === null) return;
    if (!outer[index]) inequalities.push(...divConstraints(div, divs + index).map(move));
    else {
      const numerator = moveColumns(div.numerator, target, columns).slice(0, outputs + outerCount);
      outerDivs.push({ numerator, denominator: div.denominator });
    }
  });
  return {
    parameters: outputs - 1,
    divs: outerDivs,
    unknowns: columns - outputs - outerCount,
    wanted: divs - outputs,
    equalities: map.equalities.map(move),
    inequalities,
  };
}

/** A branch as a basic map: its context, and out_k = value_k. */
function pieceOf(branch: Branch, space: Space, direction: Direction): BasicMap {
  const outputs = outOffset(space);
  const count = outCount(space);
  const columns = outputs + count + branch.divs.length;
  const target: number[] = [];
  for (let column = 0; column < outputs + branch.divs.length; column++) {
    target.push(column < outputs ? column : column + count);
  }
  const move = (row: Row) => moveColumns(row, target, columns);
  const divs = branch.divs.map(({ numerator, denominator }) => ({ numerator: move(numerator), denominator }));
  const equalities: Row[] = branch.equalities.map(move);
  branch.values.forEach((value, index) => {
    const row = direction === 'largest' ? move(value) : negated(move(value));
    row[outputs + index] = 1;
    equalities.push(row);
  });
  return basicMap(space, divs, equalities, branch.inequalities.map(move));
}
