/** CST → AST of nets. */
import type { CstNode } from 'chevrotain';
import type { Argument, NetDeclaration, RepeatWire, Wire, WireValue } from '../ast.ts';
import type { TreeBuilder } from './builder.ts';
import { nodeOf, nodesOf, spelling, tokenOf } from './cst.ts';
import { expression } from './expressions.ts';
import { signature, tensor } from './signatures.ts';

export function netDeclaration(builder: TreeBuilder, cst: CstNode): NetDeclaration {
  const header = nodeOf(cst, 'header');
  return builder.node(cst, (id) => ({
    id,
    kind: 'net',
    name: builder.identifier(header, 'name'),
    ...signature(builder, nodeOf(header, 'signature')),
    wires: wires(builder, nodeOf(cst, 'body')),
  }));
}

function wires(builder: TreeBuilder, body: CstNode | undefined): Wire[] {
  return nodesOf(body, 'wire').flatMap((cst) => wire(builder, cst) ?? []);
}

function wire(builder: TreeBuilder, cst: CstNode): Wire | undefined {
  const param = nodeOf(cst, 'paramWire');
  if (param) {
    return builder.node(param, (id) => ({ id, kind: 'param', tensor: tensor(builder, nodeOf(param, 'tensor')) }));
  }
  const bound = nodeOf(cst, 'letWire');
  if (bound) {
    return builder.node(bound, (id) => {
      const names = builder.identifiers(bound, 'name');
      return { id, kind: 'let', names, value: wireValue(builder, nodeOf(bound, 'value')) };
    });
  }
  const repeat = nodeOf(cst, 'repeatWire');
  if (repeat) return repeatWire(builder, repeat);
  const result = nodeOf(cst, 'resultWire');
  if (!result) return undefined;
  return builder.node(result, (id) => {
    const name = builder.identifier(result, 'name');
    return { id, kind: 'result', name, value: wireValue(builder, nodeOf(result, 'value')) };
  });
}

function repeatWire(builder: TreeBuilder, cst: CstNode): RepeatWire {
  return builder.node(cst, (id) => {
    const range = repeatRange(builder, nodeOf(cst, 'header'));
    return { id, kind: 'repeat', range, body: wires(builder, nodeOf(cst, 'body')) };
  });
}

function repeatRange(builder: TreeBuilder, cst: CstNode | undefined): RepeatWire['range'] {
  if (!tokenOf(cst, '"in"')) return { kind: 'count', count: expression(builder, nodeOf(cst, 'count')) };
  const index = builder.identifier(cst, 'name');
  const from = expression(builder, nodeOf(cst, 'from'));
  return { kind: 'index', index, from, to: expression(builder, nodeOf(cst, 'to')) };
}

/** A number, a name or a call; a name that is empty where the source lacks it. */
function wireValue(builder: TreeBuilder, cst: CstNode | undefined): WireValue {
  return builder.node(cst, (id): WireValue => {
    const number = tokenOf(cst, 'number');
    if (number) return { id, kind: 'number', text: number.image, arguments: [] };
    const text = spelling(tokenOf(cst, 'name'));
    if (!tokenOf(cst, 'call')) return { id, kind: 'name', text, arguments: [] };
    const args = nodesOf(nodeOf(cst, 'args'), 'arg').map((arg) => argument(builder, arg));
    const using = builder.optionalIdentifier(cst, 'using');
    return using ? { id, kind: 'call', text, arguments: args, using } : { id, kind: 'call', text, arguments: args };
  });
}

function argument(builder: TreeBuilder, cst: CstNode): Argument {
  return builder.node(cst, (id) => {
    const name = builder.optionalIdentifier(cst, 'name');
    if (!name) return { id, value: { kind: 'wire', value: wireValue(builder, nodeOf(cst, 'value')) } };
    return { id, name, value: { kind: 'expression', value: expression(builder, nodeOf(cst, 'expr')) } };
  });
}
