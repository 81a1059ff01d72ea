/**
 * arity: a tensor is indexed by more or fewer indices than it has dimensions.
 *
 *     op f(A: T[M, K]) -> (C: T[M]) { C[m] = A[m] }
 *                                            ^ `A` has 2 dimensions ([M, K]), but 1 index stands here.
 */
import { printDimension } from '../../model/shape.ts';
import type { TensorDimension } from '../../model/signature.ts';
import type * as ast from '../../syntax/ast.ts';
import { type Access, accessesOf, type OpCheck, type OpContext } from './op-check.ts';

export const indexCount: OpCheck = {
  code: 'arity',
  run(context) {
    const ranks = internalRanks(context);
    for (const equation of context.tree.equations)
      for (const access of accessesOf(equation)) check(context, access, ranks);
  },
};

/** An internal tensor has as many dimensions as its first equation says. */
function internalRanks({ tree, op }: OpContext): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const { tensor, index } of tree.equations) {
    if (op.internals.includes(tensor.name) && !ranks.has(tensor.name)) ranks.set(tensor.name, index.length);
  }
  return ranks;
}

function check({ op, report }: OpContext, access: Access, ranks: ReadonlyMap<string, number>): void {
  const { name } = access.tensor;
  const declared = op.signature.tensors.find((tensor) => tensor.name === name);
  const rank = ranks.get(name);
  const count = access.index.length;
  if (declared) {
    const wrong = declared.dimensions.length !== count && !indexesFlattened(declared.dimensions, access.index);
    if (!wrong) return;
    const shape = `[${declared.dimensions.map(printDimension).join(', ')}]`;
    report.error(
      'arity',
      access.node,
      `\`${name}\` has ${many(declared.dimensions.length, 'dimension')} (${shape}), but ${stand(count)} here.`,
    );
  } else if (rank !== undefined && rank !== count) {
    report.error(
      'arity',
      access.node,
      `The first equation of \`${name}\` has ${many(rank, 'index', 'indices')}, but ${stand(count)} here.`,
    );
  }
}

/** Several indices may stand for `..S`: its rank is not known here. */
function indexesFlattened(dimensions: readonly TensorDimension[], index: readonly ast.IndexItem[]): boolean {
  const spread = dimensions.some((dimension) => dimension.kind === 'spread');
  return spread && !index.some((item) => item.kind === 'spread') && index.length >= dimensions.length - 1;
}

function many(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

function stand(count: number): string {
  return count === 1 ? '1 index stands' : `${count} indices stand`;
}
