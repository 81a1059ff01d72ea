/**
 * A conjunction over numbered variables becomes a basic map: the local variables that it mentions, directly or through
 * the definitions of others, become its divs.
 *
 *     i = 3e, with e as local variable 5    gives    the row [0, 1, -3] with one div
 */
import { type BasicMap, type Div, zeroRow } from '../basic-map.ts';
import type { Int } from '../integer.ts';
import { simplified } from '../simplify.ts';
import type { Space } from '../space.ts';
import type { Conjunction } from './conditions.ts';
import type { Scope } from './scope.ts';

/** @param columns the variable of each column of the space; variable 0, the constant, is the first */
export function toPiece(space: Space, conjunction: Conjunction, scope: Scope, columns: readonly number[]): BasicMap {
  const rows = [...conjunction.equalities, ...conjunction.inequalities];
  const locals = mentioned(rows, scope, new Set(columns));
  const columnOf = new Map<number, number>();
  for (const variable of columns) columnOf.set(variable, columnOf.size);
  for (const variable of locals) columnOf.set(variable, columnOf.size);
  const toRow = (row: readonly Int[]): Int[] => {
    const moved = zeroRow(columnOf.size);
    for (let variable = 0; variable < row.length; variable++) {
      const value = row[variable] as Int;
      if (value !== 0) moved[columnOf.get(variable) as number] = value;
    }
    return moved;
  };
  const divs = locals.map((local): Div | null => {
    const definition = scope.definitionOf(local);
    return definition && { numerator: toRow(definition.numerator), denominator: definition.denominator };
  });
  return simplified(space, divs, conjunction.equalities.map(toRow), conjunction.inequalities.map(toRow));
}

/** The variables beyond the columns, in the order in which they were made: a definition mentions earlier ones only. */
function mentioned(rows: readonly (readonly Int[])[], scope: Scope, columns: ReadonlySet<number>): number[] {
  const found = new Set<number>();
  const look = (row: readonly Int[]): void => {
    for (let variable = scope.visible; variable < row.length; variable++) {
      if (row[variable] === 0 || columns.has(variable) || found.has(variable)) continue;
      found.add(variable);
      const definition = scope.definitionOf(variable);
      if (definition !== null) look(definition.numerator);
    }
  };
  rows.forEach(look);
  return [...found].sort((a, b) => a - b);
}
