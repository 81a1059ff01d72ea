/** What stands on the right side of an equation: its reads, each with the reductions around it. */
import type { Binder, Equation, Expression, ReadExpression } from '../../server/src/syntax/ast.ts';

interface ReadInside {
  readonly read: ReadExpression;
  /** The binders of the reductions around it. */
  readonly around: readonly Binder[];
}

/** @returns the reads and binders of an equation, in text order. */
export function rightSide(tree: Equation): {
  readonly reads: readonly ReadInside[];
  readonly binders: readonly Binder[];
} {
  if (tree.right.kind === 'reads') throw new Error('the oracle does not read extern ops');
  const reads: ReadInside[] = [];
  const binders: Binder[] = [];
  const walk = (expression: Expression, around: readonly Binder[]): void => {
    switch (expression.kind) {
      case 'read':
        reads.push({ read: expression, around });
        if (expression.fallback) walk(expression.fallback, around);
        break;
      case 'reduce':
        binders.push(...expression.binders);
        walk(expression.body, [...around, ...expression.binders]);
        break;
      case 'binary':
        walk(expression.left, around);
        walk(expression.right, around);
        break;
      case 'negate':
        walk(expression.operand, around);
        break;
      case 'call':
        for (const argument of expression.arguments) walk(argument, around);
        break;
      case 'select':
        walk(expression.then, around);
        walk(expression.else, around);
        break;
    }
  };
  walk(tree.right.value, []);
  return { reads, binders };
}

/** @returns the reads inside of the reduction that has this binder. */
export function readsOf(binder: Binder, reads: readonly ReadInside[]): readonly ReadExpression[] {
  return reads.flatMap(({ read, around }) => (around.includes(binder) ? [read] : []));
}
