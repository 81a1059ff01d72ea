/** An entry of an index list: `n`, `2 * p + r`, `(g d)`, `..s`, `*`. */
import { namesOf, type Size } from './size.ts';

export type IndexExpression =
  | { readonly kind: 'size'; readonly size: Size }
  /** Several indices of one factored dimension, the last fastest. */
  | { readonly kind: 'factored'; readonly names: readonly string[] }
  | { readonly kind: 'spread'; readonly name: string }
  /** `*` in an extern op: the whole dimension. */
  | { readonly kind: 'star' };

/** @returns the names in an entry, spreads excluded. */
export function namesOfIndex(item: IndexExpression): readonly string[] {
  if (item.kind === 'size') return [...namesOf(item.size)];
  return item.kind === 'factored' ? item.names : [];
}
