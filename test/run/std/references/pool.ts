/** References of std/pool. */

import { meanOf, type Reference } from './reference.ts';
import { dim, get, make, product, type Tensor, toLast, toSecond, view } from './tensor.ts';
import { type Axis, axisOf, FLAT, same, sides, windows } from './window.ts';

interface Pooling {
  readonly kind: 'max' | 'mean' | 'mean inside';
  readonly sizes: readonly number[];
  readonly axes: readonly Axis[];
}
/** x[N, D, H, W, C] over cubic windows: visits each window, counts the elements that it finds. */
function pool(x: Tensor, { kind, sizes, axes }: Pooling): Tensor {
  const [depth, height, width] = sizes as [number, number, number];
  const extents = sizes.map((size, i) => windows(dim(x, 1 + i), size, axes[i] as Axis));
  return make([dim(x, 0), ...extents, dim(x, 4)], (...index) => {
    const [n, , , , c] = index as [number, number, number, number, number];
    let best = Number.NEGATIVE_INFINITY;
    let total = 0;
    let found = 0;
    for (let a = 0; a < depth; a++)
      for (let r = 0; r < height; r++)
        for (let s = 0; s < width; s++) {
          const at = [a, r, s].map((tap, i) => {
            const axis = axes[i] as Axis;
            return (index[1 + i] as number) * axis.stride + tap - axis.before;
          });
          if (at.some((v, i) => v < 0 || v >= dim(x, 1 + i))) continue;
          const value = get(x, n, ...at, c);
          best = Math.max(best, value);
          total += value;
          found++;
        }
    if (kind === 'max') return best;
    return total / (kind === 'mean' ? product(sizes) : found);
  });
}
const pooled =
  (kind: Pooling['kind'], spatial: number, first: boolean): Reference =>
  ([x], c) => {
    const t = first ? toLast(x) : x;
    const fill = 3 - spatial;
    const ones = Array.from({ length: fill }, () => 1);
    const wide = view(t, [dim(t, 0), ...ones, ...t.shape.slice(1)]);
    const axes = [...same(fill, FLAT), ...same(spatial, axisOf(c))];
    const sizes = [...ones, ...Array.from({ length: spatial }, () => c.size)];
    const y = pool(wide, { kind, sizes, axes });
    const back = view(y, [dim(y, 0), ...y.shape.slice(1 + fill)]);
    return [first ? toSecond(back) : back];
  };
/** One value for each channel of each image: x[N, pixels, C]. */
const globally =
  (first: boolean, f: (values: number[]) => number): Reference =>
  ([x]) => {
    const t = first ? toLast(x) : x;
    const flat = view(t, [dim(t, 0), dim(t, 1) * dim(t, 2), dim(t, 3)]);
    return [
      make([dim(flat, 0), dim(flat, 2)], (n, c) =>
        f(Array.from({ length: dim(flat, 1) }, (_, i) => get(flat, n, i, c))),
      ),
    ];
  };

export const pools: Readonly<Record<string, Reference>> = {
  maxpool1d: pooled('max', 1, false),
  maxpool2d: pooled('max', 2, false),
  maxpool2d_nchw: pooled('max', 2, true),
  maxpool2d_nchw_general: ([x], c) => {
    const t = toLast(x);
    const wide = view(t, [dim(t, 0), 1, ...t.shape.slice(1)]);
    const axes = [FLAT, ...sides({ ...c, dil_h: 1, dil_w: 1 })];
    const y = pool(wide, { kind: 'max', sizes: [1, c.size_h, c.size_w], axes });
    return [toSecond(view(y, [dim(y, 0), ...y.shape.slice(2)]))];
  },
  maxpool3d: pooled('max', 3, false),
  avgpool1d: pooled('mean', 1, false),
  avgpool2d: pooled('mean', 2, false),
  avgpool2d_nchw: pooled('mean', 2, true),
  avgpool2d_inside: pooled('mean inside', 2, false),
  avgpool2d_inside_nchw: pooled('mean inside', 2, true),
  avgpool3d: pooled('mean', 3, false),
  global_avgpool: globally(false, meanOf),
  global_avgpool_nchw: globally(true, meanOf),
  global_maxpool: globally(false, (v) => Math.max(...v)),
  global_maxpool_nchw: globally(true, (v) => Math.max(...v)),
};
