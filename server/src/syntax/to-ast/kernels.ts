/** CST → AST of kernels. */
import type { CstNode } from 'chevrotain';
import type {
  Axis,
  CopyStep,
  DoPart,
  DoStep,
  EndStep,
  ForStep,
  GivenStep,
  KernelDeclaration,
  Layout,
  Step,
  TuneStep,
} from '../ast.ts';
import type { TreeBuilder } from './builder.ts';
import { nodeOf, nodesOf, spelling, tokenOf, tokensOf } from './cst.ts';
import { expression, numberLiteral } from './expressions.ts';
import { whereConstraints } from './signatures.ts';

export function kernelDeclaration(builder: TreeBuilder, cst: CstNode): KernelDeclaration {
  const header = nodeOf(cst, 'header');
  return builder.node(cst, (id) => ({
    id,
    kind: 'kernel',
    name: builder.identifier(header, 'name'),
    op: builder.identifier(header, 'op'),
    target: builder.identifier(header, 'target'),
    where: whereConstraints(builder, nodeOf(header, 'where')),
    body: steps(builder, nodeOf(cst, 'body')),
  }));
}

function steps(builder: TreeBuilder, block: CstNode | undefined): Step[] {
  return nodesOf(block, 'step').flatMap((cst) => step(builder, cst) ?? []);
}

const makers: readonly (readonly [label: string, make: (builder: TreeBuilder, cst: CstNode) => Step])[] = [
  ['copyStep', copyStep],
  ['forStep', forStep],
  ['endStep', endStep],
  ['doStep', doStep],
  ['givenStep', givenStep],
  ['tuneStep', tuneStep],
  ['block', (builder, cst) => builder.node(cst, (id) => ({ id, kind: 'block', body: steps(builder, cst) }))],
];

function step(builder: TreeBuilder, cst: CstNode): Step | undefined {
  for (const [label, make] of makers) {
    const node = nodeOf(cst, label);
    if (node) return make(builder, node);
  }
  return undefined;
}

function forStep(builder: TreeBuilder, cst: CstNode): ForStep {
  const header = nodeOf(cst, 'header');
  return builder.node(cst, (id) => {
    const axes = nodesOf(header, 'axis').map((part) => axis(builder, part));
    const across = builder.optionalIdentifier(header, 'across');
    const body = steps(builder, nodeOf(cst, 'body'));
    return across ? { id, kind: 'for', axes, across, body } : { id, kind: 'for', axes, body };
  });
}

function axis(builder: TreeBuilder, cst: CstNode): Axis {
  return builder.node(cst, (id) => {
    const qualified = tokenOf(cst, 'Dot') !== undefined;
    const tensor = qualified ? builder.identifier(cst, 'name') : undefined;
    const index = builder.identifier(cst, 'name', qualified ? 1 : 0);
    const by = expression(builder, nodeOf(cst, 'expr'));
    return tensor ? { id, tensor, index, by } : { id, index, by };
  });
}

function copyStep(builder: TreeBuilder, cst: CstNode): CopyStep {
  reportRepeatedClauses(builder, cst);
  return builder.node(cst, (id) => {
    const tensors = builder.identifiers(nodeOf(cst, 'tensorNames'), 'name');
    const type = builder.optionalIdentifier(cst, 'type');
    const memory = builder.identifier(cst, 'memory');
    const depth = tokenOf(cst, 'depth');
    const buffers = depth && numberLiteral(builder, depth);
    const written = nodeOf(cst, 'layout');
    const layout = written && bracketed(builder, written);
    const engine = builder.optionalIdentifier(cst, 'engine');
    return {
      id,
      kind: spelling(tokenOf(cst, 'kind')) as 'load' | 'hold',
      tensors,
      ...(type && { type }),
      memory,
      ...(buffers && { buffers }),
      ...(layout && { layout }),
      ...(engine && { engine }),
    };
  });
}

/** The grammar lets the clauses come in any order, and so it lets one come twice. */
function reportRepeatedClauses(builder: TreeBuilder, cst: CstNode): void {
  for (const keyword of ['buffers', 'as', 'on']) {
    const repeated = tokensOf(cst, `"${keyword}"`).filter((token) => token.image !== '')[1];
    if (repeated) builder.report(repeated, `\`${keyword}\` is given twice: keep one of them.`);
  }
}

function endStep(builder: TreeBuilder, cst: CstNode): EndStep {
  return builder.node(cst, (id) => {
    const kind = spelling(tokenOf(cst, 'kind')) as 'store' | 'accumulate';
    const tensors = builder.identifiers(nodeOf(cst, 'tensorNames'), 'name');
    const engine = builder.optionalIdentifier(cst, 'engine');
    return engine ? { id, kind, tensors, engine } : { id, kind, tensors };
  });
}

function doStep(builder: TreeBuilder, cst: CstNode): DoStep {
  return builder.node(cst, (id) => {
    const parts = nodesOf(cst, 'part').map((part) => doPart(builder, part));
    if (tokenOf(cst, '"with"')) {
      const engine = builder.identifier(cst, 'unit');
      return { id, kind: 'do', parts, instruction: { engine, name: builder.identifier(cst, 'instruction') } };
    }
    const engine = builder.optionalIdentifier(cst, 'engine');
    return engine ? { id, kind: 'do', parts, engine } : { id, kind: 'do', parts };
  });
}

function doPart(builder: TreeBuilder, cst: CstNode): DoPart {
  return builder.node(cst, (id) => {
    const tensor = builder.identifier(cst, 'name');
    const number = tokenOf(cst, 'number');
    return number ? { id, tensor, equation: numberLiteral(builder, number) } : { id, tensor };
  });
}

function givenStep(builder: TreeBuilder, cst: CstNode): GivenStep {
  return builder.node(cst, (id) => ({
    id,
    kind: 'given',
    tensor: builder.identifier(cst, 'name'),
    memory: builder.identifier(cst, 'memory'),
    layout: bracketed(builder, nodeOf(cst, 'layout')),
  }));
}

function tuneStep(builder: TreeBuilder, cst: CstNode): TuneStep {
  return builder.node(cst, (id) => ({
    id,
    kind: 'tune',
    name: builder.identifier(cst, 'name'),
    candidates: tokensOf(nodeOf(cst, 'numberList'), 'number').map((token) => numberLiteral(builder, token)),
    default: numberLiteral(builder, tokenOf(cst, 'default')),
  }));
}

function bracketed(builder: TreeBuilder, cst: CstNode | undefined): Layout {
  return builder.node(cst, (id) => {
    const before = nodesOf(nodeOf(cst, 'before'), 'expr').map((part) => expression(builder, part));
    if (!tokenOf(cst, 'Bar')) return { id, free: before };
    const after = nodesOf(nodeOf(cst, 'after'), 'expr').map((part) => expression(builder, part));
    return { id, partition: before, free: after };
  });
}
