/** References of the convolutions of std/conv: each is a view of one general convolution. */

import type { Reference } from './reference.ts';
import { add, dim, get, permute, type Tensor, toLast, toSecond, view, zeros } from './tensor.ts';
import { type Axis, axisOf, FLAT, same, sides, windows } from './window.ts';

/**
 * The general convolution: x[N, D, H, W, G, C], f[A, R, S, C, G, K] → y[N, O, P, Q, G, K].
 * All others are views of it.
 */
function convolve(x: Tensor, f: Tensor, axes: readonly [Axis, Axis, Axis]): Tensor {
  const [n, d, h, w, g, c] = x.shape as [number, number, number, number, number, number];
  const [a, r, s] = f.shape as [number, number, number];
  const k = dim(f, 5);
  const extents = [d, h, w].map((extent, i) => windows(extent, dim(f, i), axes[i] as Axis));
  const y = zeros([n, ...extents, g, k]);
  const from = (i: number, position: number, tap: number) => {
    const axis = axes[i] as Axis;
    return position * axis.stride + tap * axis.dil - axis.before;
  };
  const [o, p, q] = extents as [number, number, number];
  for (let in_ = 0; in_ < n; in_++)
    for (let io = 0; io < o; io++)
      for (let ip = 0; ip < p; ip++)
        for (let iq = 0; iq < q; iq++)
          for (let ia = 0; ia < a; ia++)
            for (let ir = 0; ir < r; ir++)
              for (let is = 0; is < s; is++) {
                const [z, v, u] = [from(0, io, ia), from(1, ip, ir), from(2, iq, is)];
                if (z < 0 || z >= d || v < 0 || v >= h || u < 0 || u >= w) continue;
                for (let ig = 0; ig < g; ig++)
                  for (let ic = 0; ic < c; ic++)
                    for (let ik = 0; ik < k; ik++)
                      add(y, get(x, in_, z, v, u, ig, ic) * get(f, ia, ir, is, ic, ig, ik), in_, io, ip, iq, ig, ik);
              }
  return y;
}
/** [K, C, taps…] → [taps…, C, K]. */
const filterLast = (f: Tensor) => permute(f, [...f.shape.map((_, d) => d).slice(2), 1, 0]);

/** x[N, …, G·C] with 1 to 3 spatial dimensions, f[taps…, C, G·K]. */
function conv(x: Tensor, f: Tensor, axes: readonly Axis[], groups = 1): Tensor {
  const spatial = x.shape.slice(1, -1);
  const fill = 3 - spatial.length;
  const ones = Array.from({ length: fill }, () => 1);
  const c = dim(x, -1) / groups;
  const k = dim(f, -1) / groups;
  const wide = view(x, [dim(x, 0), ...ones, ...spatial, groups, c]);
  const taps = view(f, [...ones, ...f.shape.slice(0, -2), c, groups, k]);
  const all = [...Array.from({ length: fill }, () => FLAT), ...axes] as unknown as [Axis, Axis, Axis];
  const y = convolve(wide, taps, all);
  return view(y, [dim(y, 0), ...y.shape.slice(1 + fill, 4), groups * k]);
}
/** One filter a channel: x[N, …, C], f[taps…, C, M] → channels (c m). */
function depthwise(x: Tensor, f: Tensor, axes: readonly Axis[]): Tensor {
  const [c, m] = [dim(f, -2), dim(f, -1)];
  return conv(x, view(f, [...f.shape.slice(0, -2), 1, c * m]), axes, c);
}
const causal = (taps: number, dil: number): Axis => ({ stride: 1, dil, before: dil * (taps - 1), after: 0 });

export const convolution: Readonly<Record<string, Reference>> = {
  conv1d: ([x, f], c) => [conv(x, f, [axisOf(c)])],
  conv1d_ncw: ([x, f], c) => [toSecond(conv(toLast(x), filterLast(f), [axisOf(c)]))],
  causal_conv1d: ([x, f], c) => [conv(x, f, [causal(dim(f, 0), c.dil ?? 1)])],
  conv2d: ([x, f], c) => [conv(x, f, same(2, axisOf(c)))],
  conv2d_nchw: ([x, f], c) => [toSecond(conv(toLast(x), filterLast(f), same(2, axisOf(c))))],
  conv2d_general: ([x, f], c) => [conv(x, f, sides(c))],
  conv2d_nchw_general: ([x, f], c) => [toSecond(conv(toLast(x), filterLast(f), sides(c)))],
  conv3d: ([x, f], c) => [conv(x, f, same(3, axisOf(c)))],
  conv3d_ncdhw: ([x, f], c) => [toSecond(conv(toLast(x), filterLast(f), same(3, axisOf(c))))],
  grouped_conv1d: ([x, f], c) => [conv(x, f, [axisOf(c)], c.G)],
  grouped_conv2d: ([x, f], c) => [conv(x, f, same(2, axisOf(c)), c.G)],
  grouped_conv2d_nchw: ([x, f], c) => [toSecond(conv(toLast(x), filterLast(f), same(2, axisOf(c)), c.G))],
  depthwise_conv1d: ([x, f], c) => [depthwise(x, view(f, [...f.shape, 1]), [axisOf(c)])],
  causal_depthwise_conv1d: ([x, f], c) => [depthwise(x, view(f, [...f.shape, 1]), [causal(dim(f, 0), c.dil ?? 1)])],
  depthwise_conv2d: ([x, f], c) => [depthwise(x, view(f, [...f.shape, 1]), same(2, axisOf(c)))],
  depthwise_conv2d_nchw: ([x, f], c) => {
    const taps = permute(f, [1, 2, 0]); // [C, R, S] → [R, S, C]
    return [toSecond(depthwise(toLast(x), view(taps, [...taps.shape, 1]), same(2, axisOf(c))))];
  },
  depthwise_multiplier_conv2d: ([x, f], c) => [depthwise(x, f, same(2, axisOf(c)))],
};
