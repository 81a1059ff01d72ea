/**
 * Conditions as unions of conjunctions (disjunctive normal form), which is what a map is.
 *
 *     (a or b) and c    gives    a and c, or b and c
 *
 * The variables of the rows are those of `linear.ts`. A product of unions has as many conjunctions as the product of
 * their numbers, so making one is work that the quota counts.
 */
import { type Int, negate, subtract } from '../integer.ts';
import { spend } from '../work.ts';
import { differenceRow, type Linear } from './linear.ts';
import type { Comparison } from './tree.ts';

/** All of: row · variables = 0, and row · variables >= 0. */
export interface Conjunction {
  readonly equalities: readonly (readonly Int[])[];
  readonly inequalities: readonly (readonly Int[])[];
}

/** One of the conjunctions holds; none of an empty list does. */
export type Condition = readonly Conjunction[];

const ALWAYS_TRUE: Conjunction = { equalities: [], inequalities: [] };

export const TRUE: Condition = [ALWAYS_TRUE];
export const FALSE: Condition = [];

export function both(a: Condition, b: Condition): Condition {
  if (a === TRUE) return b;
  if (b === TRUE) return a;
  spend(1 + a.length * b.length);
  return a.flatMap((left) => b.map((right) => conjoin(left, right)));
}

function conjoin(a: Conjunction, b: Conjunction): Conjunction {
  return {
    equalities: [...a.equalities, ...b.equalities],
    inequalities: [...a.inequalities, ...b.inequalities],
  };
}

export function either(conditions: readonly Condition[]): Condition {
  return conditions.length === 1 ? (conditions[0] as Condition) : conditions.flat();
}

export function allOf(conditions: readonly Condition[]): Condition {
  return conditions.reduce(both, TRUE);
}

function equal(row: readonly Int[]): Conjunction {
  return { equalities: [row], inequalities: [] };
}

function atLeastZero(row: readonly Int[]): Conjunction {
  return { equalities: [], inequalities: [row] };
}

/** row > 0 over the integers: row − 1 >= 0 */
function positive(row: readonly Int[]): Conjunction {
  return atLeastZero([subtract(row[0] ?? 0, 1), ...row.slice(1)]);
}

export type Relation = Exclude<Comparison, '<<' | '<<=' | '>>' | '>>='>;

export const OPPOSITE: Readonly<Record<Relation, Relation>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
};

/** Where `left relation right` holds. */
export function compareLinear(left: Linear, relation: Relation, right: Linear): Condition {
  const row = differenceRow(left, right);
  const opposite = () => row.map(negate);
  switch (relation) {
    case '=':
      return [equal(row)];
    case '!=':
      return [positive(row), positive(opposite())];
    case '<':
      return [positive(opposite())];
    case '<=':
      return [atLeastZero(opposite())];
    case '>':
      return [positive(row)];
    case '>=':
      return [atLeastZero(row)];
  }
}
