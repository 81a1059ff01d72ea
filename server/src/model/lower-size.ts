/** Trees of the syntax → symbolic sizes; what is no integer expression becomes `invalid` and is handed to `refuse`. */
import type { Constraint, Expression } from '../syntax/ast.ts';
import { integer, named, operation, type Size, type SizeConstraint } from './size.ts';

/** Called with the node that cannot stand in a size or index, and the reason. */
export type Refuse = (node: number, reason: string) => void;

const INVALID: Size = { kind: 'invalid' };

/** @returns the size; `onName` sees every name with its node, in text order. */
export function lowerSize(expression: Expression, onName: (name: string, node: number) => void, refuse: Refuse): Size {
  const lower = (e: Expression): Size => lowerSize(e, onName, refuse);
  switch (expression.kind) {
    case 'number':
      return lowerNumber(expression.text, expression.id, refuse);
    case 'name':
      onName(expression.name, expression.id);
      return named(expression.name);
    case 'negate':
      return negate(lower(expression.operand));
    case 'binary':
      return operation(expression.operator, lower(expression.left), lower(expression.right));
    case 'missing':
      return INVALID;
    default:
      refuse(expression.id, 'an index or size is made of integers, sizes, consts and indices');
      return INVALID;
  }
}

function negate(size: Size): Size {
  return size.kind === 'integer' ? integer(-size.value) : operation('-', integer(0n), size);
}

function lowerNumber(text: string, node: number, refuse: Refuse): Size {
  const value = integerOf(text);
  if (value !== undefined) return integer(value);
  refuse(node, `${text} is not a whole number`);
  return INVALID;
}

/** @returns the integer that a literal denotes (`128`, `1e6`), or undefined. */
export function integerOf(text: string): bigint | undefined {
  if (/^\d+$/.test(text)) return BigInt(text);
  const match = /^(\d+)(?:\.(\d+))?[eE]\+?(\d{1,4})$/.exec(text);
  if (!match) return undefined;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const shift = Number(exponent) - fraction.length;
  if (shift < 0) return undefined;
  return BigInt(whole + fraction) * 10n ** BigInt(shift);
}

/** @returns the constraint over sizes. */
export function lowerConstraint(
  constraint: Constraint,
  onName: (name: string, node: number) => void,
  refuse: Refuse,
): SizeConstraint {
  return {
    left: lowerSize(constraint.left, onName, refuse),
    relation: constraint.relation,
    right: lowerSize(constraint.right, onName, refuse),
  };
}
