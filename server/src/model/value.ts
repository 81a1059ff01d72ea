/**
 * What the right side of an equation computes: a tree over reads, sizes and numbers, without positions.
 *
 * Values are real numbers: `/` divides. Sizes, consts and indices stand in values as numbers of their own.
 */
import type { Relation } from '../syntax/ast.ts';
import type { IndexExpression } from './index-expression.ts';
import type { Size } from './size.ts';

export type Value =
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'infinity' }
  /** A size, a const or an index. */
  | { readonly kind: 'name'; readonly name: string }
  | Read
  | { readonly kind: 'negate'; readonly operand: Value }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Value; readonly right: Value }
  | { readonly kind: 'call'; readonly function: string; readonly arguments: readonly Value[] }
  /** A type name applied like a function; a type variable stays one. */
  | { readonly kind: 'cast'; readonly type: string; readonly operand: Value }
  | {
      readonly kind: 'select';
      readonly conditions: readonly Condition[];
      readonly chosen: Value;
      readonly otherwise: Value;
    }
  | Reduce
  /** Left out by recovery, or refused; a problem was reported where it stands. */
  | { readonly kind: 'invalid' };

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '^';

export interface Read {
  readonly kind: 'read';
  readonly tensor: string;
  readonly index: readonly IndexExpression[];
  /** The value of elements outside the tensor (`or value`). */
  readonly fallback?: Value;
}

/** A comparison of values; those of a `select` hold together. */
export interface Condition {
  readonly left: Value;
  readonly relation: Relation;
  readonly right: Value;
}

export interface ReductionIndex {
  readonly index: string;
  /** Half-open; absent: the dimension that the index addresses bare. */
  readonly range?: { readonly from: Size; readonly to: Size };
}

export type ReductionOperator = 'sum' | 'prod' | 'max' | 'min' | 'any';

export interface Reduce {
  readonly kind: 'reduce';
  readonly operator: ReductionOperator;
  readonly indices: readonly ReductionIndex[];
  readonly body: Value;
}

/**
 * Calls `visit` for a value and every value in it, outermost first, in text order. What it returns for a value is handed
 * to it as `around` with the parts of that value; it starts with nothing.
 */
export function visitValues(
  value: Value,
  visit: (value: Value, around: readonly number[]) => readonly number[],
  around: readonly number[] = [],
): void {
  const inner = visit(value, around);
  for (const part of partsOf(value)) visitValues(part, visit, inner);
}

function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'read':
      return value.fallback ? [value.fallback] : [];
    case 'negate':
    case 'cast':
      return [value.operand];
    case 'binary':
      return [value.left, value.right];
    case 'call':
      return value.arguments;
    case 'select':
      return [...value.conditions.flatMap(({ left, right }) => [left, right]), value.chosen, value.otherwise];
    case 'reduce':
      return [value.body];
    default:
      return [];
  }
}

/** @returns the value with each part replaced by what `change` makes of it, innermost first. */
export function mapValue(value: Value, change: (value: Value) => Value): Value {
  const each = <T extends Value>(part: T): T => mapValue(part, change) as T;
  switch (value.kind) {
    case 'read':
      return change(value.fallback ? { ...value, fallback: each(value.fallback) } : value);
    case 'negate':
    case 'cast':
      return change({ ...value, operand: each(value.operand) });
    case 'binary':
      return change({ ...value, left: each(value.left), right: each(value.right) });
    case 'call':
      return change({ ...value, arguments: value.arguments.map(each) });
    case 'select': {
      const conditions = value.conditions.map((c) => ({ ...c, left: each(c.left), right: each(c.right) }));
      return change({ ...value, conditions, chosen: each(value.chosen), otherwise: each(value.otherwise) });
    }
    case 'reduce':
      return change({ ...value, body: each(value.body) });
    default:
      return change(value);
  }
}
