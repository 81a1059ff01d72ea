/** References of std/move that permute or regroup all dimensions. */
import type { Consts, Reference } from './reference.ts';
import { drop, permute, product, view } from './tensor.ts';

/** All dimensions from the order that `f` gives for a rank. */
const permuted =
  (f: (rank: number) => number[]): Reference =>
  ([x]) => [permute(x, f(x.shape.length))];
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
const reshaped =
  (f: (shape: readonly number[], c: Consts) => number[]): Reference =>
  ([x], c) => [view(x, f(x.shape, c))];
/** Dimensions d and d + 1 as one. */
const merged = (shape: readonly number[], d: number) => [
  ...shape.slice(0, d),
  product(shape.slice(d, d + 2)),
  ...shape.slice(d + 2),
];
/** Dimension d as two, the first of extent `outer`. */
const factored = (shape: readonly number[], d: number, outer: number) => [
  ...shape.slice(0, d),
  outer,
  product(shape.slice(d, d + 1)) / outer,
  ...shape.slice(d + 1),
];

export const wholeMoves: Readonly<Record<string, Reference>> = {
  transpose: permuted(() => [1, 0]),
  transpose_last: permuted((r) => [...range(0, r - 2), r - 1, r - 2]),
  transpose_first: permuted((r) => [1, 0, ...range(2, r)]),
  transpose_second: permuted((r) => [0, 2, 1, ...range(3, r)]),
  first_to_last: permuted((r) => [...range(1, r), 0]),
  last_to_first: permuted((r) => [r - 1, ...range(0, r - 1)]),
  second_to_last: permuted((r) => [0, ...range(2, r), 1]),
  last_to_second: permuted((r) => [0, r - 1, ...range(1, r - 1)]),
  to_nchw: permuted(() => [0, 3, 1, 2]),
  to_nhwc: permuted(() => [0, 2, 3, 1]),
  merge_first: reshaped((s) => merged(s, 0)),
  merge_second: reshaped((s) => merged(s, 1)),
  merge_last: reshaped((s) => merged(s, s.length - 2)),
  factor_first: reshaped((s, c) => factored(s, 0, c.A)),
  factor_second: reshaped((s, c) => factored(s, 1, c.A)),
  factor_last: reshaped((s, c) => factored(s, s.length - 1, c.A)),
  flatten3: reshaped((s) => [...s.slice(0, 1), product(s.slice(1))]),
  flatten4: reshaped((s) => [...s.slice(0, 1), product(s.slice(1))]),
  unsqueeze_first: reshaped((s) => [1, ...s]),
  unsqueeze_second: reshaped((s) => [...s.slice(0, 1), 1, ...s.slice(1)]),
  unsqueeze_last: reshaped((s) => [...s, 1]),
  squeeze_first: reshaped((s) => drop(s, 0)),
  squeeze_second: reshaped((s) => drop(s, 1)),
  squeeze_last: reshaped((s) => drop(s, -1)),
};
