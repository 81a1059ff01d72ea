/** An op at one case: its tensors, and its equations with their indices in slots. */
import type { Reduce } from '../model/value.ts';
import type { ConcreteTensor } from './concrete-tensor.ts';
import type { IndexForm, Point } from './index-form.ts';

export interface ConcreteOp {
  readonly name: string;
  /** By name, in the order parameters, results, internals. */
  readonly tensors: ReadonlyMap<string, ConcreteTensor>;
  /** In text order. */
  readonly equations: readonly ConcreteEquation[];
}

/** Half-open. */
export interface Range {
  readonly lower: number;
  readonly upper: number;
}

export interface ConcreteEquation {
  readonly tensor: ConcreteTensor;
  /** 1 for the first equation of its tensor in text order. */
  readonly number: number;
  /** The point that its functions read. */
  readonly point: Point;
  /** Names by slot: left-side indices, then those of the reductions. */
  readonly indices: readonly string[];
  readonly leftCount: number;
  /** A box around the left-side points. */
  readonly ranges: readonly Range[];
  /** What left-side points must satisfy beyond the box, each on the slots that it names. */
  readonly conditions: readonly LeftCondition[];
  /** The coordinates of the element that is written, by axis. */
  readonly left: readonly IndexForm[];
  readonly right: Expression;
  /** Set where the whole right side is one reduction: it may be computed in parts. */
  readonly whole?: Reduction;
  /** All of them, outermost first in text order. */
  readonly reductions: readonly Reduction[];
  /** All reads in text order, those behind `or` included. */
  readonly reads: readonly ConcreteRead[];
}

export interface LeftCondition {
  readonly slots: readonly number[];
  readonly holds: (point: Point) => boolean;
}

export interface Reduction {
  readonly operator: Reduce['operator'];
  readonly binders: readonly Binder[];
}

export interface Binder {
  readonly name: string;
  readonly slot: number;
  /** Half-open; of the slots before its own. */
  readonly lower: IndexForm;
  readonly upper: IndexForm;
}

export interface ConcreteRead {
  readonly tensor: ConcreteTensor;
  /** By axis. */
  readonly at: readonly IndexForm[];
  /** Set where it may leave the tensor. */
  readonly fallback?: Expression;
  /** The reductions around it, outermost first. */
  readonly around: readonly Reduction[];
  /** Its place in `reads`. */
  readonly number: number;
}

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'index'; readonly slot: number }
  | { readonly kind: 'read'; readonly read: ConcreteRead }
  | { readonly kind: 'negate'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: '+' | '-' | '*' | '/' | '%' | '^';
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'call';
      readonly function: (...values: number[]) => number;
      readonly arguments: readonly Expression[];
    }
  | { readonly kind: 'cast'; readonly type: string; readonly operand: Expression }
  | {
      readonly kind: 'select';
      readonly conditions: readonly Comparison[];
      readonly chosen: Expression;
      readonly otherwise: Expression;
    }
  | { readonly kind: 'reduce'; readonly reduction: Reduction; readonly body: Expression };

export interface Comparison {
  readonly left: Expression;
  readonly relation: '=' | '!=' | '<=' | '<' | '>=' | '>';
  readonly right: Expression;
}

/** @returns the number of the element that an access names at a point, or -1 outside of the tensor. */
export function elementAt(tensor: ConcreteTensor, at: readonly IndexForm[], point: Point): number {
  let element = 0;
  for (let axis = 0; axis < at.length; axis++) {
    const value = (at[axis] as IndexForm).call(point);
    if (value < 0 || value >= (tensor.extents[axis] as number)) return -1;
    element += value * (tensor.strides[axis] as number);
  }
  return element;
}
