/**
 * One equation: what it defines, over which indices, and what it reads.
 *
 * Example: `Y[n, C1 + c] = Z[n, c] when n > 0` has the left side [n, C1 + c], the indices n and c, one constraint and the
 * read Z[n, c].
 */
import type * as ast from '../syntax/ast.ts';
import { type IndexExpression, namesOfIndex } from './index-expression.ts';
import { type OpNames, ValueLowering } from './lower-value.ts';
import type { Report } from './report.ts';
import type { SizeConstraint } from './size.ts';
import { type Read, type Reduce, type Value, visitValues } from './value.ts';

export interface Equation {
  readonly tensor: string;
  /** 1 for the first equation of its tensor in text order. */
  readonly number: number;
  /** The element type written on it. */
  readonly type?: string;
  readonly left: readonly IndexExpression[];
  /** Index names of the left side in order, those of factored dimensions included, spreads excluded. */
  readonly indices: readonly string[];
  readonly when: readonly SizeConstraint[];
  readonly right:
    | { readonly kind: 'value'; readonly value: Value }
    /** Of an extern op: bounds of what is read; not exact. */
    | { readonly kind: 'reads'; readonly reads: readonly Read[] };
}

/** @returns the equation; `number` is its place among those of its tensor, from 1. */
export function lowerEquation(tree: ast.Equation, number: number, names: OpNames, report: Report): Equation {
  // The left side declares its indices, so nothing on it can be unknown but a spread.
  const declared = leftNames(tree.index).filter((name) => !names.values.has(name));
  const lowering = new ValueLowering(names, declared, report);
  const left = tree.index.map((item) => lowering.index(item));
  const { right } = tree;
  return {
    tensor: tree.tensor.name,
    number,
    ...(tree.type?.name ? { type: tree.type.name } : {}),
    left,
    indices: [...new Set(left.flatMap(namesOfIndex).filter((name) => name !== '' && !names.values.has(name)))],
    when: right.kind === 'value' ? right.when.map((constraint) => lowering.constraint(constraint)) : [],
    right:
      right.kind === 'value'
        ? { kind: 'value', value: lowering.value(right.value) }
        : { kind: 'reads', reads: right.reads.map((read) => lowering.read(read)) },
  };
}

/** @returns every bare name in an index list. */
function leftNames(items: readonly ast.IndexItem[]): string[] {
  const names: string[] = [];
  const walk = (expression: ast.Expression): void => {
    if (expression.kind === 'name') names.push(expression.name);
    if (expression.kind === 'negate') walk(expression.operand);
    if (expression.kind === 'factored') names.push(...expression.names.map((name) => name.name));
    if (expression.kind === 'binary') {
      walk(expression.left);
      walk(expression.right);
    }
  };
  for (const item of items) if (item.kind !== 'star' && item.kind !== 'spread') walk(item);
  return names;
}

/** A read with the reductions around it. */
export interface EquationRead extends Read {
  /** Whether an `or value` stands behind it: the read may leave the tensor. */
  readonly padded: boolean;
  /** Numbers of the reductions that it stands in, as `reductionsOf` counts them, outermost first. */
  readonly reductions: readonly number[];
}

/** @returns the reads of an equation in text order, those in `or` included. */
export function readsOf({ right }: Equation): readonly EquationRead[] {
  if (right.kind === 'reads') return right.reads.map((read) => ({ ...read, padded: false, reductions: [] }));
  const reads: EquationRead[] = [];
  let count = 0;
  visitValues(right.value, (value, around) => {
    if (value.kind === 'read') reads.push({ ...value, padded: value.fallback !== undefined, reductions: around });
    return value.kind === 'reduce' ? [...around, count++] : around;
  });
  return reads;
}

/** @returns the reductions of an equation, outermost first in text order. */
export function reductionsOf({ right }: Equation): readonly Reduce[] {
  if (right.kind === 'reads') return [];
  const reductions: Reduce[] = [];
  visitValues(right.value, (value, around) => {
    if (value.kind === 'reduce') reductions.push(value);
    return around;
  });
  return reductions;
}
