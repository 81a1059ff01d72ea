/**
 * Reads sets and relations in isl's notation.
 *
 *     readUnion('[N] -> { S[i, j] -> A[i + 2j] : 0 <= i < N and exists (e : j = 3e) }')
 *
 * gives one map `S -> A` over the parameter N. Entries over the same tuples become one map, and a disjunction inside of
 * an entry gives several pieces. A set of parameters (`[N] -> { : N > 0 }`) is a set over the tuple `[]`.
 */
import { mapOf, type PMap } from '../map.ts';
import { divOffset, inOffset, nestedTuple, type Space, type Tuple, tuple } from '../space.ts';
import { type UnionMap, unionOf } from '../union-map.ts';
import { both, type Condition, TRUE } from './conditions.ts';
import { variableLinear } from './linear.ts';
import { lowerExpression } from './lower-expression.ts';
import { compareCases, lowerFormula } from './lower-formula.ts';
import { parseSets } from './parse-sets.ts';
import { catchProblem, NotationError, type Read } from './problem.ts';
import { Scope } from './scope.ts';
import { toPiece } from './to-piece.ts';
import type { Entry, Position, SetsTree, TupleTree } from './tree.ts';

/** The union that a text stands for, or the first thing that is wrong with it. */
export function readUnion(text: string): Read<UnionMap> {
  const parsed = parseSets(text);
  return parsed.ok ? catchProblem(() => unionOfTree(parsed.value)) : parsed;
}

/** The union that a tree stands for; throws `NotationError`. */
export function unionOfTree(tree: SetsTree): UnionMap {
  const params = tree.params.map(({ name }) => name);
  const maps = tree.entries.map((entry) => mapOfEntry(entry, params));
  const sets = tree.entries.filter((entry) => entry.in === null);
  const [set] = sets;
  if (set !== undefined && sets.length < tree.entries.length) {
    const { start, end } = set;
    throw new NotationError({ start, end, message: 'Sets and relations cannot stand in one union.' });
  }
  return unionOf(maps, params);
}

function mapOfEntry(entry: Entry, params: readonly string[]): PMap {
  const space: Space = {
    params,
    in: entry.in === null ? null : tupleOf(entry.in),
    out: entry.out === null ? tuple(null, 0) : tupleOf(entry.out),
  };
  const visible = divOffset(space);
  const scope = new Scope(visible);
  params.forEach((name, index) => {
    scope.define(name, variableLinear(1 + index));
  });
  const positions = [...positionsOf(entry.in), ...positionsOf(entry.out)];
  let condition: Condition = TRUE;
  positions.forEach((position, index) => {
    condition = both(condition, placed(position, inOffset(space) + index, scope));
  });
  if (entry.condition !== null) condition = both(condition, lowerFormula(entry.condition, scope));
  const columns = Array.from({ length: visible }, (_, variable) => variable);
  const pieces = condition.map((conjunction) => toPiece(space, conjunction, scope, columns));
  return mapOf(space, pieces);
}

/** A new name stands for its dimension; anything else says what the dimension is equal to. */
function placed({ name, expression, start, end }: Position, variable: number, scope: Scope): Condition {
  const here = [{ condition: TRUE, value: variableLinear(variable) }];
  const known = name === null ? undefined : scope.lookUp(name);
  if (known !== undefined && expression === null) return compareCases(here, '=', [{ condition: TRUE, value: known }]);
  if (known !== undefined) {
    throw new NotationError({ start, end, message: `\`${name}\` has a meaning already and cannot be defined again.` });
  }
  const condition = expression === null ? TRUE : compareCases(here, '=', lowerExpression(expression, scope));
  if (name !== null) scope.define(name, variableLinear(variable));
  return condition;
}

function positionsOf(tree: TupleTree | null): readonly Position[] {
  if (tree === null) return [];
  return tree.nested === null ? tree.positions : [...positionsOf(tree.nested.in), ...positionsOf(tree.nested.out)];
}

function tupleOf({ name, positions, nested }: TupleTree): Tuple {
  if (nested !== null) return nestedTuple(name, tupleOf(nested.in), tupleOf(nested.out));
  return tuple(
    name,
    positions.map((position) => position.name),
  );
}
