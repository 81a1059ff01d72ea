/** CST → AST of expressions, constraints and indices. */
import type { CstNode, IToken } from 'chevrotain';
import type {
  BinaryExpression,
  Binder,
  Constraint,
  Expression,
  IndexItem,
  NumberLiteral,
  ReadExpression,
  ReduceExpression,
  Relation,
  SpreadItem,
} from '../ast.ts';
import type { TreeBuilder } from './builder.ts';
import { nodeOf, nodesOf, spelling, tokenOf, tokensOf } from './cst.ts';

/**
 * At most this many operators of one rank in a row. `a + b + …` is a tree as deep as it is long, and what walks trees
 * recurses; nobody writes this by hand.
 */
export const MAXIMUM_CHAIN = 1000;

type Convert = (builder: TreeBuilder, cst: CstNode | undefined) => Expression;

/** An expression; `missing` where the source lacks it. */
export function expression(builder: TreeBuilder, cst: CstNode | undefined): Expression {
  return chain(builder, cst, term);
}

function term(builder: TreeBuilder, cst: CstNode | undefined): Expression {
  return chain(builder, cst, factor);
}

/** `a + b + c` as `(a + b) + c`, without recursion along the chain. */
function chain(builder: TreeBuilder, cst: CstNode | undefined, operand: Convert): Expression {
  const operands = nodesOf(cst, 'operand');
  const operators = tokensOf(cst, 'operator');
  if (operators.length === 0) return operand(builder, operands[0]);
  if (operators.length > MAXIMUM_CHAIN) {
    const advice = 'Give parts of it names of their own (an equation, or a const)';
    builder.report(cst, `This expression has more than ${MAXIMUM_CHAIN} operators in a row. ${advice}.`);
    return missing(builder);
  }
  for (const _ of operators) builder.begin();
  const outermost = builder.lastBegun() - operators.length + 1;
  let left = operand(builder, operands[0]);
  operators.forEach((token, position) => {
    const right = operand(builder, operands[position + 1]);
    builder.end();
    const id = outermost + operators.length - 1 - position;
    left = { id, kind: 'binary', operator: token.image as BinaryExpression['operator'], left, right };
  });
  return left;
}

function factor(builder: TreeBuilder, cst: CstNode | undefined): Expression {
  const minus = tokenOf(cst, 'minus');
  if (!minus) return power(builder, cst);
  return builder.node(cst, (id) => ({ id, kind: 'negate', operand: power(builder, cst) }));
}

function power(builder: TreeBuilder, cst: CstNode | undefined): Expression {
  if (!tokenOf(cst, 'operator')) return atom(builder, cst);
  return builder.node(undefined, (id) => {
    const left = atom(builder, cst);
    return { id, kind: 'binary', operator: '^', left, right: atom(builder, nodeOf(cst, 'exponent')) };
  });
}

function missing(builder: TreeBuilder): Expression {
  return builder.node(undefined, (id) => ({ id, kind: 'missing' }));
}

/** The atom of a `factor` or `atom` node. */
function atom(builder: TreeBuilder, cst: CstNode | undefined): Expression {
  const name = tokenOf(cst, 'name');
  if (name) return nameCallOrRead(builder, cst, name);
  const number = tokenOf(cst, 'number');
  if (number) return numberLiteral(builder, number);
  const parenthesised = nodeOf(cst, 'parenthesised');
  if (parenthesised) return expression(builder, nodeOf(parenthesised, 'expr'));
  const reduce = nodeOf(cst, 'reduce');
  if (reduce) return reduction(builder, reduce);
  const select = nodeOf(cst, 'select');
  if (select) return selection(builder, select);
  const factored = nodeOf(cst, 'factored');
  if (factored) {
    return builder.node(factored, (id) => ({ id, kind: 'factored', names: builder.identifiers(factored, 'name') }));
  }
  return missing(builder);
}

/** A number as written; `0` with an empty text where recovery made it up. */
export function numberLiteral(builder: TreeBuilder, token: IToken | undefined): NumberLiteral {
  return builder.node(token, (id) => ({ id, kind: 'number', text: token?.image ?? '' }));
}

function nameCallOrRead(builder: TreeBuilder, cst: CstNode | undefined, name: IToken): Expression {
  return builder.node(name, (id): Expression => {
    const call = nodeOf(cst, 'callArguments');
    if (call) {
      const callee = builder.identifierAt(name);
      builder.extend(call);
      return { id, kind: 'call', callee, arguments: nodesOf(call, 'argument').map((arg) => expression(builder, arg)) };
    }
    const read = nodeOf(cst, 'readIndex');
    if (!read) return { id, kind: 'name', name: name.image };
    builder.extend(read);
    return readWithFallback(builder, id, name, read);
  });
}

function readWithFallback(builder: TreeBuilder, id: number, name: IToken, read: CstNode): ReadExpression {
  const tensor = builder.identifierAt(name);
  const items = indexItems(builder, nodeOf(read, 'index'));
  if (!tokenOf(read, '"or"')) return { id, kind: 'read', tensor, index: items };
  return { id, kind: 'read', tensor, index: items, fallback: factor(builder, nodeOf(read, 'fallback')) };
}

/** `T[*, e]` of an extern op. */
export function plainRead(builder: TreeBuilder, cst: CstNode): ReadExpression {
  return builder.node(cst, (id) => {
    const tensor = builder.identifier(cst, 'name');
    return { id, kind: 'read', tensor, index: indexItems(builder, nodeOf(cst, 'index')) };
  });
}

function reduction(builder: TreeBuilder, cst: CstNode): ReduceExpression {
  return builder.node(cst, (id) => ({
    id,
    kind: 'reduce',
    operator: spelling(tokenOf(cst, 'operator')) as ReduceExpression['operator'],
    binders: nodesOf(cst, 'binder').map((binder) => reductionIndex(builder, binder)),
    body: term(builder, nodeOf(cst, 'body')),
  }));
}

function reductionIndex(builder: TreeBuilder, cst: CstNode): Binder {
  return builder.node(cst, (id) => {
    const index = builder.identifier(cst, 'name');
    if (!tokenOf(cst, '"in"')) return { id, index };
    const from = expression(builder, nodeOf(cst, 'from'));
    return { id, index, range: { from, to: expression(builder, nodeOf(cst, 'to')) } };
  });
}

function selection(builder: TreeBuilder, cst: CstNode): Expression {
  return builder.node(cst, (id) => ({
    id,
    kind: 'select',
    conditions: conditions(builder, nodeOf(cst, 'conditions')),
    // biome-ignore lint/suspicious/noThenProperty: the tree has this name, and nobody awaits it
    then: expression(builder, nodeOf(cst, 'then')),
    else: expression(builder, nodeOf(cst, 'else')),
  }));
}

/** Constraints joined by `and`. */
export function conditions(builder: TreeBuilder, cst: CstNode | undefined): Constraint[] {
  return nodesOf(cst, 'constraint').map((part) => constraint(builder, part));
}

export function constraint(builder: TreeBuilder, cst: CstNode): Constraint {
  return builder.node(cst, (id) => {
    const left = expression(builder, nodeOf(cst, 'left'));
    const relation = (spelling(tokenOf(cst, 'relation')) || '=') as Relation;
    return { id, left, relation, right: expression(builder, nodeOf(cst, 'right')) };
  });
}

export function indexItems(builder: TreeBuilder, cst: CstNode | undefined): IndexItem[] {
  return nodesOf(cst, 'item').map((item) => indexItem(builder, item));
}

function indexItem(builder: TreeBuilder, cst: CstNode): IndexItem {
  const spread = nodeOf(cst, 'spread');
  if (spread) return spreadItem(builder, spread);
  const star = tokenOf(cst, 'star');
  if (star) return builder.node(star, (id) => ({ id, kind: 'star' }));
  return expression(builder, nodeOf(cst, 'expr'));
}

export function spreadItem(builder: TreeBuilder, cst: CstNode): SpreadItem {
  return builder.node(cst, (id) => ({ id, kind: 'spread', name: builder.identifier(cst, 'name') }));
}
