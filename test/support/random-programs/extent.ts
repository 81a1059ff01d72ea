/** Extents of the dimensions of an op's tensors, and how they are declared. */
import { type DimensionUse, extentOf, type Index, isExact } from './write-read.ts';

/** An extent. One that bounds a binder has the size name of all such extents of its length. */
export interface Extent {
  readonly size: number;
  readonly name?: string;
  /** Two dimensions in one: `(A B)`. */
  readonly factors?: readonly [Extent, Extent];
}

/** @returns an extent without a name. */
export function sized(size: number): Extent {
  return { size };
}

/** @returns the extent of a dimension that a binder ranges over. */
export function boundingExtent(size: number): Extent {
  return { size, name: `R${size}` };
}

/** @returns the extent of a dimension with these uses. */
export function usedExtent(uses: readonly DimensionUse[]): Extent {
  const size = extentOf(uses);
  return isExact(uses) ? boundingExtent(size) : { size };
}

/** @returns the extent of a factored dimension of a tensor, over two indices. */
export function factoredExtent(tensor: string, ...indices: readonly [Index, Index]): Extent {
  const [first, second] = indices.map(({ upper, kind }, i): Extent => {
    return kind === 'bounded' ? boundingExtent(upper) : { size: upper, name: `${tensor}${'UV'[i]}` };
  }) as [Extent, Extent];
  return { size: first.size * second.size, factors: [first, second] };
}

/** @returns text, names for layouts, and sizes of a dimension of this label. */
export function declareDimension({ size, name, factors }: Extent, label: string) {
  if (factors) {
    const names = factors.map((factor) => factor.name as string);
    const sizes = Object.fromEntries(factors.map((factor) => [factor.name as string, factor.size]));
    return { text: `(${names.join(' ')})`, labels: names.map((n) => n.toLowerCase()), sizes };
  }
  if (name !== undefined) return { text: `${label}: ${name}`, labels: [label], sizes: { [name]: size } };
  // half of the dimensions have a size name, the others a label and a number
  if ((label.charCodeAt(0) + label.charCodeAt(label.length - 1)) % 2 === 0)
    return { text: `${label}: ${size}`, labels: [label], sizes: {} };
  const own = label.toUpperCase();
  return { text: own, labels: [label], sizes: { [own]: size } };
}
