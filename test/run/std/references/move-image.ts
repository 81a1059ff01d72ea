/** References of std/move on images: N, rows, columns and channels. */

import { inside, pick } from './pick.ts';
import type { Consts, Reference } from './reference.ts';
import { add, dim, get, getOr, make, type Tensor, toLast, toSecond, zeros } from './tensor.ts';
import { axisOf, windows } from './window.ts';

function padImage(x: Tensor, rows: number, cols: number, c: Consts): Tensor {
  const h = dim(x, rows);
  const w = dim(x, cols);
  const tall = pick(x, rows, c.top + h + c.bottom, (i) => inside(i - c.top, h), c.value);
  return pick(tall, cols, c.left + w + c.right, (i) => inside(i - c.left, w), c.value);
}
function crop(x: Tensor, rows: number, cols: number, c: Consts): Tensor {
  return pick(
    pick(x, rows, c.height, (i) => i + c.top),
    cols,
    c.width,
    (i) => i + c.left,
  );
}
function resample(
  x: Tensor,
  rows: number,
  cols: number,
  extent: (n: number) => number,
  source: (i: number) => number,
): Tensor {
  return pick(pick(x, rows, extent(dim(x, rows)), source), cols, extent(dim(x, cols)), source);
}
const scaled =
  (rows: number, cols: number): Reference =>
  ([x], c) => {
    // one division of whole numbers: its floor is exact
    const extent = (n: number) => Math.floor((n * c.up) / c.down);
    return [resample(x, rows, cols, extent, (i) => Math.floor((i * c.down) / c.up))];
  };
/** Moves each pixel of x[N, H, W, …] to where a block of channels puts it. */
const blocks = (
  x: Tensor,
  size: number,
  channel: (c: number, i: number, j: number, count: number) => number,
): Tensor => {
  const [n, h, w, all] = x.shape as [number, number, number, number];
  const count = all / (size * size);
  return make([n, h * size, w * size, count], (b, v, u, c) =>
    get(x, b, Math.floor(v / size), Math.floor(u / size), channel(c, v % size, u % size, count)),
  );
};
const unblocks = (x: Tensor, size: number): Tensor => {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  return make([n, h / size, w / size, c * size * size], (b, v, u, k) => {
    const pixel = Math.floor(k / c);
    return get(x, b, v * size + Math.floor(pixel / size), u * size + (pixel % size), k % c);
  });
};
const dcr = (size: number) => (c: number, i: number, j: number, count: number) => (i * size + j) * count + c;
const crd = (size: number) => (c: number, i: number, j: number) => (c * size + i) * size + j;

export const imageMoves: Readonly<Record<string, Reference>> = {
  pad2d: ([x], c) => [padImage(x, 1, 2, c)],
  pad2d_nchw: ([x], c) => [padImage(x, 2, 3, c)],
  crop2d: ([x], c) => [crop(x, 1, 2, c)],
  crop2d_nchw: ([x], c) => [crop(x, 2, 3, c)],
  upsample2d: ([x], c) => [
    resample(
      x,
      1,
      2,
      (n) => n * c.factor,
      (i) => Math.floor(i / c.factor),
    ),
  ],
  upsample2d_nchw: ([x], c) => [
    resample(
      x,
      2,
      3,
      (n) => n * c.factor,
      (i) => Math.floor(i / c.factor),
    ),
  ],
  resize_nearest: scaled(1, 2),
  resize_nearest_nchw: scaled(2, 3),
  subsample2d: ([x], c) => [
    resample(
      x,
      1,
      2,
      (n) => Math.ceil(n / c.step),
      (i) => i * c.step,
    ),
  ],
  depth_to_space: ([x], c) => [blocks(x, c.block, dcr(c.block))],
  depth_to_space_nchw: ([x], c) => [toSecond(blocks(toLast(x), c.block, dcr(c.block)))],
  pixel_shuffle: ([x], c) => [toSecond(blocks(toLast(x), c.block, crd(c.block)))],
  space_to_depth: ([x], c) => [unblocks(x, c.block)],
  space_to_depth_nchw: ([x], c) => [toSecond(unblocks(toLast(x), c.block))],
  im2col: ([x], c) => {
    const t = x;
    const [n, h, w, channels] = t.shape as [number, number, number, number];
    const size = c.size;
    const axis = axisOf(c);
    const y = zeros([n, windows(h, size, axis), windows(w, size, axis), size * size * channels]);
    for (let b = 0; b < n; b++)
      for (let p = 0; p < dim(y, 1); p++)
        for (let q = 0; q < dim(y, 2); q++)
          for (let r = 0; r < size; r++)
            for (let s = 0; s < size; s++)
              for (let k = 0; k < channels; k++)
                add(
                  y,
                  getOr(0, t, b, p * axis.stride - axis.before + r, q * axis.stride - axis.before + s, k),
                  b,
                  p,
                  q,
                  (r * size + s) * channels + k,
                );
    return [y];
  },
};
