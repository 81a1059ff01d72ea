/**
 * The ranges of left-side indices (rule 3 of the language): an index is 0 or more, the left side lies inside of the
 * tensor, and every dimension that an index addresses bare in a read without `or` cuts it.
 *
 * Example: `Y[2 * i + j]` with Y of 9 elements: i lies in 0..5 and j in 0..9, and the condition 2 · i + j < 9 stays.
 */
import type { ConcreteRead, LeftCondition, Range } from './concrete-op.ts';
import type { ConcreteTensor } from './concrete-tensor.ts';
import type { IndexForm } from './index-form.ts';
import { refuse } from './refusal.ts';

export type RangeRead = Pick<ConcreteRead, 'tensor' | 'at' | 'fallback'>;

interface LeftSide {
  readonly tensor: ConcreteTensor;
  readonly left: readonly IndexForm[];
  /** Names of the left-side indices by slot. */
  readonly indices: readonly string[];
  readonly reads: readonly RangeRead[];
}

/** Rounds over all axes; what more rounds would cut off, the conditions cut off. */
const ROUNDS = 4;

/** @returns a box around the left-side points, and what else keeps them inside of the tensor. */
export function leftRanges({ tensor, left, indices, reads }: LeftSide): {
  readonly box: readonly Range[];
  readonly inside: readonly LeftCondition[];
} {
  const plain = reads.filter((read) => !read.fallback && read.tensor.name !== tensor.name);
  const box = indices.map((_, slot) => ({ lower: 0, upper: Math.min(Infinity, ...bareExtents(plain, slot)) }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [axis, form] of left.entries()) narrow(box, form, tensor.extents[axis] as number);
  }
  for (const [slot, range] of box.entries()) {
    if (range.upper >= Number.MAX_SAFE_INTEGER) {
      const message = `Nothing bounds the index \`${indices[slot]}\` of \`${tensor.name}\`. Read a tensor at it, or declare the shape.`;
      throw refuse('unbounded-index', message);
    }
    range.upper = Math.max(range.lower, range.upper);
  }
  const inside = left.flatMap((form, axis) => condition(box, form, tensor.extents[axis] as number));
  return { box, inside };
}

/** @returns the extents of the axes that the index in a slot addresses bare. */
export function bareExtents(reads: readonly RangeRead[], slot: number): readonly number[] {
  return reads.flatMap(({ tensor, at }) =>
    at.flatMap(({ affine }, axis) => {
      const [term, ...more] = affine?.terms ?? [];
      const bare = affine?.constant === 0 && more.length === 0 && term?.[0] === slot && term[1] === 1;
      return bare ? [tensor.extents[axis] as number] : [];
    }),
  );
}

/** 0 <= form < extent cuts each index by the ends of the others. */
function narrow(box: { lower: number; upper: number }[], { affine }: IndexForm, extent: number): void {
  for (const [slot, by] of affine?.terms ?? []) {
    const others = (affine?.terms ?? []).filter(([other]) => other !== slot);
    const [least, most] = ends(box, affine?.constant ?? 0, others);
    const range = box[slot] as { lower: number; upper: number };
    const [from, to] = by > 0 ? [-most / by, (extent - 1 - least) / by] : [(extent - 1 - least) / by, -most / by];
    if (Number.isFinite(from)) range.lower = Math.max(range.lower, Math.ceil(from));
    if (Number.isFinite(to)) range.upper = Math.min(range.upper, Math.floor(to) + 1);
  }
}

function ends(
  box: readonly Range[],
  constant: number,
  terms: readonly (readonly [number, number])[],
): [least: number, most: number] {
  let [least, most] = [constant, constant];
  for (const [slot, by] of terms) {
    const { lower, upper } = box[slot] as Range;
    least += by * (by > 0 ? lower : upper - 1);
    most += by * (by > 0 ? upper - 1 : lower);
  }
  return [least, most];
}

/** No condition where the whole box lies inside. */
function condition(box: readonly Range[], form: IndexForm, extent: number): LeftCondition[] {
  if (form.affine) {
    const [least, most] = ends(box, form.affine.constant, form.affine.terms);
    if (least >= 0 && most < extent) return [];
  }
  const holds: LeftCondition['holds'] = (point) => {
    const value = form.call(point);
    return value >= 0 && value < extent;
  };
  return [{ slots: form.slots, holds }];
}

/** @returns whether an access lies inside of its tensor wherever the indices lie inside of the box. */
export function alwaysInside({ tensor, at }: RangeRead, box: readonly Range[]): boolean {
  return at.every((form, axis) => condition(box, form, tensor.extents[axis] as number).length === 0);
}
