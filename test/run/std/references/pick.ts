/** Copying along one dimension by address. */
import { at, dim, product, type Tensor } from './tensor.ts';

/** Dimension d (-1: the last) gets `count` positions, each from where `source` says; undefined is `fill`. */
export function pick(x: Tensor, d: number, count: number, source: (i: number) => number | undefined, fill = 0): Tensor {
  const axis = d < 0 ? x.shape.length + d : d;
  const before = product(x.shape.slice(0, axis));
  const extent = dim(x, axis);
  const after = product(x.shape.slice(axis + 1));
  const shape = x.shape.map((n, i) => (i === axis ? count : n));
  const data = new Float64Array(before * count * after);
  for (let b = 0; b < before; b++)
    for (let i = 0; i < count; i++)
      for (let a = 0; a < after; a++) {
        const from = source(i);
        data[(b * count + i) * after + a] = from === undefined ? fill : at(x, (b * extent + from) * after + a);
      }
  return { shape, data };
}

/** @returns the position, or undefined outside 0 … n − 1. */
export const inside = (i: number, n: number) => (i >= 0 && i < n ? i : undefined);
