/** Windows that slide along a dimension, as convolutions and pools have them. */
import type { Consts } from './reference.ts';

/** One spatial dimension of a convolution. */
export interface Axis {
  readonly stride: number;
  readonly dil: number;
  readonly before: number;
  readonly after: number;
}
/** How many windows fit: counted, not computed. */
export function windows(extent: number, taps: number, { stride, dil, before, after }: Axis): number {
  let count = 0;
  for (let start = -before; start + dil * (taps - 1) < extent + after; start += stride) count++;
  return count;
}
export const axisOf = (c: Consts): Axis => ({
  stride: c.stride ?? 1,
  dil: c.dil ?? 1,
  before: c.pad ?? 0,
  after: c.pad ?? 0,
});

export const FLAT: Axis = { stride: 1, dil: 1, before: 0, after: 0 };

export const same = (n: number, axis: Axis) => Array.from({ length: n }, () => axis);
export const sides = (c: Consts): Axis[] => [
  { stride: c.stride_h, dil: c.dil_h, before: c.top, after: c.bottom },
  { stride: c.stride_w, dil: c.dil_w, before: c.left, after: c.right },
];
