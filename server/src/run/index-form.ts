/**
 * Integer expressions over the indices of one equation, compiled to functions of its point. `/` is floor division and `%`
 * the floor remainder.
 *
 * The point of an equation is one array of numbers that all its compiled functions read: its left-side indices, then the
 * indices of its reductions. Example: `stride * p + r - pad` at stride 2, pad 3 with p in slot 1 and r in slot 4 is
 * -3 + 2 · point[1] + point[4].
 */
import { evaluateSize, integer, operation, type Size } from '../model/size.ts';
import { refuse } from './refusal.ts';

/** The current values of the indices, by slot. */
export type Point = Int32Array;

export interface IndexForm {
  /** Slots on which it depends. */
  readonly slots: readonly number[];
  /** Set where it is `constant + Σ coefficient · point[slot]`. */
  readonly affine?: { readonly constant: number; readonly terms: readonly (readonly [slot: number, by: number])[] };
  readonly call: (point: Point) => number;
}

/** Names in scope: slots of indices, and values of everything else. */
export interface IndexScope {
  readonly slots: ReadonlyMap<string, number>;
  readonly sizes: ReadonlyMap<string, bigint>;
}

const NO_POINT: Point = new Int32Array(0);
const NO_SIZES: ReadonlyMap<string, bigint> = new Map();

/** @returns an index by itself. */
export function slotForm(slot: number): IndexForm {
  return affineForm(0, [[slot, 1]]);
}

export function constantForm(value: number): IndexForm {
  return affineForm(value, []);
}

/** @returns the expression as a function of the point; refuses names without a value. */
export function indexForm(size: Size, scope: IndexScope): IndexForm {
  switch (size.kind) {
    case 'integer':
      return constantForm(exactNumber(size.value));
    case 'invalid':
      throw refuse('broken', 'An index or size is no integer expression. Correct it first.');
    case 'name': {
      const slot = scope.slots.get(size.name);
      if (slot !== undefined) return slotForm(slot);
      const value = scope.sizes.get(size.name);
      if (value === undefined) throw refuse('broken', `\`${size.name}\` is no index and no size. Correct it first.`);
      return constantForm(exactNumber(value));
    }
    case 'operation':
      return operationForm(size, scope);
  }
}

function operationForm(size: Extract<Size, { kind: 'operation' }>, scope: IndexScope): IndexForm {
  const left = indexForm(size.left, scope);
  const right = indexForm(size.right, scope);
  if (left.slots.length === 0 && right.slots.length === 0) {
    // indices may have cancelled out, as in `i - i`, so the sides count and not the names in them
    const [a, b] = [left, right].map(({ call }) => integer(BigInt(call(NO_POINT))));
    const value = evaluateSize(operation(size.operator, a as Size, b as Size), NO_SIZES);
    if (value === undefined) throw refuse('broken', 'An index or size has no value: it divides by zero. Correct it.');
    return constantForm(exactNumber(value));
  }
  const { affine: a } = left;
  const { affine: b } = right;
  if (a && b && size.operator === '+') return affineForm(a.constant + b.constant, [...a.terms, ...b.terms]);
  if (a && b && size.operator === '-') return affineForm(a.constant - b.constant, [...a.terms, ...scaled(b.terms, -1)]);
  if (a && b && size.operator === '*') {
    if (a.terms.length === 0) return affineForm(a.constant * b.constant, scaled(b.terms, a.constant));
    if (b.terms.length === 0) return affineForm(a.constant * b.constant, scaled(a.terms, b.constant));
  }
  return generalForm(size.operator, left, right);
}

function generalForm(operator: string, left: IndexForm, right: IndexForm): IndexForm {
  const { call: f } = left;
  const { call: g } = right;
  const slots = [...new Set([...left.slots, ...right.slots])];
  if (operator === '+') return { slots, call: (point) => f(point) + g(point) };
  if (operator === '-') return { slots, call: (point) => f(point) - g(point) };
  if (operator === '*') return { slots, call: (point) => f(point) * g(point) };
  const divisor = right.slots.length === 0 ? right.call(new Int32Array(0)) : 0;
  if (divisor === 0 || operator === '^') {
    throw refuse('broken', 'An index is divided by, or raised to, what is no constant. Correct it first.');
  }
  if (operator === '/') return { slots, call: (point) => Math.floor(f(point) / divisor) };
  return {
    slots,
    call: (point) => {
      const value = f(point);
      return value - divisor * Math.floor(value / divisor);
    },
  };
}

function scaled(terms: readonly (readonly [number, number])[], by: number): (readonly [number, number])[] {
  return terms.map(([slot, coefficient]) => [slot, coefficient * by]);
}

/** @returns an affine form; equal slots are joined. Up to three terms have functions of their own: they run most. */
export function affineForm(constant: number, parts: readonly (readonly [number, number])[]): IndexForm {
  const sums = new Map<number, number>();
  for (const [slot, by] of parts) sums.set(slot, (sums.get(slot) ?? 0) + by);
  const terms = [...sums].filter(([, by]) => by !== 0);
  const form = { slots: terms.map(([slot]) => slot), affine: { constant, terms } };
  const [[s0, c0] = [0, 0], [s1, c1] = [0, 0], [s2, c2] = [0, 0]] = terms;
  // noUncheckedIndexedAccess aside, a slot is always inside of the point
  const at = (point: Point, slot: number) => point[slot] as number;
  if (terms.length === 0) return { ...form, call: () => constant };
  if (terms.length === 1) return { ...form, call: (point) => constant + c0 * at(point, s0) };
  if (terms.length === 2) return { ...form, call: (point) => constant + c0 * at(point, s0) + c1 * at(point, s1) };
  if (terms.length === 3) {
    return { ...form, call: (point) => constant + c0 * at(point, s0) + c1 * at(point, s1) + c2 * at(point, s2) };
  }
  const slots = Int32Array.from(form.slots);
  const by = Float64Array.from(terms, ([, coefficient]) => coefficient);
  const call = (point: Point) => {
    let sum = constant;
    for (let i = 0; i < slots.length; i++) sum += (by[i] as number) * at(point, slots[i] as number);
    return sum;
  };
  return { ...form, call };
}

/** Indices are small: what passes this has left the range in which their arithmetic is exact. */
const MAXIMUM = 2n ** 40n;

function exactNumber(value: bigint): number {
  if (value > MAXIMUM || value < -MAXIMUM) {
    throw refuse('too-large', `A size or index is ${value}; up to ${MAXIMUM} can be executed. Choose a smaller case.`);
  }
  return Number(value);
}
