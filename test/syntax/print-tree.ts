/** Trees as text: one line a statement, everything below a statement in one expression with parentheses. */
import type { Declaration, Expression } from '../../server/src/syntax/ast.ts';

/** Anything of a tree. */
type Part = unknown;

const operators = new Set(['binary', 'negate']);

/** A tree as nested parentheses: `(load (tensors A) (memory sbuf))`; node numbers are left out. */
export function printPart(part: Part): string {
  if (part === undefined || part === null) return '-';
  if (typeof part !== 'object') return String(part);
  if (Array.isArray(part)) return `[${part.map(printPart).join(' ')}]`;
  const node = part as Record<string, Part> & { kind?: string };
  if (isExpression(node)) return printExpression(node);
  const fields = Object.entries(node).filter(([key]) => key !== 'id' && key !== 'kind');
  const [only] = fields;
  if (fields.length === 1 && only?.[0] === 'name' && typeof only[1] === 'string' && node.kind === undefined) {
    return only[1] || '‹missing›';
  }
  const printed = fields.map(([key, value]) => ` ${key}:${printPart(value)}`).join('');
  return `(${node.kind ?? ''}${node.kind ? printed : printed.slice(1)})`;
}

function isExpression(node: { kind?: string }): node is Expression {
  return ['number', 'name', 'missing', 'read', 'call', 'factored', 'spread', 'star'].includes(node.kind ?? '')
    ? !('arguments' in node && 'text' in node) // the value of a wire
    : operators.has(node.kind ?? '');
}

function printExpression(node: Expression | { kind: 'spread' | 'star' }): string {
  switch (node.kind) {
    case 'number':
      return node.text ?? '-';
    case 'name':
      return node.name;
    case 'missing':
      return '‹missing›';
    case 'star':
      return '*';
    case 'spread':
      return `..${printPart((node as { name?: Part }).name)}`;
    case 'binary':
      return `(${node.operator} ${printPart(node.left)} ${printPart(node.right)})`;
    case 'negate':
      return `(- ${printPart(node.operand)})`;
    case 'call':
      return `${printPart(node.callee)}(${node.arguments.map(printPart).join(' ')})`;
    case 'factored':
      return `(factored ${node.names.map(printPart).join(' ')})`;
    case 'read': {
      const read = `${printPart(node.tensor)}[${node.index.map(printPart).join(' ')}]`;
      return node.fallback ? `(or ${read} ${printPart(node.fallback)})` : read;
    }
    default:
      return JSON.stringify(node);
  }
}

/** What a declaration is made of line by line: each statement with its depth, without those inside of it. */
export interface Statement {
  readonly id: number;
  readonly depth: number;
  readonly text: string;
}

const bodyFields = ['items', 'equations', 'body', 'wires', 'entries'];

/** The declaration itself without its body, then every statement of its body, in text order. */
export function statementsOf(declaration: Declaration): Statement[] {
  const statements: Statement[] = [];
  const visit = (node: { readonly id: number }, depth: number) => {
    const fields = Object.entries(node as unknown as Record<string, Part>);
    const own = fields.filter(([key]) => !bodyFields.includes(key));
    statements.push({ id: node.id, depth, text: printPart(Object.fromEntries(own)) });
    const bodies = fields.filter(([key]) => bodyFields.includes(key)).flatMap(([, value]) => value as { id: number }[]);
    for (const child of bodies) visit(child, depth + 1);
  };
  visit(declaration, 0);
  return statements;
}

/** A declaration as text, one statement a line. */
export function printDeclaration(declaration: Declaration): string {
  return statementsOf(declaration)
    .map(({ depth, text }) => `${'  '.repeat(depth)}${text}`)
    .join('\n');
}
