/** Accesses as functions of the point: the number of the element, or -1 outside of the tensor. */
import type { ConcreteEquation, ConcreteRead, Range } from './concrete-op.ts';
import { elementAt } from './concrete-op.ts';
import type { ConcreteTensor } from './concrete-tensor.ts';
import { affineForm, type IndexForm, type Point } from './index-form.ts';
import { alwaysInside } from './ranges.ts';

export type ElementFunction = (point: Point) => number;

/** Of an index whose range depends on other indices. */
const ANYWHERE: Range = { lower: -(2 ** 30), upper: 2 ** 30 };

/** @returns a box around all points of an equation, by slot. */
export function boxOf({ ranges, reductions }: ConcreteEquation): readonly Range[] {
  const box = [...ranges];
  for (const { binders } of reductions) {
    for (const { slot, lower, upper } of binders) {
      const fixed = lower.slots.length === 0 && upper.slots.length === 0;
      box[slot] = fixed ? { lower: lower.call(NO_POINT), upper: upper.call(NO_POINT) } : ANYWHERE;
    }
  }
  return box;
}

const NO_POINT = new Int32Array(0);

/** @returns the element that an access names; only the axes that may leave the tensor are compared with its extents. */
export function elementFunction(
  { tensor, at }: Pick<ConcreteRead, 'tensor' | 'at'>,
  box: readonly Range[],
): ElementFunction {
  const flat = flatForm(tensor, at);
  if (!flat) return (point) => elementAt(tensor, at, point);
  const checked = at.flatMap((form, axis) => {
    const extent = tensor.extents[axis] as number;
    const axisOnly = { tensor: { ...tensor, extents: [extent] }, at: [form] };
    return alwaysInside(axisOnly, box) ? [] : [{ call: form.call, extent }];
  });
  const { call } = flat;
  const [first, second, ...more] = checked;
  if (!first) return call;
  if (!second) {
    return (point) => {
      const value = first.call(point);
      return value < 0 || value >= first.extent ? -1 : call(point);
    };
  }
  if (more.length > 0) return (point) => elementAt(tensor, at, point);
  return (point) => {
    const value = first.call(point);
    if (value < 0 || value >= first.extent) return -1;
    const other = second.call(point);
    return other < 0 || other >= second.extent ? -1 : call(point);
  };
}

/** The element's number as one affine form, where all axes are affine. */
function flatForm({ strides }: ConcreteTensor, at: readonly IndexForm[]): IndexForm | undefined {
  let constant = 0;
  const terms: [number, number][] = [];
  for (const [axis, { affine }] of at.entries()) {
    if (!affine) return undefined;
    const stride = strides[axis] as number;
    constant += stride * affine.constant;
    for (const [slot, by] of affine.terms) terms.push([slot, by * stride]);
  }
  return affineForm(constant, terms);
}
