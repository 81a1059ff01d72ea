/**
 * arity: a tensor is indexed by more or fewer indices than it has dimensions.
 *
 *     op f(A: T[M, K]) -> (C: T[M]) { C[m] = A[m] }
 *                                            ^ `A` has 2 dimensions ([M, K]), but 1 index stands here.
 */

import type { Report } from '../../model/report.ts';
import { printDimension } from '../../model/shape.ts';
import type { TensorDimension } from '../../model/signature.ts';
import type * as ast from '../../syntax/ast.ts';
import { type Access, accessesOf } from '../../syntax/walk.ts';
import type { OpCheck, OpContext } from './op-check.ts';

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
    checkFactors(access, declared.dimensions, report);
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

/** `(g d)` stands for a dimension that is declared as a product of as many sizes. */
function checkFactors({ tensor, index }: Access, dimensions: readonly TensorDimension[], report: Report): void {
  const spread = dimensions.findIndex((dimension) => dimension.kind === 'spread');
  for (const [i, item] of index.entries()) {
    if (item.kind !== 'factored') continue;
    // Behind `..S`, whose rank is not known here, dimensions are counted from the end.
    const dimension = dimensions[spread < 0 || i < spread ? i : dimensions.length - (index.length - i)];
    if (!dimension || dimension.kind === 'spread') continue;
    const factors = dimension.kind === 'factored' ? dimension.names.length : 1;
    if (factors === item.names.length) continue;
    const entry = `\`(${item.names.map(({ name }) => name).join(' ')})\``;
    const message =
      factors === 1
        ? `${entry} indexes a dimension that is declared as a product, like \`(G D)\`; this one of \`${tensor.name}\` is \`${printDimension(dimension)}\`.`
        : `${entry} has ${item.names.length} indices, but this dimension of \`${tensor.name}\` is a product of ${factors}: \`${printDimension(dimension)}\`.`;
    report.error('arity', item.id, message);
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
