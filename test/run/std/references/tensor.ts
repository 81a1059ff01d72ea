/**
 * Plain arrays with addresses, for the references: row-major, the last dimension fastest.
 *
 * Example: shape [2, 3] holds element [1, 2] at 1 · 3 + 2 = 5.
 */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** @returns the number of elements of a shape. */
export const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** @returns a tensor whose element at each index is what `f` gives for it. */
export function make(shape: readonly number[], f: (...index: number[]) => number): Tensor {
  const data = new Float64Array(product(shape));
  const index = shape.map(() => 0);
  for (let at = 0; at < data.length; at++) {
    data[at] = f(...index);
    for (let d = shape.length - 1; d >= 0; d--) {
      index[d] = (index[d] as number) + 1;
      if ((index[d] as number) < (shape[d] as number)) break;
      index[d] = 0;
    }
  }
  return { shape, data };
}

export const zeros = (shape: readonly number[]): Tensor => ({ shape, data: new Float64Array(product(shape)) });

/** @returns the same elements in another shape. */
export function view(t: Tensor, shape: readonly number[]): Tensor {
  if (product(shape) !== t.data.length) throw new Error(`view of ${t.shape} as ${shape}`);
  return { shape, data: t.data };
}

function address(t: Tensor, index: readonly number[]): number | undefined {
  if (index.length !== t.shape.length) throw new Error(`[${index}] in a tensor of rank ${t.shape.length}`);
  let at = 0;
  for (const [d, i] of index.entries()) {
    const extent = dim(t, d);
    if (i < 0 || i >= extent) return undefined;
    at = at * extent + i;
  }
  return at;
}

/** @returns the element; throws outside the tensor. */
export function get(t: Tensor, ...index: number[]): number {
  const at = address(t, index);
  if (at === undefined) throw new Error(`[${index}] outside of ${t.shape}`);
  return t.data[at] as number;
}

/** @returns the element, or `fallback` outside the tensor. */
export function getOr(fallback: number, t: Tensor, ...index: number[]): number {
  const at = address(t, index);
  return at === undefined ? fallback : (t.data[at] as number);
}

/** Adds to an element; outside the tensor, nothing. */
export function add(t: Tensor, value: number, ...index: number[]): void {
  const at = address(t, index);
  if (at !== undefined) t.data[at] = (t.data[at] as number) + value;
}

/** @returns an extent; -1 is the last dimension. */
/** @returns an element by address. */
export const at = (t: Tensor, i: number): number => t.data[i] as number;

export const dim = (t: Tensor, d: number): number => t.shape.at(d) as number;

/** @returns a shape without one dimension; -1 is the last. */
export const drop = (shape: readonly number[], d: number): number[] =>
  shape.filter((_, i) => i !== (d < 0 ? shape.length + d : d));

/** @returns a tensor as [rows, last]. */
export const asRows = (t: Tensor): Tensor => view(t, [t.data.length / Math.max(1, dim(t, -1)), dim(t, -1)]);
/** @returns a tensor as [first, rest]. */
export const asFirst = (t: Tensor): Tensor => view(t, [dim(t, 0), product(t.shape.slice(1))]);
/** @returns a tensor as [first, second, rest]. */
export const asSecond = (t: Tensor): Tensor => view(t, [dim(t, 0), dim(t, 1), product(t.shape.slice(2))]);
/** @returns a tensor as [rows, second to last, last]. */
export const asPairs = (t: Tensor): Tensor => view(t, [product(t.shape.slice(0, -2)), dim(t, -2), dim(t, -1)]);

/** @returns the tensor in another order: `order[d]` is the source dimension of dimension d. */
export function permute(t: Tensor, order: readonly number[]): Tensor {
  return make(
    order.map((d) => dim(t, d)),
    (...index) => {
      const source: number[] = [];
      order.forEach((d, i) => {
        source[d] = index[i] as number;
      });
      return get(t, ...source);
    },
  );
}

const middle = (t: Tensor) => t.shape.map((_, d) => d).slice(2);
/** [N, C, …] → [N, …, C] */
export const toLast = (t: Tensor): Tensor => permute(t, [0, ...middle(t), 1]);
/** [N, …, C] → [N, C, …] */
export const toSecond = (t: Tensor): Tensor => permute(t, [0, t.shape.length - 1, ...middle(t).map((d) => d - 1)]);
