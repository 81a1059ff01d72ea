/**
 * Symbolic sizes and index expressions: trees over integers and names, without positions.
 *
 * `/` is floor division and `%` the floor remainder, as in the language: -7 / 2 = -4 and -7 % 2 = 1. All arithmetic is
 * on big integers, so no size overflows; a power whose value would be astronomical is refused.
 *
 * Example: `(H + 2 * pad - R) / stride + 1` at H = 56, pad = 1, R = 3, stride = 1 is 56.
 */
import type { Relation } from '../syntax/ast.ts';

export type Size =
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'operation'; readonly operator: SizeOperator; readonly left: Size; readonly right: Size }
  /** Not an integer expression, or left out by recovery; a problem was reported where it stands. */
  | { readonly kind: 'invalid' };

export type SizeOperator = '+' | '-' | '*' | '/' | '%' | '^';

export interface SizeConstraint {
  readonly left: Size;
  readonly relation: Relation;
  readonly right: Size;
}

/** Values of size, const and tune names. */
export type SizeEnvironment = ReadonlyMap<string, bigint>;

/** Powers above this many bits are refused: 2 ^ 4096 elements exist nowhere. */
const MAX_POWER_BITS = 4096n;

export const integer = (value: bigint): Size => ({ kind: 'integer', value });
export const named = (name: string): Size => ({ kind: 'name', name });
export const operation = (operator: SizeOperator, left: Size, right: Size): Size => ({
  kind: 'operation',
  operator,
  left,
  right,
});

/** @returns the value, or undefined if a name has no value, a divisor is zero, or the expression is no integer. */
export function evaluateSize(size: Size, environment: SizeEnvironment): bigint | undefined {
  switch (size.kind) {
    case 'integer':
      return size.value;
    case 'name':
      return environment.get(size.name);
    case 'invalid':
      return undefined;
    case 'operation': {
      const left = evaluateSize(size.left, environment);
      const right = evaluateSize(size.right, environment);
      return left === undefined || right === undefined ? undefined : apply(size.operator, left, right);
    }
  }
}

function apply(operator: SizeOperator, left: bigint, right: bigint): bigint | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0n ? undefined : floorDivide(left, right);
    case '%':
      return right === 0n ? undefined : left - right * floorDivide(left, right);
    case '^':
      return power(left, right);
  }
}

function power(base: bigint, exponent: bigint): bigint | undefined {
  if (exponent < 0n) return undefined;
  if (base === 0n || base === 1n) return exponent === 0n ? 1n : base;
  if (base === -1n) return exponent % 2n === 0n ? 1n : -1n;
  const bits = BigInt(base.toString(2).length);
  return bits * exponent > MAX_POWER_BITS ? undefined : base ** exponent;
}

/** @returns the largest integer not above a / b; b must not be 0. */
export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** @returns the smallest integer not below a / b; b must not be 0. */
export function ceilDivide(a: bigint, b: bigint): bigint {
  return -floorDivide(-a, b);
}

/** @returns whether the constraint holds, or undefined if a side has no value. */
export function holds(constraint: SizeConstraint, environment: SizeEnvironment): boolean | undefined {
  const left = evaluateSize(constraint.left, environment);
  const right = evaluateSize(constraint.right, environment);
  if (left === undefined || right === undefined) return undefined;
  switch (constraint.relation) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '<=':
      return left <= right;
    case '<':
      return left < right;
    case '>=':
      return left >= right;
    case '>':
      return left > right;
  }
}

/** Adds the names of a size expression to `into`. */
export function namesOf(size: Size, into: Set<string> = new Set()): Set<string> {
  if (size.kind === 'name') into.add(size.name);
  if (size.kind === 'operation') {
    namesOf(size.left, into);
    namesOf(size.right, into);
  }
  return into;
}

const PRECEDENCE: Record<SizeOperator, number> = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 2, '^': 3 };

/** @returns the expression in the language's notation, with the parentheses that it needs. */
export function printSize(size: Size, outer = 0): string {
  if (size.kind === 'integer') return size.value < 0n && outer > 0 ? `(${size.value})` : `${size.value}`;
  if (size.kind === 'name') return size.name;
  if (size.kind === 'invalid') return '?';
  const own = PRECEDENCE[size.operator];
  const text = `${printSize(size.left, own)} ${size.operator} ${printSize(size.right, own + 1)}`;
  return own < outer ? `(${text})` : text;
}

/** @returns the constraint in the language's notation. */
export function printConstraint({ left, relation, right }: SizeConstraint): string {
  return `${printSize(left)} ${relation} ${printSize(right)}`;
}
