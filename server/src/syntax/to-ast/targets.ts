/** CST → AST of targets. */
import type { CstNode } from 'chevrotain';
import type { InstructionItem, Property, TargetDeclaration, TargetItem } from '../ast.ts';
import type { TreeBuilder } from './builder.ts';
import { nodeOf, nodesOf, spelling, tokenOf, tokensOf } from './cst.ts';
import { expression } from './expressions.ts';
import { equations, signature } from './signatures.ts';

export function targetDeclaration(builder: TreeBuilder, cst: CstNode): TargetDeclaration {
  return builder.node(cst, (id) => ({
    id,
    kind: 'target',
    name: builder.identifier(nodeOf(cst, 'header'), 'name'),
    items: nodesOf(nodeOf(cst, 'body'), 'item').flatMap((item) => targetItem(builder, item)),
  }));
}

function targetItem(builder: TreeBuilder, cst: CstNode): TargetItem[] {
  const make = itemMaker(builder, cst);
  return make ? [builder.documented(cst, make)] : [];
}

function itemMaker(builder: TreeBuilder, cst: CstNode): (() => TargetItem) | undefined {
  const resource = nodeOf(cst, 'resource');
  if (resource) return () => resourceItem(builder, resource);
  const path = nodeOf(cst, 'path');
  if (path) return () => pathItem(builder, path);
  const instr = nodeOf(cst, 'instr');
  return instr && (() => instruction(builder, instr));
}

function resourceItem(builder: TreeBuilder, cst: CstNode): TargetItem {
  return builder.node(cst, (id) => ({
    id,
    kind: spelling(tokenOf(cst, 'kind')) as 'memory' | 'unit' | 'engine',
    name: builder.identifier(cst, 'name'),
    properties: properties(builder, nodeOf(cst, 'props')),
  }));
}

function pathItem(builder: TreeBuilder, cst: CstNode): TargetItem {
  return builder.node(cst, (id): TargetItem => {
    const ends = nodeOf(cst, 'ends');
    const from = builder.identifier(ends, 'from');
    const to = builder.identifier(ends, 'to');
    const both = spelling(tokenOf(ends, 'arrow')) === '<->';
    if (spelling(tokenOf(cst, 'kind')) === 'dma') {
      return { id, kind: 'dma', from, to, both, properties: properties(builder, nodeOf(cst, 'props')) };
    }
    const engines = builder.identifiers(cst, 'engine');
    return { id, kind: 'copy', from, to, both, engines, properties: properties(builder, nodeOf(cst, 'props')) };
  });
}

function properties(builder: TreeBuilder, cst: CstNode | undefined): Property[] {
  return nodesOf(cst, 'property').map((property) =>
    builder.node(property, (id) => ({
      id,
      name: builder.identifier(property, 'name'),
      value: propertyValue(property),
    })),
  );
}

function propertyValue(cst: CstNode): Property['value'] {
  const number = tokenOf(cst, 'number');
  if (!number) return { kind: 'name', name: spelling(tokenOf(cst, 'value')) };
  const unit = nodeOf(cst, 'unit');
  return unit
    ? { kind: 'quantity', number: number.image, unit: unitText(unit) }
    : { kind: 'quantity', number: number.image };
}

/** `MiB`, `B/ns`, without white space. */
function unitText(cst: CstNode | undefined): string {
  return tokensOf(cst, 'part')
    .map((part) => part.image)
    .join('/');
}

function instruction(builder: TreeBuilder, cst: CstNode): InstructionItem {
  const header = nodeOf(cst, 'header');
  return builder.node(cst, (id) => {
    const engine = builder.identifier(header, 'engine');
    const name = builder.identifier(header, 'name');
    const parts = signature(builder, nodeOf(header, 'signature'));
    const body = nodeOf(cst, 'body');
    return {
      id,
      kind: 'instr',
      engine,
      name,
      ...parts,
      ...(tokenOf(header, '"cost"') && {
        cost: { amount: expression(builder, nodeOf(header, 'cost')), unit: unitText(nodeOf(header, 'unit')) },
      }),
      ...(body && { equations: equations(builder, body) }),
    };
  });
}
