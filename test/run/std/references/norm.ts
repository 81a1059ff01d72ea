/** References of std/norm. */

import { perLast, perSecond, rows } from './apply.ts';
import { type Consts, meanOf, type Reference } from './reference.ts';
import { asRows, asSecond, at, dim, get, make, type Tensor, view, zeros } from './tensor.ts';

/** (values − mean) / √(variance + eps). */
function standard(values: readonly number[], eps: number): number[] {
  const mean = meanOf([...values]);
  const variance = meanOf(values.map((v) => (v - mean) ** 2));
  return values.map((v) => (v - mean) / Math.sqrt(variance + eps));
}
/** Standardises the groups of elements that share a key, then scales and shifts by channel. */
function normalize(
  x: Tensor,
  eps: number,
  key: (...index: number[]) => number,
  finish: (v: number, ...index: number[]) => number,
): Tensor {
  const groups = new Map<number, number[]>();
  const keys = make(x.shape, key);
  keys.data.forEach((k, place) => {
    groups.set(k, [...(groups.get(k) ?? []), place]);
  });
  const y = zeros(x.shape);
  for (const places of groups.values()) {
    standard(
      places.map((place) => at(x, place)),
      eps,
    ).forEach((v, i) => {
      y.data[places[i] as number] = v;
    });
  }
  return make(x.shape, (...index) => finish(get(y, ...index), ...index));
}
const batchNorm =
  ({ eps }: Consts) =>
  (x: number, mean: number, variance: number, gamma: number, beta: number) =>
    ((x - mean) / Math.sqrt(variance + eps)) * gamma + beta;
/** x[rows, channels, rest]. */
function responses(x: Tensor, c: Consts): Tensor {
  const { size } = c;
  const half = Math.floor((size - 1) / 2);
  return make(x.shape, (n, k, s) => {
    let squares = 0;
    for (let i = Math.max(0, k - half); i <= Math.min(dim(x, 1) - 1, k - half + size - 1); i++)
      squares += get(x, n, i, s) ** 2;
    return get(x, n, k, s) / (c.offset + (c.alpha / size) * squares) ** c.beta;
  });
}

export const norms: Readonly<Record<string, Reference>> = {
  batch_norm: (inputs, c) => perLast(batchNorm(c))(inputs, c),
  batch_norm_nchw: (inputs, c) => perSecond(batchNorm(c))(inputs, c),
  layer_norm: rows((row, c, g, b) => standard(row, c.eps).map((v, i) => v * get(g, i) + get(b, i))),
  standardize: rows((row, c) => standard(row, c.eps)),
  rms_norm: rows((row, c, g) => {
    const scale = Math.sqrt(meanOf(row.map((v) => v * v)) + c.eps);
    return row.map((v, i) => (v / scale) * get(g, i));
  }),
  l2_normalize: rows((row, c) => {
    const length = Math.sqrt(row.reduce((a, v) => a + v * v, 0) + c.eps);
    return row.map((v) => v / length);
  }),
  instance_norm: ([x, g, b], c) => [
    normalize(
      x,
      c.eps,
      (n, _h, _w, k) => n * 1000 + k,
      (v, _n, _h, _w, k) => v * get(g, k) + get(b, k),
    ),
  ],
  instance_norm_nchw: ([x, g, b], c) => [
    normalize(
      x,
      c.eps,
      (n, k) => n * 1000 + k,
      (v, _n, k) => v * get(g, k) + get(b, k),
    ),
  ],
  group_norm: ([x, g, b], c) => {
    const width = dim(x, 3) / c.G;
    return [
      normalize(
        x,
        c.eps,
        (n, _h, _w, k) => n * 1000 + Math.floor(k / width),
        (v, _n, _h, _w, k) => v * get(g, k) + get(b, k),
      ),
    ];
  },
  group_norm_nchw: ([x, g, b], c) => {
    const width = dim(x, 1) / c.G;
    return [
      normalize(
        x,
        c.eps,
        (n, k) => n * 1000 + Math.floor(k / width),
        (v, _n, k) => v * get(g, k) + get(b, k),
      ),
    ];
  },
  lrn: ([x], c) => [view(responses(view(x, [...asRows(x).shape, 1]), c), x.shape)],
  lrn_nchw: ([x], c) => [view(responses(asSecond(x), c), x.shape)],
};
