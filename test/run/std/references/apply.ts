/** References that apply a function to elements, by how the further operands are spread over them. */
import type { Consts, Reference } from './reference.ts';
import { asFirst, asRows, asSecond, at, get, make, type Tensor, view } from './tensor.ts';

/** One operand. */
export const unary =
  (f: (x: number, c: Consts) => number): Reference =>
  ([x], c) => [{ shape: x.shape, data: x.data.map((v) => f(v, c)) }];

/** Two operands of one shape. */
export const binary =
  (f: (x: number, z: number) => number): Reference =>
  ([x, z]) => [{ shape: x.shape, data: x.data.map((v, i) => f(v, at(z, i))) }];

/** Three operands of one shape. */
export const ternary =
  (f: (x: number, y: number, z: number) => number): Reference =>
  ([a, b, c]) => [{ shape: b.shape, data: b.data.map((v, i) => f(at(a, i), v, at(c, i))) }];

/** Of a tensor as `seen` sees it, with its own shape. */
const seenAs = (x: Tensor, seen: (t: Tensor) => Tensor, f: (t: Tensor, ...index: number[]) => number): Tensor[] => {
  const t = seen(x);
  return [
    view(
      make(t.shape, (...index) => f(t, ...index)),
      x.shape,
    ),
  ];
};

/** Further operands hold one value for each element of the last dimension. */
export const perLast =
  (f: (x: number, ...values: number[]) => number): Reference =>
  ([x, ...values]) =>
    seenAs(x, asRows, (t, r, c) => f(get(t, r, c), ...values.map((v) => get(v, c))));

/** Further operands hold one value for each element of the second dimension. */
export const perSecond =
  (f: (x: number, ...values: number[]) => number): Reference =>
  ([x, ...values]) =>
    seenAs(x, asSecond, (t, n, c, s) => f(get(t, n, c, s), ...values.map((v) => get(v, c))));

/** The second operand holds one value for each row. */
export const perRow =
  (f: (x: number, r: number) => number): Reference =>
  ([x, r]) =>
    seenAs(x, asRows, (t, i, c) => f(get(t, i, c), at(r, i)));

/** The second operand holds one value for each element of a batch. */
export const perBatch =
  (f: (x: number, z: number) => number): Reference =>
  ([x, z]) =>
    seenAs(x, asFirst, (t, n, s) => f(get(t, n, s), at(z, s)));

/** Rows along the last dimension to rows of the same length; further operands as they are. */
export const rows =
  (f: (row: number[], c: Consts, ...vectors: Tensor[]) => readonly number[]): Reference =>
  ([x, ...vectors], c) => {
    const t = asRows(x);
    const done = Array.from({ length: t.shape[0] as number }, (_, r) => f(rowOf(t, r), c, ...vectors));
    return [{ shape: x.shape, data: Float64Array.from(done.flat()) }];
  };

/** @returns row r of a tensor [rows, last]. */
export const rowOf = (t: Tensor, r: number): number[] =>
  Array.from({ length: t.shape[1] as number }, (_, i) => get(t, r, i));
