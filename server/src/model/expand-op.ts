/**
 * An op whose shapes have `..S` or `(g d)` as a plain op: every dimension is one size, every index entry one index
 * expression. What reads an op's equations after this need not know of either.
 *
 * A spread becomes the dimensions that the case gives it; their sizes are called `S.1`, `S.2` and their indices `s.1`,
 * `s.2`, which no identifier of the language can be. A factored dimension becomes one dimension for each of its names,
 * as boxes and layouts count it; row-major order makes that the same memory.
 *
 * Example: `Y[(a b), ..s] = X[a, b, ..s]` at S = [8, 16] becomes `Y[a, b, s.1, s.2] = X[a, b, s.1, s.2]` with
 * Y: T[A, B, S.1, S.2].
 */
import type { Equation } from './equation.ts';
import { type IndexExpression, namesOfIndex } from './index-expression.ts';
import type { Op } from './op.ts';
import type { SignatureTensor, TensorDimension } from './signature.ts';
import { named } from './size.ts';
import { mapValue, type Value } from './value.ts';

/** How many dimensions each `..S` stands for. */
export type Ranks = ReadonlyMap<string, number>;

/** @returns the names of the spreads in an op's shapes, in text order. */
export function spreadsOf(tensors: readonly SignatureTensor[]): readonly string[] {
  const names = tensors.flatMap(({ dimensions }) =>
    dimensions.flatMap((dimension) => (dimension.kind === 'spread' ? [dimension.name] : [])),
  );
  return [...new Set(names)];
}

/** @returns the name of one dimension (from 1) of a spread, or of its index. */
function spreadPart(spread: string, position: number): string {
  return `${spread}.${position}`;
}

/** @returns the sizes of the dimensions of spreads, as `expandOp` names them. */
export function spreadSizes(lists: ReadonlyMap<string, readonly bigint[]>): ReadonlyMap<string, bigint> {
  const sizes = new Map<string, bigint>();
  for (const [name, extents] of lists) extents.forEach((extent, i) => void sizes.set(spreadPart(name, i + 1), extent));
  return sizes;
}

/** @returns the plain op; a spread without a rank is left as it is. The same object if there is nothing to expand. */
export function expandOp(op: Op, ranks: Ranks): Op {
  const isPlain = ({ dimensions }: SignatureTensor) => dimensions.every((dimension) => dimension.kind === 'size');
  if (op.signature.tensors.every(isPlain)) return op;
  const tensors = op.signature.tensors.map((tensor) => expandTensor(tensor, ranks));
  const equations = op.equations.map((equation) => expandEquation(equation, ranks));
  return { ...op, signature: { ...op.signature, tensors }, equations };
}

function expandTensor(tensor: SignatureTensor, ranks: Ranks): SignatureTensor {
  return { ...tensor, dimensions: tensor.dimensions.flatMap((dimension) => expandDimension(dimension, ranks)) };
}

function expandDimension(dimension: TensorDimension, ranks: Ranks): readonly TensorDimension[] {
  if (dimension.kind === 'factored') {
    return dimension.names.map((name) => ({ kind: 'size', label: name.toLowerCase(), size: named(name) }));
  }
  const rank = dimension.kind === 'spread' ? ranks.get(dimension.name) : undefined;
  if (dimension.kind !== 'spread' || rank === undefined) return [dimension];
  return parts(dimension.name, rank).map((name) => ({ kind: 'size', size: named(name) }));
}

function expandEquation(equation: Equation, ranks: Ranks): Equation {
  const { left, right } = equation;
  const newLeft = expandIndex(left, ranks);
  const newRight: Equation['right'] =
    right.kind === 'value'
      ? { kind: 'value', value: expandValue(right.value, ranks) }
      : { kind: 'reads', reads: right.reads.map((read) => ({ ...read, index: expandIndex(read.index, ranks) })) };
  const spread = new Set(left.flatMap((item) => (item.kind === 'spread' ? (partsOf(item.name, ranks) ?? []) : [])));
  const isIndex = (name: string) => spread.has(name) || equation.indices.includes(name);
  const indices = [...new Set(newLeft.flatMap(namesOfIndex).filter(isIndex))];
  return { ...equation, left: newLeft, right: newRight, indices };
}

function expandValue(value: Value, ranks: Ranks): Value {
  return mapValue(value, (part) => {
    if (part.kind !== 'read') return part;
    return { ...part, index: expandIndex(part.index, ranks) };
  });
}

function expandIndex(items: readonly IndexExpression[], ranks: Ranks): readonly IndexExpression[] {
  return items.flatMap((item): readonly IndexExpression[] => {
    if (item.kind === 'factored') return item.names.map(plain);
    return (item.kind === 'spread' && partsOf(item.name, ranks)?.map(plain)) || [item];
  });
}

function plain(name: string): IndexExpression {
  return { kind: 'size', size: named(name) };
}

/** The index `..s` belongs to the shape `..S`. */
function partsOf(index: string, ranks: Ranks): readonly string[] | undefined {
  for (const [name, rank] of ranks) if (name.toLowerCase() === index) return parts(index, rank);
  return undefined;
}

function parts(name: string, rank: number): string[] {
  return Array.from({ length: rank }, (_, i) => spreadPart(name, i + 1));
}
