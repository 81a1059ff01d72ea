/** References of std/move along one dimension. */
import { rows } from './apply.ts';
import { inside, pick } from './pick.ts';
import { type Reference, total } from './reference.ts';
import { asPairs, dim, get, make, product, type Tensor, view } from './tensor.ts';

const padded =
  (d: number): Reference =>
  ([x], c) => {
    const n = dim(x, d);
    const before = c.before;
    return [pick(x, d, before + n + c.after, (i) => inside(i - before, n), c.value)];
  };
const sliced =
  (d: number): Reference =>
  ([x], c) => [pick(x, d, c.len, (i) => c.from + i * c.step)];
const split =
  (d: number): Reference =>
  ([x], c) => {
    const n = dim(x, d);
    const at = c.at;
    return [pick(x, d, at, (i) => i), pick(x, d, n - at, (i) => at + i)];
  };
const joined =
  (d: number): Reference =>
  (parts) => {
    const first = parts[0];
    const axis = d < 0 ? first.shape.length + d : d;
    const extent = total(parts.map((t) => dim(t, axis)));
    const shape = first.shape.map((n, i) => (i === axis ? extent : n));
    const before = product(shape.slice(0, axis));
    const data: number[] = [];
    for (let b = 0; b < before; b++)
      for (const t of parts) {
        const block = t.data.length / before;
        data.push(...t.data.slice(b * block, (b + 1) * block));
      }
    return [{ shape, data: Float64Array.from(data) }];
  };
const tiled =
  (d: number): Reference =>
  ([x], c) => {
    const n = dim(x, d);
    return [pick(x, d, n * c.R, (i) => i % n)];
  };
const repeated =
  (d: number): Reference =>
  ([x], c) => [pick(x, d, dim(x, d) * c.R, (i) => Math.floor(i / c.R))];
const broadcast =
  (place: (rank: number) => number): Reference =>
  ([x], c) => {
    const shape = [...x.shape];
    shape.splice(place(shape.length), 0, 1);
    return [pick(view(x, shape), place(shape.length - 1), c.R, () => 0)];
  };
function shuffle(x: Tensor, d: number, groups: number): Tensor {
  const width = dim(x, d) / groups;
  return pick(x, d, dim(x, d), (i) => (i % groups) * width + Math.floor(i / groups));
}

export const dimensionMoves: Readonly<Record<string, Reference>> = {
  pad_first: padded(0),
  pad_second: padded(1),
  pad_last: padded(-1),
  pad_reflect_last: ([x], c) => {
    const n = dim(x, -1);
    return [
      pick(x, -1, c.before + n + c.after, (i) => {
        const at = Math.abs(i - c.before);
        return at < n ? at : n - 1 - (at - (n - 1));
      }),
    ];
  },
  pad_edge_last: ([x], c) => {
    const n = dim(x, -1);
    return [pick(x, -1, c.before + n + c.after, (i) => Math.min(n - 1, Math.max(0, i - c.before)))];
  },
  slice_first: sliced(0),
  slice_second: sliced(1),
  slice_last: sliced(-1),
  split_first: split(0),
  split_second: split(1),
  split_last: split(-1),
  split3_last: ([x]) => {
    const n = dim(x, -1) / 3;
    return [0, 1, 2].map((k) => pick(x, -1, n, (i) => k * n + i));
  },
  concat_first: joined(0),
  concat_second: joined(1),
  concat_last: joined(-1),
  concat3_second: joined(1),
  concat3_last: joined(-1),
  concat4_second: joined(1),
  concat4_last: joined(-1),
  tile_first: tiled(0),
  tile_second: tiled(1),
  tile_last: tiled(-1),
  repeat_first: repeated(0),
  repeat_second: repeated(1),
  repeat_last: repeated(-1),
  broadcast_first: broadcast(() => 0),
  broadcast_second: broadcast(() => 1),
  broadcast_last: broadcast((rank) => rank),
  channel_shuffle: ([x], c) => [shuffle(x, -1, c.G)],
  channel_shuffle_nchw: ([x], c) => [shuffle(x, 1, c.G)],
  reverse_last: rows((row) => [...row].reverse()),
  roll_last: rows((row, c) => {
    const by = c.by;
    return [...row.slice(row.length - by), ...row.slice(0, row.length - by)];
  }),
  lower_triangle: ([x]) => {
    const t = asPairs(x);
    return [
      view(
        make(t.shape, (r, i, j) => (j > i ? 0 : get(t, r, i, j))),
        x.shape,
      ),
    ];
  },
};
