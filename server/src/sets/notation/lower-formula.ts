/**
 * The meaning of formulas: unions of conjunctions of affine constraints.
 *
 *     not (i < 3 or j = 2)    gives    i >= 3 and j > 2, or i >= 3 and j < 2
 *
 * A negation is carried inward to the comparisons, whose negation is again a comparison. Only the negation of `exists`
 * is no formula of that kind; there the condition inside becomes a set over all variables around it, and its complement
 * is computed as for any set (`operations/difference.ts`).
 */
import { type BasicMap, type Div, type Row, zeroRow } from '../basic-map.ts';
import type { Int } from '../integer.ts';
import { mapOf } from '../map.ts';
import { complement } from '../operations/difference.ts';
import { setSpace, tuple } from '../space.ts';
import {
  allOf,
  both,
  type Condition,
  type Conjunction,
  compareLinear,
  either,
  FALSE,
  OPPOSITE,
  type Relation,
  TRUE,
} from './conditions.ts';
import { type Case, lowerExpression } from './lower-expression.ts';
import type { Scope } from './scope.ts';
import { toPiece } from './to-piece.ts';
import type { Bound, Comparison, Formula } from './tree.ts';

/** Where the formula holds; where `holds` is false, where it does not. Throws `NotationError`. */
export function lowerFormula(formula: Formula, scope: Scope, holds = true): Condition {
  switch (formula.kind) {
    case 'constant':
      return formula.value === holds ? TRUE : FALSE;
    case 'not':
      return lowerFormula(formula.operand, scope, !holds);
    case 'and':
    case 'or': {
      const parts = formula.operands.map((operand) => lowerFormula(operand, scope, holds));
      return (formula.kind === 'and') === holds ? allOf(parts) : either(parts);
    }
    case 'implies': {
      const [premise, conclusion] = formula.operands;
      const parts = [lowerFormula(premise, scope, !holds), lowerFormula(conclusion, scope, holds)];
      return holds ? either(parts) : allOf(parts);
    }
    case 'exists': {
      const { condition, outer } = lowerExists(formula.variables, formula.body, scope);
      return holds ? condition : negation(condition, scope, outer);
    }
    case 'compare':
      return lowerComparison(formula, scope, holds);
  }
}

function lowerExists(
  variables: readonly Bound[],
  body: Formula,
  scope: Scope,
): { readonly condition: Condition; readonly outer: readonly number[] } {
  const { outer } = scope;
  const condition = scope.within(() => {
    const definitions = variables.map(({ name, definition }) => {
      if (definition === null) {
        scope.bind(name);
        return TRUE;
      }
      const cases = lowerExpression(definition, scope);
      const [only] = cases;
      if (cases.length === 1 && only?.value.denominator === 1) {
        scope.define(name, only.value);
        return TRUE;
      }
      return compareCases([{ condition: TRUE, value: scope.bind(name) }], '=', cases);
    });
    return both(allOf(definitions), lowerFormula(body, scope));
  });
  return { condition, outer };
}

/** The complement of a condition over the `outer` variables; all others exist. */
function negation(condition: Condition, scope: Scope, outer: readonly number[]): Condition {
  const space = setSpace([], tuple(null, outer.length - 1));
  const pieces = condition.map((conjunction) => toPiece(space, conjunction, scope, outer));
  return complement(mapOf(space, pieces)).pieces.map((piece) => fromPiece(piece, scope, outer));
}

/** The rows of a piece over variables of the scope; its divs become new local variables. */
function fromPiece(piece: BasicMap, scope: Scope, outer: readonly number[]): Conjunction {
  const variables = [...outer];
  const renumbered = (row: Row): Int[] => {
    const moved = zeroRow(1 + Math.max(...variables));
    row.forEach((value, column) => {
      if (value !== 0) moved[variables[column] as number] = value;
    });
    return moved;
  };
  for (const div of piece.divs) {
    const definition: Div | null = div && { numerator: renumbered(div.numerator), denominator: div.denominator };
    variables.push(scope.fresh(definition));
  }
  return { equalities: piece.equalities.map(renumbered), inequalities: piece.inequalities.map(renumbered) };
}

type Comparisons = Extract<Formula, { kind: 'compare' }>;

/** `a < b <= c` means both of its comparisons, and `a, b < c` those of each with each. */
function lowerComparison({ lists, comparisons }: Comparisons, scope: Scope, holds: boolean): Condition {
  const lowered = lists.map((list) => list.map((expression) => lowerExpression(expression, scope)));
  const parts = comparisons.map((comparison, index) => {
    const left = lowered[index] as (readonly Case[])[];
    const right = lowered[index + 1] as (readonly Case[])[];
    return compareLists(left, comparison, right, holds);
  });
  return holds ? allOf(parts) : either(parts);
}

function compareLists(
  left: readonly (readonly Case[])[],
  comparison: Comparison,
  right: readonly (readonly Case[])[],
  holds: boolean,
): Condition {
  switch (comparison) {
    case '<<':
      return holds ? precedes(left, right, false) : precedes(right, left, true);
    case '<<=':
      return holds ? precedes(left, right, true) : precedes(right, left, false);
    case '>>':
      return holds ? precedes(right, left, false) : precedes(left, right, true);
    case '>>=':
      return holds ? precedes(right, left, true) : precedes(left, right, false);
    default: {
      const parts = left.flatMap((a) =>
        right.map((b) => compareCases(a, holds ? comparison : OPPOSITE[comparison], b)),
      );
      return holds ? allOf(parts) : either(parts);
    }
  }
}

/** Lexicographic order: at the first place where the lists differ, the left one is less. A shorter list ends both. */
function precedes(
  left: readonly (readonly Case[])[],
  right: readonly (readonly Case[])[],
  orEqual: boolean,
): Condition {
  const count = Math.min(left.length, right.length);
  const parts: Condition[] = [];
  let before: Condition = TRUE;
  for (let place = 0; place < count; place++) {
    const a = left[place] as readonly Case[];
    const b = right[place] as readonly Case[];
    parts.push(both(before, compareCases(a, '<', b)));
    before = both(before, compareCases(a, '=', b));
  }
  return either(orEqual ? [...parts, before] : parts);
}

/** Where a comparison of expressions holds. */
export function compareCases(left: readonly Case[], relation: Relation, right: readonly Case[]): Condition {
  return either(
    left.flatMap((a) =>
      right.map((b) => both(both(a.condition, b.condition), compareLinear(a.value, relation, b.value))),
    ),
  );
}
