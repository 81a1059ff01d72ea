/** What a name of a net stands for while the net is opened: a tensor, or a number. */
import type * as ast from '../syntax/ast.ts';
import { realOf } from './signature.ts';

export type Bound =
  | { readonly kind: 'tensor'; readonly tensor: number }
  | { readonly kind: 'const'; readonly value: bigint }
  /** A const that is no whole number, as written. */
  | { readonly kind: 'real'; readonly text: string };

/** @returns the value of a const that is no whole number: a literal, or a const of the net that has such a value. */
export function realIn(expression: ast.Expression, names: ReadonlyMap<string, Bound>): string | undefined {
  const bound = expression.kind === 'name' ? names.get(expression.name) : undefined;
  return bound?.kind === 'real' ? bound.text : realOf(expression);
}

/** @returns the names that stand for whole numbers. */
export function constsOf(names: ReadonlyMap<string, Bound>): Map<string, bigint> {
  return new Map([...names].flatMap(([name, bound]) => (bound.kind === 'const' ? [[name, bound.value]] : [])));
}
