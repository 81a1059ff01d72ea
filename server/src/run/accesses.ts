/** What `do` steps read and write under given intervals, position by position. */
import { type ConcreteEquation, type ConcreteOp, elementAt } from './concrete-op.ts';
import type { ConcreteTensor } from './concrete-tensor.ts';
import { EquationSpace, type Intervals, type Projection } from './equation-space.ts';
import type { DoNode } from './kernel-nodes.ts';

/** `element` is -1 outside of the tensor; the list of positions by axis is used again. */
export type AddElement = (element: number, at: Int32Array) => void;

interface EquationAccesses {
  readonly space: EquationSpace;
  readonly write: Projection;
  /** By the number of the read. */
  readonly reads: readonly Projection[];
}

export class Accesses {
  readonly #accesses = new Map<ConcreteEquation, EquationAccesses>();

  constructor(op: ConcreteOp) {
    for (const equation of op.equations) {
      const space = new EquationSpace(equation);
      this.#accesses.set(equation, {
        space,
        write: space.projection(space.write()),
        reads: equation.reads.map((read) => space.projection(space.read(read))),
      });
    }
  }

  get equations(): readonly ConcreteEquation[] {
    return [...this.#accesses.keys()];
  }

  of(equation: ConcreteEquation): EquationAccesses {
    return this.#accesses.get(equation) as EquationAccesses;
  }

  /** What a `do` reads of a tensor, in any order. */
  readBy(step: DoNode, tensor: ConcreteTensor, intervals: Intervals, add: AddElement): void {
    for (const equation of step.equations) {
      const { space, reads } = this.of(equation);
      const own = reads.filter(({ access }) => access.tensor === tensor);
      if (own.length === 0) continue;
      space.narrow(intervals);
      if (!space.executes()) continue;
      for (const projection of own) project(equation, projection, add);
    }
  }

  /** What a `do` writes, in any order. */
  writtenBy(step: DoNode, intervals: Intervals, add: AddElement): void {
    for (const equation of step.equations) {
      const { space, write } = this.of(equation);
      space.narrow(intervals);
      if (space.hasFixedReduction() && space.reductionAtPoint() === 'points') project(equation, write, add);
      else space.eachLeft((): undefined => addPosition(equation, write, add));
    }
  }

  /** The points of a `do` in the order in which its elements are computed, which matters where it reads its own tensor. */
  inOrder(step: DoNode, intervals: Intervals): readonly Instance[] {
    const instances: Instance[] = [];
    for (const equation of step.equations) {
      const { space } = this.of(equation);
      const { point, leftCount, left, tensor } = equation;
      space.narrow(intervals);
      space.eachLeft((): undefined => {
        instances.push({ equation, left: point.slice(0, leftCount), element: elementAt(tensor, left, point) });
      });
    }
    return instances.sort((a, b) => a.element - b.element);
  }
}

/** A left-side point of an equation. */
export interface Instance {
  readonly equation: ConcreteEquation;
  readonly left: Int32Array;
  readonly element: number;
}

function project(equation: ConcreteEquation, projection: Projection, add: AddElement): void {
  if (projection.multiplicity() > 0) projection.each((): undefined => addPosition(equation, projection, add));
}

/** Adds the position of an access at the current point of its equation. */
export function addPosition({ point }: ConcreteEquation, { access, position }: Projection, add: AddElement): undefined {
  const { tensor, at } = access;
  let element = 0;
  for (let axis = 0; axis < at.length; axis++) {
    const value = at[axis]?.call(point) as number;
    position[axis] = value;
    if (value < 0 || value >= (tensor.extents[axis] as number)) element = -1;
    else if (element >= 0) element += value * (tensor.strides[axis] as number);
  }
  add(element, position);
  return undefined;
}
