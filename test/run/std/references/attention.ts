/** References of std/attention. */

import { rows } from './apply.ts';
import { type Consts, type Reference, sum, total } from './reference.ts';
import { add, asPairs, asSecond, dim, get, make, permute, type Tensor, view, zeros } from './tensor.ts';

const softmaxOf = (row: number[]) => {
  const e = row.map(Math.exp);
  const z = total(e);
  return e.map((v) => v / z);
};
/** One head at a time: q[L, D], k[M, D], v[M, E]; `score` changes the scaled score of (i, j). */
function attend(q: Tensor, k: Tensor, v: Tensor, score: (s: number, i: number, j: number) => number): Tensor {
  const scale = 1 / Math.sqrt(dim(q, 1));
  const out = zeros([dim(q, 0), dim(v, 1)]);
  for (let i = 0; i < dim(q, 0); i++) {
    const weights = softmaxOf(
      Array.from({ length: dim(k, 0) }, (_, j) =>
        score(scale * sum(dim(q, 1), (d) => get(q, i, d) * get(k, j, d)), i, j),
      ),
    );
    for (let e = 0; e < dim(v, 1); e++)
      add(
        out,
        sum(dim(k, 0), (j) => (weights[j] as number) * get(v, j, e)),
        i,
        e,
      );
  }
  return out;
}
/** q[B, H·R, L, D], k[B, H, M, D], v[B, H, M, E]; R query heads share one of keys. */
function heads(
  q: Tensor,
  k: Tensor,
  v: Tensor,
  share: number,
  score: (s: number, i: number, j: number) => number,
): Tensor {
  const [b, h, l] = q.shape as [number, number, number];
  const out = zeros([b, h, l, dim(v, 3)]);
  const head = (t: Tensor, ib: number, ih: number): Tensor => {
    const size = dim(t, 2) * dim(t, 3);
    const at = (ib * dim(t, 1) + ih) * size;
    return { shape: t.shape.slice(2), data: t.data.slice(at, at + size) };
  };
  for (let ib = 0; ib < b; ib++)
    for (let ih = 0; ih < h; ih++) {
      const kv = Math.floor(ih / share);
      const o = attend(head(q, ib, ih), head(k, ib, kv), head(v, ib, kv), score);
      out.data.set(o.data, (ib * h + ih) * o.data.length);
    }
  return out;
}
const plain = (s: number) => s;
const rotate =
  (first: (d: number, half: number) => number, second: (d: number, half: number) => number): Reference =>
  ([x, cos, sin]) => {
    const t = asPairs(x);
    const half = dim(t, 2) / 2;
    const y = zeros(t.shape);
    for (let r = 0; r < dim(t, 0); r++)
      for (let l = 0; l < dim(t, 1); l++)
        for (let d = 0; d < half; d++) {
          const [i, j] = [first(d, half), second(d, half)];
          const [a, b] = [get(t, r, l, i), get(t, r, l, j)];
          const [c, s] = [get(cos, l, d), get(sin, l, d)];
          add(y, a * c - b * s, r, l, i);
          add(y, b * c + a * s, r, l, j);
        }
    return [view(y, x.shape)];
  };
const table = (c: Consts, f: (x: number) => number) =>
  make([c.L, c.D], (l, d) => f(l * Math.exp((-Math.log(c.base) * d) / c.D)));

export const attentions: Readonly<Record<string, Reference>> = {
  softmax: rows(softmaxOf),
  softmax_second: ([x]) => {
    const t = asSecond(x);
    const y = zeros(t.shape);
    for (let n = 0; n < dim(t, 0); n++)
      for (let s = 0; s < dim(t, 2); s++) {
        const column = softmaxOf(Array.from({ length: dim(t, 1) }, (_, c) => get(t, n, c, s)));
        for (const [c, v] of column.entries()) add(y, v, n, c, s);
      }
    return [view(y, x.shape)];
  },
  log_softmax: rows((row) => softmaxOf(row).map(Math.log)),
  attention: ([q, k, v]) => [heads(q, k, v, 1, plain)],
  cross_attention: ([q, k, v]) => [heads(q, k, v, 1, plain)],
  masked_attention: ([q, k, v, m]) => [heads(q, k, v, 1, (s, i, j) => s + get(m, i, j))],
  causal_attention: ([q, k, v]) => [heads(q, k, v, 1, (s, i, j) => (j > i ? Number.NEGATIVE_INFINITY : s))],
  grouped_query_attention: ([q, k, v], c) => [heads(q, k, v, c.R, plain)],
  causal_scores: ([q, k]) => {
    const [l, d] = q.shape as [number, number];
    return [make([l, l], (i, j) => (j > i ? Number.NEGATIVE_INFINITY : sum(d, (e) => get(q, i, e) * get(k, j, e))))];
  },
  causal_mask: (_, c) => [make([c.L, c.L], (i, j) => (j > i ? Number.NEGATIVE_INFINITY : 0))],
  split_heads: ([x], c) => {
    const t = x;
    const wide = view(t, [dim(t, 0), dim(t, 1), c.H, dim(t, 2) / c.H]);
    return [permute(wide, [0, 2, 1, 3])];
  },
  merge_heads: ([x]) => {
    const t = permute(x, [0, 2, 1, 3]);
    return [view(t, [dim(t, 0), dim(t, 1), dim(t, 2) * dim(t, 3)])];
  },
  rotary_table: (_, c) => [table(c, Math.cos), table(c, Math.sin)],
  rotary: rotate(
    (d) => d,
    (d, half) => half + d,
  ),
  rotary_interleaved: rotate(
    (d) => 2 * d,
    (d) => 2 * d + 1,
  ),
};
