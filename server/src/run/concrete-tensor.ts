/**
 * The tensors of an op at one case.
 *
 * A factored dimension `(G D)` is two axes, `..S` one axis for each of its extents; elements are numbered in row-major
 * order of the axes, which is that of the dimensions too. Example: `X: T[B, (H D)]` at B = 2, H = 3, D = 4 has the axes
 * [2, 3, 4], the groups [1, 2], and 24 elements.
 */
import type { IndexExpression } from '../model/index-expression.ts';
import { dimensionNames, type SignatureTensor } from '../model/signature.ts';
import { evaluateSize } from '../model/size.ts';
import type { CaseValues } from './case-values.ts';
import { refuse } from './refusal.ts';

export interface ConcreteTensor {
  readonly name: string;
  readonly role: 'parameter' | 'result' | 'internal';
  /** The element type; empty where nothing tells. */
  readonly element: string;
  /** Extent of each axis. */
  readonly extents: readonly number[];
  /** Elements between neighbours along each axis. */
  readonly strides: readonly number[];
  /** Axes of each dimension; `..S` counts as that many dimensions of one axis. */
  readonly groups: readonly number[];
  /** The name of each axis in layouts, where it has one. */
  readonly axisNames: readonly (string | undefined)[];
  readonly size: number;
  /** The memory after `in`. */
  readonly memory?: string;
}

/** Elements are numbered with 32 bits. */
const MAXIMUM_ELEMENTS = 2 ** 30;

export interface TensorShape {
  readonly extents: readonly number[];
  readonly groups: readonly number[];
  readonly axisNames: readonly (string | undefined)[];
}

/** @returns a tensor of this shape; refuses one of too many elements. */
export function concreteTensor(
  head: Pick<ConcreteTensor, 'name' | 'role' | 'element'> & { readonly memory?: string | undefined },
  { extents, groups, axisNames }: TensorShape,
): ConcreteTensor {
  const size = extents.reduce((a, b) => a * b, 1);
  if (size > MAXIMUM_ELEMENTS) {
    const most = MAXIMUM_ELEMENTS.toLocaleString('en');
    const message = `\`${head.name}\` has ${size.toLocaleString('en')} elements; up to ${most} can be executed. Choose a smaller case.`;
    throw refuse('too-large', message);
  }
  const { name, role, element, memory } = head;
  const shape = { extents, strides: rowMajor(extents), groups, axisNames, size };
  return { name, role, element, ...shape, ...(memory === undefined ? {} : { memory }) };
}

function rowMajor(extents: readonly number[]): readonly number[] {
  const strides: number[] = [];
  let stride = 1;
  for (const extent of extents.toReversed()) {
    strides.unshift(stride);
    stride *= extent;
  }
  return strides;
}

/** @returns the shape that a signature declares; refuses a dimension without a value, or a negative one. */
export function declaredShape({ name, dimensions }: SignatureTensor, values: CaseValues): TensorShape {
  const extents: number[] = [];
  const groups: number[] = [];
  const axisNames: (string | undefined)[] = [];
  const labels = dimensionNames(dimensions);
  const add = (value: bigint | number | undefined, label: string | undefined) => {
    const extent = value === undefined ? undefined : Number(value);
    if (extent === undefined || extent < 0 || !Number.isSafeInteger(extent)) {
      const what = extent === undefined ? 'has no value' : `is ${extent}`;
      throw refuse('shape-mismatch', `A dimension of \`${name}\` ${what} in this case. Choose other sizes.`);
    }
    extents.push(extent);
    axisNames.push(label);
  };
  for (const [i, dimension] of dimensions.entries()) {
    if (dimension.kind === 'spread') {
      const list = values.lists.get(dimension.name) ?? [];
      for (const extent of list) add(extent, undefined);
      groups.push(...list.map(() => 1));
    } else if (dimension.kind === 'factored') {
      for (const factor of dimension.names) add(values.sizes.get(factor), factor.toLowerCase());
      groups.push(dimension.names.length);
    } else {
      add(evaluateSize(dimension.size, values.sizes), labels[i]);
      groups.push(1);
    }
  }
  return { extents, groups, axisNames };
}

/** @returns the axes of an internal tensor by the left side of its first equation; its extents are not known yet. */
export function writtenShape(
  left: readonly IndexExpression[],
  values: CaseValues,
): Pick<TensorShape, 'groups' | 'axisNames'> {
  const groups: number[] = [];
  const axisNames: (string | undefined)[] = [];
  for (const item of left) {
    if (item.kind === 'factored') {
      groups.push(item.names.length);
      axisNames.push(...item.names);
    } else if (item.kind === 'spread') {
      const indices = spreadIndices(item.name, values);
      groups.push(...indices.map(() => 1));
      axisNames.push(...indices.map(() => undefined));
    } else {
      groups.push(1);
      axisNames.push(item.kind === 'size' && item.size.kind === 'name' ? item.size.name : undefined);
    }
  }
  return { groups, axisNames };
}

/** @returns the names under which the indices of `..s` are kept; no identifier has a space. */
export function spreadIndices(name: string, values: CaseValues): readonly string[] {
  const [, list = []] = [...values.lists].find(([spread]) => spread.toLowerCase() === name.toLowerCase()) ?? [];
  return list.map((_, i) => `..${name} ${i}`);
}
