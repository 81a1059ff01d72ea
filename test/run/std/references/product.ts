/** References of std/matmul and std/linear. */

import { type Reference, sum } from './reference.ts';
import { add, asPairs, asRows, at, dim, get, make, type Tensor, view, zeros } from './tensor.ts';

/** left[b, m, k], right[b, k, n]. */
function multiply(left: Tensor, right: Tensor): Tensor {
  const [b, m, k] = left.shape as [number, number, number];
  const n = dim(right, 2);
  const out = zeros([b, m, n]);
  for (let t = 0; t < b; t++)
    for (let i = 0; i < m; i++)
      for (let l = 0; l < k; l++)
        for (let j = 0; j < n; j++) add(out, get(left, t, i, l) * get(right, t, l, j), t, i, j);
  return out;
}
const flip = (t: Tensor) => make([dim(t, 0), dim(t, 2), dim(t, 1)], (b, i, j) => get(t, b, j, i));
const one = (t: Tensor) => view(t, [1, ...t.shape]);
const matmul = (a: Tensor, b: Tensor) => {
  const y = multiply(one(a), one(b));
  return view(y, y.shape.slice(1));
};
const transposed = (t: Tensor) => make([dim(t, 1), dim(t, 0)], (i, j) => get(t, j, i));

export const matmulOps: Readonly<Record<string, Reference>> = {
  matmul: ([a, b]) => [matmul(a, b)],
  matmul_nt: ([a, b]) => [matmul(a, transposed(b))],
  matmul_tn: ([a, b]) => [matmul(transposed(a), b)],
  matmul_i8: ([a, b]) => [matmul(a, b)],
  batched_matmul: ([a, b]) => {
    const y = multiply(asPairs(a), asPairs(b));
    return [view(y, [...a.shape.slice(0, -1), dim(y, 2)])];
  },
  batched_matmul_nt: ([a, b]) => {
    const y = multiply(asPairs(a), flip(asPairs(b)));
    return [view(y, [...a.shape.slice(0, -1), dim(y, 2)])];
  },
  matvec: ([a, x]) => [view(matmul(a, view(x, [dim(x, 0), 1])), [dim(a, 0)])],
  outer: ([a, b]) => [matmul(view(a, [dim(a, 0), 1]), view(b, [1, dim(b, 0)]))],
  dot: ([a, b]) => {
    const [x, z] = [asRows(a), asRows(b)];
    return [
      view(
        make([dim(x, 0)], (r) => sum(dim(x, 1), (k) => get(x, r, k) * get(z, r, k))),
        a.shape.slice(0, -1),
      ),
    ];
  },
};

const layer =
  (weights: 'ck' | 'kc', finish: (u: number, b: number) => number): Reference =>
  ([x, f, b]) => {
    const y = matmul(asRows(x), weights === 'ck' ? f : transposed(f));
    const k = dim(y, 1);
    const data = y.data.map((u, i) => finish(u, b ? at(b, i % k) : 0));
    return [{ shape: [...x.shape.slice(0, -1), k], data }];
  };

export const linear: Readonly<Record<string, Reference>> = {
  linear: layer('ck', (u, b) => u + b),
  linear_nt: layer('kc', (u, b) => u + b),
  project: layer('ck', (u) => u),
  project_nt: layer('kc', (u) => u),
  linear_relu: layer('ck', (u, b) => Math.max(u + b, 0)),
  gemm: ([a, b, c], { alpha, beta }) => {
    const y = matmul(a, b);
    return [{ shape: y.shape, data: y.data.map((u, i) => alpha * u + beta * at(c, i)) }];
  },
};
