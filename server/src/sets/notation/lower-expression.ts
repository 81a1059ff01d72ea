/**
 * The meaning of expressions: affine pieces, each where its condition holds.
 *
 *     min(i, j) + 1    gives    i + 1 where i <= j, and j + 1 where i > j
 *
 * The conditions of one expression exclude each other and leave nothing out, so a comparison of expressions is true
 * exactly where it is true of the pieces that hold there, and so is its negation.
 */
import { integer, negate } from '../integer.ts';
import { both, type Condition, compareLinear, TRUE } from './conditions.ts';
import { addLinear, constantLinear, constantOf, type Linear, scaleLinear } from './linear.ts';
import { NotationError } from './problem.ts';
import type { Scope } from './scope.ts';
import type { Expression, Span } from './tree.ts';

export interface Case {
  readonly condition: Condition;
  readonly value: Linear;
}

function complain({ start, end }: Span, message: string): never {
  throw new NotationError({ start, end, message });
}

/** Throws `NotationError` for unknown names and for what is not affine. */
export function lowerExpression(expression: Expression, scope: Scope): readonly Case[] {
  switch (expression.kind) {
    case 'number':
      return always(constantLinear(integer(BigInt(expression.digits))));
    case 'name': {
      const value = scope.lookUp(expression.name);
      if (value !== undefined) return always(value);
      const message = `\`${expression.name}\` is no parameter, dimension or variable here; \`[${expression.name}] -> { … }\` makes it a parameter.`;
      return complain(expression, message);
    }
    case 'add':
      return expression.operands.map((operand) => lowerExpression(operand, scope)).reduce(sum);
    case 'negate':
      return map(lowerExpression(expression.operand, scope), (value) => scaleLinear(value, -1, 1));
    case 'floor':
      return map(lowerExpression(expression.operand, scope), (value) => scope.floor(value));
    case 'ceiling':
      return map(lowerExpression(expression.operand, scope), (value) => {
        return scaleLinear(scope.floor(scaleLinear(value, -1, 1)), -1, 1);
      });
    case 'minimum':
    case 'maximum':
      return extremum(expression.kind, expression.operands, scope);
    default:
      return lowerProduct(expression, scope);
  }
}

function always(value: Linear): readonly Case[] {
  return [{ condition: TRUE, value }];
}

function map(cases: readonly Case[], change: (value: Linear) => Linear): readonly Case[] {
  return cases.map(({ condition, value }) => ({ condition, value: change(value) }));
}

function sum(left: readonly Case[], right: readonly Case[]): readonly Case[] {
  return left.flatMap((a) =>
    right.map((b) => ({ condition: both(a.condition, b.condition), value: addLinear(a.value, b.value) })),
  );
}

function extremum(kind: 'minimum' | 'maximum', operands: readonly Expression[], scope: Scope): readonly Case[] {
  const [wins, loses] = kind === 'minimum' ? (['<=', '>'] as const) : (['>=', '<'] as const);
  return operands
    .map((operand) => lowerExpression(operand, scope))
    .reduce((left, right) =>
      left.flatMap((a) =>
        right.flatMap((b) => {
          const where = both(a.condition, b.condition);
          return [
            { condition: both(where, compareLinear(a.value, wins, b.value)), value: a.value },
            { condition: both(where, compareLinear(a.value, loses, b.value)), value: b.value },
          ];
        }),
      ),
    );
}

type Product = Extract<Expression, { kind: 'multiply' | 'divide' | 'modulo' }>;

function lowerProduct(expression: Product, scope: Scope): readonly Case[] {
  const [first, second] = expression.operands;
  const left = lowerExpression(first, scope);
  const right = lowerExpression(second, scope);
  const factor = constant(right);
  if (expression.kind === 'multiply') {
    if (factor !== undefined) return map(left, (value) => scaleLinear(value, factor.numerator, factor.denominator));
    const other = constant(left);
    if (other !== undefined) return map(right, (value) => scaleLinear(value, other.numerator, other.denominator));
    return complain(expression, 'A product of two variables is not affine: one factor must be a number.');
  }
  if (factor === undefined) return complain(second, 'Only a number can divide: anything else is not affine.');
  const { numerator, denominator } = factor;
  if (expression.kind === 'divide') {
    if (numerator === 0) return complain(second, 'Division by zero.');
    const [by, times] = numerator > 0 ? [numerator, denominator] : [negate(numerator), negate(denominator)];
    return map(left, (value) => scaleLinear(value, times, by));
  }
  if (numerator <= 0 || denominator !== 1) return complain(second, 'A modulus must be a positive integer.');
  return map(left, (value) => {
    const quotient = scope.floor(scaleLinear(value, 1, numerator));
    return addLinear(value, scaleLinear(quotient, negate(numerator), 1));
  });
}

function constant(cases: readonly Case[]): ReturnType<typeof constantOf> {
  const [only] = cases;
  return cases.length === 1 && only !== undefined ? constantOf(only.value) : undefined;
}
