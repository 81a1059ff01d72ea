import { parseSync } from 'oxc-parser';
import { read } from './checkout.ts';

/** One import, re-export, dynamic import or import type of a module. */
export interface Import {
  readonly from: string;
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** One function, method or arrow function with its body. */
export interface SourceFunction {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

/** What the rules ask of a source file. */
export interface Source {
  readonly imports: readonly Import[];
  readonly functions: readonly SourceFunction[];
}

type AstNode = { readonly type: string; readonly start: number; readonly end: number } & Readonly<
  Record<string, unknown>
>;

const IMPORTS = new Set([
  'ImportDeclaration',
  'ExportAllDeclaration',
  'ExportNamedDeclaration',
  'ImportExpression',
  'TSImportType',
]);
const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** Parses a TypeScript or JavaScript file of the checkout. */
export function parseSource(file: string): Source {
  const text = read(file);
  const { program, errors } = parseSync(file, text);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  const lineOf = (offset: number) => starts.findLastIndex((start) => start <= offset) + 1;
  const imports: Import[] = [];
  const functions: SourceFunction[] = [];
  walk(program as unknown as AstNode, undefined, (node, parent) => {
    const from = importedModule(node);
    if (from !== undefined) imports.push({ from, typeOnly: isTypeOnly(node), line: lineOf(node.start) });
    if (FUNCTIONS.has(node.type)) {
      const line = lineOf(node.start);
      functions.push({ name: functionName(node, parent), line, lines: lineOf(node.end) - line + 1 });
    }
  });
  return { imports, functions };
}

function walk(
  node: AstNode,
  parent: AstNode | undefined,
  visit: (node: AstNode, parent: AstNode | undefined) => void,
): void {
  visit(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object' && child !== null && typeof child.type === 'string') walk(child, node, visit);
    }
  }
}

function importedModule(node: AstNode): string | undefined {
  if (IMPORTS.has(node.type)) return stringValue(node.source);
  const callee = node.callee as AstNode | undefined;
  if (node.type === 'CallExpression' && callee?.name === 'require') {
    return stringValue((node.arguments as AstNode[])[0]);
  }
  return undefined;
}

function stringValue(node: unknown): string | undefined {
  const value = (node as { value?: unknown } | null | undefined)?.value;
  return typeof value === 'string' ? value : undefined;
}

function isTypeOnly(node: AstNode): boolean {
  if (node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type') return true;
  const specifiers = (node.specifiers ?? []) as AstNode[];
  return (
    specifiers.length > 0 &&
    specifiers.every((specifier) => specifier.importKind === 'type' || specifier.exportKind === 'type')
  );
}

function functionName(node: AstNode, parent: AstNode | undefined): string {
  const named = (node.id ?? parent?.key ?? parent?.id) as { name?: string } | null | undefined;
  return named?.name ?? '(anonymous)';
}
