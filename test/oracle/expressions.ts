/**
 * Integer expressions and conditions of the syntax, compiled to functions of a point.
 *
 * A point is a list of numbers; `slots` says at which place an index stands. Names that are no index have values.
 */
import type { Constraint, Expression, IndexItem } from '../../server/src/syntax/ast.ts';

export type Point = readonly number[];
export type IntegerFunction = (point: Point) => number;
export type Condition = (point: Point) => boolean;

export interface Scope {
  readonly values: ReadonlyMap<string, number>;
  readonly slots: ReadonlyMap<string, number>;
}

/** Compiles an integer expression; throws on what is none, since the oracle is only given programs that are right. */
export function compile(expression: Expression | IndexItem, scope: Scope): IntegerFunction {
  switch (expression.kind) {
    case 'number': {
      const value = Number(expression.text);
      return () => value;
    }
    case 'name': {
      const slot = scope.slots.get(expression.name);
      if (slot !== undefined) return (point) => point[slot] as number;
      const value = scope.values.get(expression.name);
      if (value === undefined) throw new Error(`the oracle knows no value of ${expression.name}`);
      return () => value;
    }
    case 'negate': {
      const operand = compile(expression.operand, scope);
      return (point) => -operand(point);
    }
    case 'binary': {
      const left = compile(expression.left, scope);
      const right = compile(expression.right, scope);
      const apply = operators[expression.operator];
      return (point) => apply(left(point), right(point));
    }
    default:
      throw new Error(`the oracle reads no ${expression.kind} as an integer`);
  }
}

const operators: Record<'+' | '-' | '*' | '/' | '%' | '^', (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => Math.floor(a / b),
  '%': (a, b) => a - b * Math.floor(a / b),
  '^': (a, b) => a ** b,
};

/** Compiles a condition. */
export function compileConstraint({ left, relation, right }: Constraint, scope: Scope): Condition {
  const a = compile(left, scope);
  const b = compile(right, scope);
  const compare = relations[relation];
  return (point) => compare(a(point), b(point));
}

const relations: Record<Constraint['relation'], (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<=': (a, b) => a <= b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '>': (a, b) => a > b,
};

/** @returns the names in an expression. */
export function namesIn(expression: Expression | IndexItem): readonly string[] {
  switch (expression.kind) {
    case 'name':
      return [expression.name];
    case 'negate':
      return namesIn(expression.operand);
    case 'binary':
      return [...namesIn(expression.left), ...namesIn(expression.right)];
    default:
      return [];
  }
}
