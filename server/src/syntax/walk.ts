/** Walks over the expressions of an equation: every expression, every reduction, every access to a tensor. */
import type * as ast from './ast.ts';

/** Calls `visit` for every expression below an expression, outermost first, with the reductions around it. */
export function visitExpressions(
  expression: ast.Expression,
  visit: (expression: ast.Expression, reductions: readonly ast.ReduceExpression[]) => void,
  reductions: readonly ast.ReduceExpression[] = [],
): void {
  visit(expression, reductions);
  const inner = expression.kind === 'reduce' ? [...reductions, expression] : reductions;
  for (const part of partsOf(expression)) visitExpressions(part, visit, inner);
}

function partsOf(expression: ast.Expression): readonly ast.Expression[] {
  switch (expression.kind) {
    case 'binary':
      return [expression.left, expression.right];
    case 'negate':
      return [expression.operand];
    case 'read':
      return [...expression.index.filter(isExpression), ...(expression.fallback ? [expression.fallback] : [])];
    case 'call':
      return expression.arguments;
    case 'select':
      return [...expression.conditions.flatMap(({ left, right }) => [left, right]), expression.then, expression.else];
    case 'reduce':
      return [...expression.binders.flatMap(({ range }) => (range ? [range.from, range.to] : [])), expression.body];
    default:
      return [];
  }
}

/** @returns the reductions of an equation, outermost first in text order: as `reductionsOf` lists those of the model. */
export function reductionNodes({ right }: ast.Equation): readonly ast.ReduceExpression[] {
  const nodes: ast.ReduceExpression[] = [];
  if (right.kind === 'value') visitExpressions(right.value, (e) => void (e.kind === 'reduce' && nodes.push(e)));
  return nodes;
}

/** Tells an expression from `..s` and `*`. */
export function isExpression(item: ast.IndexItem): item is ast.Expression {
  return item.kind !== 'spread' && item.kind !== 'star';
}

/** Every read of an equation, with the index list of the left side as the first. */
export function accessesOf(equation: ast.Equation): readonly Access[] {
  const accesses: Access[] = [
    { tensor: equation.tensor, index: equation.index, node: equation.tensor.id, write: true },
  ];
  const add = (read: ast.ReadExpression) =>
    accesses.push({ tensor: read.tensor, index: read.index, node: read.id, write: false });
  if (equation.right.kind === 'reads') equation.right.reads.forEach(add);
  else visitExpressions(equation.right.value, (expression) => void (expression.kind === 'read' && add(expression)));
  return accesses;
}

export interface Access {
  readonly tensor: ast.Identifier;
  readonly index: readonly ast.IndexItem[];
  readonly node: number;
  readonly write: boolean;
}
