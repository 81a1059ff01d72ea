/** Gathers the names of one declaration, and walks expressions for those who know what names mean in theirs. */
import type * as ast from '../../syntax/ast.ts';
import { type NameSymbol, type NameUse, symbolId } from './symbol.ts';

export interface UseOptions {
  /** `first`: the first place of the symbol in its declaration (in its group, if it has one) introduces it. */
  readonly declares?: boolean | 'first';
  readonly lowered?: boolean;
  readonly at?: 'start' | 'end';
}

export class NameCollector {
  readonly uses: NameUse[] = [];
  /** The equation whose names are being gathered, by its node; -1 outside of equations. */
  group = -1;
  readonly #declared = new Set<string>();

  /** Notes a name; one that is missing in the source, or stands for nothing, is left out. */
  add({ id, name }: ast.Identifier, symbol: NameSymbol | undefined, options: UseOptions = {}): void {
    if (!symbol || name === '') return;
    const { declares = false, lowered = false, at = 'start' } = options;
    const key = `${symbol.kind === 'index' ? this.group : ''} ${symbolId(symbol)}`;
    const introduces = declares === 'first' ? !this.#declared.has(key) : declares;
    if (introduces) this.#declared.add(key);
    this.uses.push({ node: id, at, name, symbol, declares: introduces, lowered, group: this.group });
  }
}

/** Who is told of the names in an expression. */
export interface ExpressionNames {
  /** A bare name: an index, a size, a const. */
  readonly value: (name: ast.Identifier) => void;
  readonly tensor: (name: ast.Identifier) => void;
  readonly callee: (name: ast.Identifier) => void;
  readonly binder: (name: ast.Identifier) => void;
  readonly spread: (name: ast.Identifier) => void;
}

/** Tells of every name in an expression, in text order; the walk is as deep as the parser allows an expression to be. */
export function visitNames(expression: ast.IndexItem, names: Partial<ExpressionNames>): void {
  const visit = (inner: ast.IndexItem) => visitNames(inner, names);
  switch (expression.kind) {
    case 'name':
      names.value?.(expression);
      break;
    case 'binary':
      visit(expression.left);
      visit(expression.right);
      break;
    case 'negate':
      visit(expression.operand);
      break;
    case 'read':
      names.tensor?.(expression.tensor);
      expression.index.forEach(visit);
      if (expression.fallback) visit(expression.fallback);
      break;
    case 'factored':
      for (const name of expression.names) names.value?.(name);
      break;
    case 'call':
      names.callee?.(expression.callee);
      expression.arguments.forEach(visit);
      break;
    case 'select':
      for (const condition of expression.conditions) visitConstraint(condition, names);
      visit(expression.then);
      visit(expression.else);
      break;
    case 'reduce':
      for (const { index, range } of expression.binders) {
        names.binder?.(index);
        if (range) [range.from, range.to].forEach(visit);
      }
      visit(expression.body);
      break;
    case 'spread':
      names.spread?.(expression.name);
      break;
  }
}

/** Tells of every name on both sides of a constraint. */
export function visitConstraint({ left, right }: ast.Constraint, names: Partial<ExpressionNames>): void {
  visitNames(left, names);
  visitNames(right, names);
}
