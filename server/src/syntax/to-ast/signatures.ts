/** CST → AST of parameters, results, types, constraints and equations. */
import type { CstNode } from 'chevrotain';
import type {
  ConstParameter,
  Constraint,
  Dimension,
  Equation,
  OpDeclaration,
  Parameters,
  TensorParameter,
  TypeExpression,
} from '../ast.ts';
import type { TreeBuilder } from './builder.ts';
import { nodeOf, nodesOf, tokenOf } from './cst.ts';
import { conditions, constraint, expression, indexItems, plainRead, spreadItem } from './expressions.ts';

export interface Signature {
  readonly parameters: Parameters;
  readonly results: readonly TensorParameter[];
  readonly where: readonly Constraint[];
}

export function signature(builder: TreeBuilder, cst: CstNode | undefined): Signature {
  const parameters = { list: nodesOf(nodeOf(cst, 'params'), 'param').flatMap((param) => parameter(builder, param)) };
  const results = nodesOf(nodeOf(cst, 'results'), 'tensor').map((result) => tensor(builder, result));
  return { parameters, results, where: whereConstraints(builder, nodeOf(cst, 'where')) };
}

/** The constraints of a `where`, none if it is absent. */
export function whereConstraints(builder: TreeBuilder, cst: CstNode | undefined): Constraint[] {
  return nodesOf(cst, 'constraint').map((part) => constraint(builder, part));
}

function parameter(builder: TreeBuilder, cst: CstNode): (TensorParameter | ConstParameter)[] {
  const constant = nodeOf(cst, 'constParam');
  if (constant) return [constParameter(builder, constant)];
  const declared = nodeOf(cst, 'tensor');
  return declared ? [tensor(builder, declared)] : [];
}

function constParameter(builder: TreeBuilder, cst: CstNode): ConstParameter {
  return builder.node(cst, (id) => {
    const name = builder.identifier(cst, 'name');
    return tokenOf(cst, 'Equal') ? { id, name, default: expression(builder, nodeOf(cst, 'value')) } : { id, name };
  });
}

/** `A: T[M, K] in hbm` */
export function tensor(builder: TreeBuilder, cst: CstNode | undefined): TensorParameter {
  return builder.node(cst, (id) => {
    const name = builder.identifier(cst, 'name');
    const type = typeExpression(builder, nodeOf(cst, 'type'));
    const memory = builder.optionalIdentifier(cst, 'memory');
    return memory ? { id, name, type, memory } : { id, name, type };
  });
}

function typeExpression(builder: TreeBuilder, cst: CstNode | undefined): TypeExpression {
  return builder.node(cst, (id) => {
    const element = builder.identifier(cst, 'element');
    if (!tokenOf(cst, 'LeftBracket')) return { id, element };
    const before = nodesOf(nodeOf(cst, 'before'), 'dim').map((dim) => dimension(builder, dim));
    if (!tokenOf(cst, 'Bar')) return { id, element, dimensions: before };
    const after = nodesOf(nodeOf(cst, 'after'), 'dim').map((dim) => dimension(builder, dim));
    return { id, element, dimensions: [...before, ...after], bar: before.length };
  });
}

function dimension(builder: TreeBuilder, cst: CstNode): Dimension {
  return builder.node(cst, (id) => {
    const spread = nodeOf(cst, 'spread');
    if (spread) return { id, size: spreadItem(builder, spread) };
    const label = builder.optionalIdentifier(cst, 'label');
    const size = expression(builder, nodeOf(cst, 'expr'));
    return label ? { id, label, size } : { id, size };
  });
}

/** The equations of a body. */
export function equations(builder: TreeBuilder, body: CstNode | undefined): Equation[] {
  return nodesOf(body, 'equation').map((cst) => equation(builder, cst));
}

function equation(builder: TreeBuilder, cst: CstNode): Equation {
  return builder.node(cst, (id) => {
    const tensorName = builder.identifier(cst, 'name');
    const index = indexItems(builder, nodeOf(cst, 'index'));
    const type = builder.optionalIdentifier(cst, 'type');
    const right = rightSide(builder, cst);
    return type ? { id, tensor: tensorName, index, type, right } : { id, tensor: tensorName, index, right };
  });
}

function rightSide(builder: TreeBuilder, cst: CstNode): Equation['right'] {
  const reads = nodeOf(cst, 'reads');
  if (reads) return { kind: 'reads', reads: nodesOf(reads, 'read').map((read) => plainRead(builder, read)) };
  const definition = nodeOf(cst, 'definition');
  const value = expression(builder, nodeOf(definition, 'value'));
  return { kind: 'value', value, when: conditions(builder, nodeOf(definition, 'conditions')) };
}

export function opDeclaration(builder: TreeBuilder, cst: CstNode): OpDeclaration {
  const header = nodeOf(cst, 'header');
  return builder.node(cst, (id) => ({
    id,
    kind: 'op',
    extern: tokenOf(header, '"extern"') !== undefined,
    name: builder.identifier(header, 'name'),
    ...signature(builder, nodeOf(header, 'signature')),
    equations: equations(builder, nodeOf(cst, 'body')),
  }));
}
