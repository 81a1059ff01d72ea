/** CST → AST of a declaration. */
import type { CstNode } from 'chevrotain';
import type { CaseDeclaration, CaseEntry, Declaration } from '../ast.ts';
import type { TreeBuilder } from './builder.ts';
import { nodeOf, nodesOf, spelling, tokenOf, tokensOf } from './cst.ts';
import { expression } from './expressions.ts';
import { kernelDeclaration } from './kernels.ts';
import { netDeclaration } from './nets.ts';
import { opDeclaration } from './signatures.ts';
import { targetDeclaration } from './targets.ts';

const makers: Readonly<Record<string, (builder: TreeBuilder, cst: CstNode) => Declaration>> = {
  use: (builder, cst) =>
    builder.node(cst, (id) => ({ id, kind: 'use', path: withoutQuotes(spelling(tokenOf(cst, 'path'))) })),
  target: targetDeclaration,
  op: opDeclaration,
  kernel: kernelDeclaration,
  net: netDeclaration,
  case: caseDeclaration,
  constant: (builder, cst) =>
    builder.node(cst, (id) => {
      const name = builder.identifier(cst, 'name');
      return { id, kind: 'const', name, value: expression(builder, nodeOf(cst, 'value')) };
    }),
};

/** The tree of a `declaration` node; undefined where the text is no declaration of any kind. */
export function declarationTree(builder: TreeBuilder, cst: CstNode): Declaration | undefined {
  for (const [label, make] of Object.entries(makers)) {
    const node = nodeOf(cst, label);
    if (node) return make(builder, node);
  }
  return undefined;
}

function withoutQuotes(text: string): string {
  return text.replace(/^"/, '').replace(/"$/, '');
}

function caseDeclaration(builder: TreeBuilder, cst: CstNode): CaseDeclaration {
  const header = nodeOf(cst, 'header');
  return builder.node(cst, (id) => {
    const name = builder.identifier(header, 'name');
    const subject = builder.optionalIdentifier(header, 'for');
    const target = builder.optionalIdentifier(header, 'on');
    const entries = nodesOf(nodeOf(cst, 'body'), 'entry').map((entry) => caseEntry(builder, entry));
    return { id, kind: 'case', name, ...(subject && { for: subject }), ...(target && { on: target }), entries };
  });
}

function caseEntry(builder: TreeBuilder, cst: CstNode): CaseEntry {
  return builder.node(cst, (id) => ({ id, name: builder.identifier(cst, 'name'), value: entryValue(cst) }));
}

function entryValue(cst: CstNode): CaseEntry['value'] {
  const list = nodeOf(cst, 'numberList');
  if (list) return { kind: 'list', numbers: tokensOf(list, 'number').map((token) => token.image) };
  const number = tokenOf(cst, 'number');
  if (number) return { kind: 'number', text: `${tokenOf(cst, 'minus') ? '-' : ''}${number.image}` };
  return { kind: 'name', name: spelling(tokenOf(cst, 'value')) };
}
