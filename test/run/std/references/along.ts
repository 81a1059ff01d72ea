/** References that reduce one dimension: `f` gets the elements along it. */
import type { Reference } from './reference.ts';
import { asFirst, asRows, asSecond, dim, drop, get, make, view } from './tensor.ts';

export const alongLast =
  (f: (row: readonly number[]) => number): Reference =>
  ([x]) => {
    const t = asRows(x);
    const y = make([dim(t, 0)], (r) => f(Array.from({ length: dim(t, 1) }, (_, i) => get(t, r, i))));
    return [view(y, x.shape.slice(0, -1))];
  };
export const alongFirst =
  (f: (row: readonly number[]) => number): Reference =>
  ([x]) => {
    const t = asFirst(x);
    const y = make([dim(t, 1)], (s) => f(Array.from({ length: dim(t, 0) }, (_, i) => get(t, i, s))));
    return [view(y, drop(x.shape, 0))];
  };
export const alongSecond =
  (f: (row: readonly number[]) => number): Reference =>
  ([x]) => {
    const t = asSecond(x);
    const y = make([dim(t, 0), dim(t, 2)], (n, s) => f(Array.from({ length: dim(t, 1) }, (_, i) => get(t, n, i, s))));
    return [view(y, drop(x.shape, 1))];
  };
export const top = (v: readonly number[]) => v.reduce((a, b) => (a > b ? a : b));
export const bottom = (v: readonly number[]) => v.reduce((a, b) => (a < b ? a : b));
