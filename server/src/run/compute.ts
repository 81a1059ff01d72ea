/**
 * What a `do` computes: the equations of a tensor for the current intervals, element after element in row-major order.
 *
 * A read goes to the innermost copy that has the element, else to where the tensor lives. What lies in a memory that the
 * engine does not reach reads as poison, and so does what has not been written. A result goes into the innermost `hold`.
 */

import { boxOf, elementFunction } from './access.ts';
import type { Accesses } from './accesses.ts';
import type { ConcreteEquation, ConcreteRead } from './concrete-op.ts';
import type { ConcreteTensor } from './concrete-tensor.ts';
import { outOfBounds } from './element-text.ts';
import { rounding } from './element-value.ts';
import type { Computation, Evaluate, Semantics } from './evaluate.ts';
import type { DoNode } from './kernel-nodes.ts';
import type { Context } from './kernel-walk.ts';
import { type HomePlace, type LiveCopy, type Place, UNDEFINED } from './place.ts';

/** Reads of one tensor; between two `do` steps other copies may be live. */
class Reader {
  readonly #home: HomePlace;
  #live: readonly LiveCopy[] = [];
  #reaches: ReadonlySet<string> = new Set();
  /** Of the innermost copy, where the engine reaches it: nearly every read is served there. */
  map: Int32Array = NOWHERE;
  data: Float64Array = NO_DATA;

  constructor(home: HomePlace) {
    this.#home = home;
  }

  begin(live: readonly LiveCopy[], reaches: ReadonlySet<string>): void {
    this.#live = live;
    this.#reaches = reaches;
    const innermost = live.at(-1);
    const near = innermost && reaches.has(innermost.memory);
    this.map = near ? innermost.map : NOWHERE;
    this.data = near ? innermost.data : NO_DATA;
  }

  /** The value of an element that the innermost copy does not give. */
  elsewhere(element: number): number {
    const place = this.#placeOf(element);
    return this.#reaches.has(place.memory) ? (place.data[place.indexOf(element)] as number) : UNDEFINED;
  }

  #placeOf(element: number): Place {
    return this.#live.findLast((copy) => copy.indexOf(element) >= 0) ?? this.#home;
  }
}

const NOWHERE = new Int32Array(0);
const NO_DATA = new Float64Array(0);

interface Compiled {
  readonly computation: Computation;
  /** The element that the current point writes. */
  readonly element: () => number;
}

export interface ComputeOptions {
  readonly semantics: Semantics;
  readonly round: boolean;
}

export class Compute {
  readonly #readers = new Map<ConcreteTensor, Reader>();
  readonly #compiled = new Map<ConcreteEquation, Compiled>();
  readonly #accesses: Accesses;
  readonly #round: boolean;

  constructor(accesses: Accesses, homes: ReadonlyMap<string, HomePlace>, options: ComputeOptions) {
    this.#accesses = accesses;
    this.#round = options.round;
    for (const equation of accesses.equations) {
      for (const { tensor } of equation.reads) {
        if (!this.#readers.has(tensor)) this.#readers.set(tensor, new Reader(homes.get(tensor.name) as HomePlace));
      }
      const { space } = accesses.of(equation);
      const box = boxOf(equation);
      const read = (access: ConcreteRead, fallback: Evaluate | undefined) =>
        this.#read(equation, access, elementFunction(access, box), fallback);
      const written = elementFunction({ tensor: equation.tensor, at: equation.left }, box);
      this.#compiled.set(equation, {
        computation: options.semantics({ equation, ranges: space.ranges, read, round: options.round }),
        element: () => written(equation.point),
      });
    }
  }

  #read(
    { point }: ConcreteEquation,
    { tensor, at }: ConcreteRead,
    element: (point: Int32Array) => number,
    fallback: Evaluate | undefined,
  ): Evaluate {
    const reader = this.#readers.get(tensor) as Reader;
    return () => {
      const number = element(point);
      if (number < 0) {
        if (fallback) return fallback();
        throw outOfBounds(
          tensor,
          at.map(({ call }) => call(point)),
        );
      }
      const address = reader.map[number] as number;
      return address >= 0 ? (reader.data[address] as number) : reader.elsewhere(number);
    };
  }

  /** Executes a `do`. */
  execute(step: DoNode, { live, intervals }: Context<LiveCopy>): void {
    const hold = live.get(step.tensor.name)?.findLast(({ node }) => node.kind === 'hold');
    // without a `hold` there is no place for the result
    if (!hold) return;
    for (const equation of step.equations) {
      for (const { tensor } of equation.reads) {
        this.#readers.get(tensor)?.begin(live.get(tensor.name) ?? [], step.reaches);
      }
    }
    const reachable = step.reaches.has(hold.memory);
    if (step.equations.some((equation) => equation.reads.some(({ tensor }) => tensor === step.tensor))) {
      for (const { equation, left } of this.#accesses.inOrder(step, intervals)) {
        this.#accesses.of(equation).space.narrow(intervals);
        equation.point.set(left);
        this.#writer(equation, hold, reachable)();
      }
      return;
    }
    for (const equation of step.equations) {
      const { space } = this.#accesses.of(equation);
      space.narrow(intervals);
      space.eachLeft(this.#writer(equation, hold, reachable));
    }
  }

  /** Computes and writes the element of the current left-side point. */
  #writer(equation: ConcreteEquation, hold: LiveCopy, reachable: boolean): () => undefined {
    const { computation, element } = this.#compiled.get(equation) as Compiled;
    const { map, data, state } = hold;
    const round = this.#round ? rounding(hold.element) : undefined;
    const write = (address: number, value: number) => {
      state[address] = 1;
      data[address] = reachable ? (round ? round(value) : value) : UNDEFINED;
    };
    if (computation.kind === 'value') {
      const { value } = computation;
      return (): undefined => write(map[element()] as number, value()) as undefined;
    }
    const { partial, identity } = computation;
    return (): undefined => {
      const address = map[element()] as number;
      // the first write overwrites, later ones combine
      write(address, partial(state[address] === 1 ? (data[address] as number) : identity));
    };
  }
}
