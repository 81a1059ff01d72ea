/** References of the transposed convolutions of std/conv: each product is added where it belongs. */

import type { Consts, Reference } from './reference.ts';
import { add, dim, get, permute, type Tensor, toLast, toSecond, view, zeros } from './tensor.ts';

/**
 * Transposed convolution by scattering: x[N, P, Q, G, C], f[R, S, C, G, K] → y[N, H, W, G, K], each product added
 * where it belongs.
 */
function scatter(
  x: Tensor,
  f: Tensor,
  strides: readonly [number, number],
  pads: readonly [number, number],
  extras: readonly [number, number],
  dil = 1,
): Tensor {
  const [n, p, q, g, c] = x.shape as [number, number, number, number, number];
  const [r, s] = f.shape as [number, number];
  const k = dim(f, 4);
  const extent = (i: 0 | 1, positions: number, taps: number) =>
    strides[i] * (positions - 1) + dil * (taps - 1) + 1 - 2 * pads[i] + extras[i];
  const y = zeros([n, extent(0, p, r), extent(1, q, s), g, k]);
  for (let in_ = 0; in_ < n; in_++)
    for (let ip = 0; ip < p; ip++)
      for (let iq = 0; iq < q; iq++)
        for (let ir = 0; ir < r; ir++)
          for (let is = 0; is < s; is++)
            for (let ig = 0; ig < g; ig++)
              for (let ic = 0; ic < c; ic++)
                for (let ik = 0; ik < k; ik++)
                  add(
                    y,
                    get(x, in_, ip, iq, ig, ic) * get(f, ir, is, ic, ig, ik),
                    in_,
                    strides[0] * ip + dil * ir - pads[0],
                    strides[1] * iq + dil * is - pads[1],
                    ig,
                    ik,
                  );
  return y;
}
/** x[N, P, Q, G·C], f[R, S, C, G·K]. */
function convTranspose(x: Tensor, f: Tensor, c: Consts, groups = 1): Tensor {
  const wide = view(x, [...x.shape.slice(0, 3), groups, dim(x, 3) / groups]);
  const taps = view(f, [...f.shape.slice(0, 3), groups, dim(f, 3) / groups]);
  const { stride = 1, pad = 0, extra } = c;
  const y = scatter(wide, taps, [stride, stride], [pad, pad], [extra, extra], c.dil ?? 1);
  return view(y, [...y.shape.slice(0, 3), groups * dim(y, 4)]);
}
/** x[N, P, C], f[R, C, K]. */
function convTranspose1d(x: Tensor, f: Tensor, c: Consts): Tensor {
  const wide = view(x, [dim(x, 0), 1, dim(x, 1), 1, dim(x, 2)]);
  const taps = view(f, [1, dim(f, 0), dim(f, 1), 1, dim(f, 2)]);
  const y = scatter(wide, taps, [1, c.stride ?? 1], [0, c.pad ?? 0], [0, c.extra]);
  return view(y, [dim(y, 0), dim(y, 2), dim(y, 4)]);
}

export const transposedConvolution: Readonly<Record<string, Reference>> = {
  conv_transpose1d: ([x, f], c) => [convTranspose1d(x, f, c)],
  conv_transpose1d_ncw: ([x, f], c) => [toSecond(convTranspose1d(toLast(x), permute(f, [2, 0, 1]), c))],
  conv_transpose2d: ([x, f], c) => [convTranspose(x, f, c)],
  conv_transpose2d_nchw: ([x, f], c) => [toSecond(convTranspose(toLast(x), permute(f, [2, 3, 0, 1]), c))],
  conv_transpose2d_dilated: ([x, f], c) => [convTranspose(x, f, c)],
  grouped_conv_transpose2d: ([x, f], c) => [convTranspose(x, f, c, c.G)],
  depthwise_conv_transpose2d: ([x, f], c) => {
    const t = f;
    return [convTranspose(x, view(t, [dim(t, 0), dim(t, 1), 1, dim(t, 2)]), c, dim(t, 2))];
  },
};
