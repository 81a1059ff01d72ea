/**
 * Hover on the name of a declaration, where it is declared and where it is used: what it is, and its documentation.
 */
import { type DeclarationReference, lookup } from '../model/scope.ts';
import type { Computation, Reader } from '../query/definition.ts';
import type * as ast from '../syntax/ast.ts';
import { chunkStarts, chunkText } from '../syntax/files.ts';
import { declaration, parsed } from '../syntax/queries.ts';

export interface Hover {
  /** Markdown. */
  readonly text: string;
  /** Offsets of the name in the file. */
  readonly start: number;
  readonly end: number;
}

/** @returns the hover at an offset of a file, or undefined where there is none. */
export function* hoverAt(reader: Reader, uri: string, offset: number): Computation<Hover | undefined> {
  const [key, origin] = chunkAt(yield* reader.get(chunkStarts, uri), offset);
  if (key === undefined) return undefined;
  const tree = yield* reader.get(declaration, uri, key);
  const { spans } = yield* reader.get(parsed, uri, key);
  for (const { name, node } of tree ? declarationNames(tree) : []) {
    const start = origin + (spans[2 * node] ?? 0);
    // The node of a call spans its arguments too; its name comes first.
    const end = start + name.length;
    if (name === '' || offset < start || offset > end) continue;
    const found = yield* reader.get(lookup, uri, name);
    if (found) return { text: yield* describe(reader, found), start, end };
  }
  return undefined;
}

function chunkAt(starts: ReadonlyMap<string, number>, offset: number): readonly [string | undefined, number] {
  let best: readonly [string | undefined, number] = [undefined, 0];
  for (const [key, start] of starts)
    if (start <= offset && (best[0] === undefined || start >= best[1])) best = [key, start];
  return best;
}

/** The header of a declaration as it is written, then its doc comment. */
function* describe(reader: Reader, { uri, key }: DeclarationReference): Computation<string> {
  const { doc, declaration: tree, spans } = yield* reader.get(parsed, uri, key);
  const text = yield* reader.get(chunkText, uri, key);
  const header = tree ? headerOf(text.slice(spans[2 * tree.id], spans[2 * tree.id + 1])) : '';
  return `\`\`\`tilewright\n${header}\n\`\`\`${doc === '' ? '' : `\n\n${doc}`}`;
}

/** @returns the text of a declaration before its body. */
export function headerOf(text: string): string {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(' || text[i] === '[') depth++;
    if (text[i] === ')' || text[i] === ']') depth--;
    if (text[i] === '{' && depth === 0) return text.slice(0, i).trim();
  }
  return text.trim();
}

interface NameAt {
  readonly name: string;
  readonly node: number;
}

/** The places in a declaration where the name of a declaration stands, its own included. */
function declarationNames(tree: ast.Declaration): readonly NameAt[] {
  const at = ({ name, id }: ast.Identifier): NameAt => ({ name, node: id });
  switch (tree.kind) {
    case 'use':
      return [];
    case 'case':
      return [tree.name, tree.for, tree.on].flatMap((name) => (name ? [at(name)] : []));
    case 'kernel':
      return [at(tree.name), at(tree.op), at(tree.target)];
    case 'net':
      return [at(tree.name), ...tree.wires.flatMap(wireNames)];
    default:
      return [at(tree.name)];
  }
}

function wireNames(wire: ast.Wire): readonly NameAt[] {
  if (wire.kind === 'let' || wire.kind === 'result') return valueNames(wire.value);
  return wire.kind === 'repeat' ? wire.body.flatMap(wireNames) : [];
}

function valueNames(value: ast.WireValue): readonly NameAt[] {
  if (value.kind !== 'call') return [];
  const inner = value.arguments.flatMap(({ value: v }) => (v.kind === 'wire' ? valueNames(v.value) : []));
  const using = value.using ? [{ name: value.using.name, node: value.using.id }] : [];
  return [...inner, ...using, { name: value.text, node: value.id }];
}
