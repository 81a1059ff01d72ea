/**
 * Where elements of a tensor are: at home, or in a buffer. Elements lie in a buffer at their real addresses, so a layout
 * that let two of them meet would show in the values.
 */
import type { ConcreteTensor } from './concrete-tensor.ts';
import type { Geometry } from './geometry.ts';
import type { CopyNode } from './kernel-nodes.ts';
import type { Box } from './region.ts';

/** What an element is before it is written: poison. */
export const UNDEFINED = Number.NaN;

export interface Place {
  readonly memory: string;
  readonly element: string;
  readonly bits: number;
  readonly geometry: Geometry;
  /** 1 where an element has been written. */
  readonly state: Uint8Array;
  readonly data: Float64Array;
  /** `across` loops around the step that began it. */
  readonly unitDepth: number;
  /** Who accumulated last into each element, see `arrival`; made where it is needed. */
  arrivals?: Float64Array;
  /** @returns the index into `data` and `state`, or -1 where it does not have the element. */
  indexOf(element: number): number;
  /** @returns the real address in elements. */
  addressOf(element: number): number;
}

/** Where a tensor lives outside of all copies. Its data are by element; only its addresses follow the layout. */
export class HomePlace implements Place {
  readonly memory: string;
  readonly element: string;
  readonly bits: number;
  readonly geometry: Geometry;
  readonly state: Uint8Array;
  readonly data: Float64Array;
  readonly unitDepth = 0;
  arrivals?: Float64Array;
  readonly #tensor: ConcreteTensor;

  constructor(tensor: ConcreteTensor, memory: string, bits: number, geometry: Geometry, given?: Float64Array) {
    this.#tensor = tensor;
    this.memory = memory;
    this.element = tensor.element;
    this.bits = bits;
    this.geometry = geometry;
    this.data = given ?? new Float64Array(tensor.size).fill(UNDEFINED);
    this.state = new Uint8Array(tensor.size).fill(given ? 1 : 0);
  }

  indexOf(element: number): number {
    return element;
  }

  addressOf(element: number): number {
    const { extents, strides } = this.#tensor;
    const { tables } = this.geometry;
    let address = 0;
    for (let axis = 0; axis < extents.length; axis++) {
      const at = Math.floor(element / (strides[axis] as number)) % (extents[axis] as number);
      address += (tables[axis] as Int32Array)[at] as number;
    }
    return address;
  }
}

/** One buffer of a copy, from its step to its end; made once and used again. */
export class LiveCopy implements Place {
  readonly node: CopyNode;
  readonly memory: string;
  readonly element: string;
  readonly bits: number;
  readonly geometry: Geometry;
  readonly state: Uint8Array;
  readonly data: Float64Array;
  /** The address of each element that it has, else -1. */
  readonly map: Int32Array;
  elements: readonly number[] = [];
  unitDepth = 0;
  arrivals?: Float64Array;

  constructor(node: CopyNode, geometry: Geometry) {
    this.node = node;
    this.memory = node.memory;
    this.element = node.element;
    this.bits = node.bits;
    this.geometry = geometry;
    this.state = new Uint8Array(geometry.elements);
    this.data = new Float64Array(geometry.elements);
    this.map = new Int32Array(node.tensor.size).fill(-1);
  }

  begin(elements: readonly number[], unitDepth: number): void {
    this.elements = elements;
    this.unitDepth = unitDepth;
    this.state.fill(0);
    this.data.fill(UNDEFINED);
    delete this.arrivals;
  }

  /** Forgets its elements. */
  end(): void {
    for (const element of this.elements) this.map[element] = -1;
    this.elements = [];
  }

  indexOf(element: number): number {
    return this.map[element] as number;
  }

  addressOf(element: number): number {
    return this.map[element] as number;
  }
}

/**
 * Calls `visit` for each position of a box with its element and its address in a buffer whose own lower end is that of
 * `within`.
 */
export function eachInBox(
  tensor: ConcreteTensor,
  box: Box,
  within: Box,
  { tables }: Geometry,
  visit: (element: number, address: number) => void,
): void {
  const rank = tensor.extents.length;
  const level = (axis: number, element: number, address: number): void => {
    if (axis === rank) {
      visit(element, address);
      return;
    }
    const table = tables[axis] as Int32Array;
    const [own, inner] = [within.lower[axis] as number, within.stride[axis] as number];
    const [upper, stride, by] = [box.upper[axis] as number, box.stride[axis] as number, tensor.strides[axis] as number];
    for (let at = box.lower[axis] as number; at <= upper; at += stride) {
      level(axis + 1, element + at * by, address + (table[(at - own) / inner] as number));
    }
  };
  if (box.count > 0) level(0, 0, 0);
}
