/**
 * Evaluation by demand: an element whose equation reads what is not there yet waits for it on a stack, which is a list
 * and not the stack of calls, so that a recurrence may be as long as its tensor.
 */
import type { ConcreteEquation } from './concrete-op.ts';
import { definedTwice, elementText } from './element-text.ts';
import type { Evaluate } from './evaluate.ts';
import { fullRanges, leftLoop } from './points.ts';
import { refuse } from './refusal.ts';
import type { TensorStore } from './tensor-store.ts';

export interface InstanceOf {
  readonly equation: ConcreteEquation;
  /** The element that the current point writes. */
  readonly element: () => number;
  readonly value: Evaluate;
}

/** Thrown by a read of an element that is not there yet; one object, since a recurrence may throw once an element. */
class NotReady extends Error {
  store: TensorStore | undefined;
  element = 0;

  at(store: TensorStore, element: number): this {
    this.store = store;
    this.element = element;
    return this;
  }
}

export const NOT_READY = new NotReady('an element is demanded');

/** Who defines the elements of one tensor. */
interface Owners {
  readonly store: TensorStore;
  /** By element: number of the point in `points`, or -1. */
  readonly point: Int32Array;
  readonly equation: Int32Array;
}

interface Waiting {
  readonly store: TensorStore;
  readonly element: number;
}

/** Computes all elements of the stores; refuses one that needs itself, one that nobody defines, one defined twice. */
export function inDemandOrder(stores: readonly TensorStore[], instances: readonly InstanceOf[]): void {
  const points = instances.map(({ equation }) => pointsOf(equation));
  const owners = new Map(stores.map((store) => [store, ownersOf(store, instances, points)]));
  const compute = ({ store, element }: Waiting) => {
    const owner = owners.get(store) as Owners;
    const number = owner.equation[element] as number;
    if (number < 0) throw refuse('uncovered', `${elementText(store.tensor, element)} is read, and nothing defines it.`);
    const { equation, value } = instances[number] as InstanceOf;
    const first = (owner.point[element] as number) * equation.leftCount;
    const list = points[number] as Int32Array;
    for (let slot = 0; slot < equation.leftCount; slot++) equation.point[slot] = list[first + slot] as number;
    store.data[element] = value();
    (store.defined as Uint8Array)[element] = 1;
  };
  for (const store of stores) {
    for (let element = 0; element < store.tensor.size; element++) {
      const owned = ((owners.get(store) as Owners).equation[element] as number) >= 0;
      if (owned && store.defined?.[element] !== 1) settle({ store, element }, compute);
    }
  }
}

/** 2 in `defined` marks what waits: to demand it again is a circle. */
const WAITS = 2;

function settle(wanted: Waiting, compute: (waiting: Waiting) => void): void {
  const stack = [wanted];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    try {
      compute(top);
      stack.pop();
    } catch (thrown) {
      if (thrown !== NOT_READY || !NOT_READY.store) throw thrown;
      const next = { store: NOT_READY.store, element: NOT_READY.element };
      (top.store.defined as Uint8Array)[top.element] = WAITS;
      if (next.store.defined?.[next.element] === WAITS)
        throw refuse(
          'ill-founded',
          `${elementText(next.store.tensor, next.element)} needs itself. Correct its equation.`,
        );
      stack.push(next);
    }
  }
}

/** The left-side points of an equation, one behind the other. */
function pointsOf(equation: ConcreteEquation): Int32Array {
  const { point, leftCount } = equation;
  let list = new Int32Array(1024 * Math.max(1, leftCount));
  let length = 0;
  leftLoop(equation).each(fullRanges(equation), (): undefined => {
    if (length + leftCount > list.length) {
      const longer = new Int32Array(list.length * 2);
      longer.set(list);
      list = longer;
    }
    for (let slot = 0; slot < leftCount; slot++) list[length++] = point[slot] as number;
    if (leftCount === 0) length = 0;
  });
  return list.subarray(0, length);
}

function ownersOf(store: TensorStore, instances: readonly InstanceOf[], points: readonly Int32Array[]): Owners {
  const { size } = store.tensor;
  const owners: Owners = {
    store,
    point: new Int32Array(size).fill(-1),
    equation: new Int32Array(size).fill(-1),
  };
  for (const [number, { equation, element }] of instances.entries()) {
    if (equation.tensor.name !== store.tensor.name) continue;
    const list = points[number] as Int32Array;
    const count = equation.leftCount === 0 ? 1 : list.length / equation.leftCount;
    for (let i = 0; i < count; i++) {
      for (let slot = 0; slot < equation.leftCount; slot++) {
        equation.point[slot] = list[i * equation.leftCount + slot] as number;
      }
      const at = element();
      if ((owners.equation[at] as number) >= 0) throw definedTwice(store.tensor, at);
      owners.equation[at] = number;
      owners.point[at] = i;
    }
  }
  return owners;
}
