/** The tensors of an op as its kernels see them: role, element type, and the names of their dimensions. */
import type { Equation } from './equation.ts';
import type { Op } from './op.ts';
import { dimensionNames, type SignatureTensor, type TensorDimension } from './signature.ts';

export interface OpTensor {
  readonly name: string;
  readonly role: 'parameter' | 'result' | 'internal';
  /** Names for layouts, in declared order; undefined where a dimension has none and needs a label. */
  readonly dimensionNames: readonly (string | undefined)[];
  /** Absent for internal tensors. */
  readonly declared?: SignatureTensor;
}

/** @returns the tensors of an op by name: parameters, results, then internals. */
export function tensorsOf(op: Op): ReadonlyMap<string, OpTensor> {
  const tensors = new Map<string, OpTensor>();
  for (const tensor of op.signature.tensors) {
    const names = flatten(tensor.dimensions);
    tensors.set(tensor.name, { name: tensor.name, role: tensor.role, dimensionNames: names, declared: tensor });
  }
  for (const name of op.internals) {
    const first = op.equations.find((equation) => equation.tensor === name);
    tensors.set(name, { name, role: 'internal', dimensionNames: first ? leftNames(first) : [] });
  }
  return tensors;
}

/** A factored dimension counts as one dimension for each of its names; a spread has no names here. */
function flatten(dimensions: readonly TensorDimension[]): readonly (string | undefined)[] {
  const names = dimensionNames(dimensions);
  return dimensions.flatMap((dimension, i) =>
    dimension.kind === 'factored' ? dimension.names.map((name) => name.toLowerCase()) : [names[i]],
  );
}

/** A tensor without a declaration uses the indices of its first equation. */
function leftNames(equation: Equation): readonly (string | undefined)[] {
  return equation.left.flatMap((item): (string | undefined)[] => {
    if (item.kind === 'factored') return [...item.names];
    return [item.kind === 'size' && item.size.kind === 'name' ? item.size.name : undefined];
  });
}
