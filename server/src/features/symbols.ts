/** The declarations of a file as an outline, and those of all files by a part of their name. */
import type { Computation, Reader } from '../query/definition.ts';
import type * as ast from '../syntax/ast.ts';
import { chunkStarts, outline } from '../syntax/files.ts';
import type { Location } from '../syntax/locate.ts';
import { parsed } from '../syntax/queries.ts';

export interface OutlineSymbol {
  readonly kind: Exclude<ast.Declaration['kind'], 'use'> | 'memory' | 'engine' | 'unit' | 'instruction';
  readonly name: string;
  /** What stands beside the name: the op and target of a kernel, the subject of a case. */
  readonly detail: string;
  readonly start: number;
  readonly end: number;
  /** Offsets of the name. */
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly children: readonly OutlineSymbol[];
}

/** @returns the declarations of a file in text order; those whose name is missing and `use` lines are left out. */
export function* documentSymbols(reader: Reader, uri: string): Computation<readonly OutlineSymbol[]> {
  const starts = yield* reader.get(chunkStarts, uri);
  const symbols: OutlineSymbol[] = [];
  for (const { key } of yield* reader.get(outline, uri)) {
    const { declaration: tree, spans } = yield* reader.get(parsed, uri, key);
    const origin = starts.get(key) ?? 0;
    if (!tree || tree.kind === 'use' || tree.name.name === '') continue;
    const spanOf = (node: number) => [origin + (spans[2 * node] ?? 0), origin + (spans[2 * node + 1] ?? 0)] as const;
    const children = tree.kind === 'target' ? tree.items.flatMap((item) => itemSymbol(item, spanOf)) : [];
    const head = { kind: tree.kind, name: tree.name.name, detail: detailOf(tree), children };
    symbols.push(placed(head, spanOf(tree.id), spanOf(tree.name.id)));
    yield;
  }
  return symbols;
}

export interface FoundSymbol extends Location {
  readonly kind: OutlineSymbol['kind'];
  readonly name: string;
}

/** At most this many: nobody reads more, and the editor asks again with every letter. */
const MAXIMUM_FOUND = 500;

/** @returns the declarations of these files whose names contain the letters of a query in order, whatever their case. */
export function* workspaceSymbols(
  reader: Reader,
  query: string,
  files: readonly string[],
): Computation<readonly FoundSymbol[]> {
  const found: FoundSymbol[] = [];
  for (const uri of files) {
    for (const { kind, name, nameStart, nameEnd } of yield* documentSymbols(reader, uri)) {
      if (found.length === MAXIMUM_FOUND) return found;
      if (kind !== 'case' && isSubsequence(query.toLowerCase(), name.toLowerCase()))
        found.push({ kind, name, uri, start: nameStart, end: nameEnd });
    }
  }
  return found;
}

function isSubsequence(letters: string, name: string): boolean {
  let at = 0;
  for (const letter of name) if (letter === letters[at]) at++;
  return at === letters.length;
}

type Head = Pick<OutlineSymbol, 'kind' | 'name' | 'detail' | 'children'>;

function placed(head: Head, [start, end]: readonly [number, number], name: readonly [number, number]): OutlineSymbol {
  return { ...head, start, end, nameStart: name[0], nameEnd: name[1] };
}

function itemSymbol(item: ast.TargetItem, spanOf: (node: number) => readonly [number, number]): OutlineSymbol[] {
  if (item.kind === 'dma' || item.kind === 'copy' || item.name.name === '') return [];
  const instruction = item.kind === 'instr';
  const name = instruction ? `${item.engine.name}.${item.name.name}` : item.name.name;
  const kind = item.kind === 'instr' ? 'instruction' : item.kind;
  return [placed({ kind, name, detail: '', children: [] }, spanOf(item.id), spanOf(item.name.id))];
}

function detailOf(tree: Exclude<ast.Declaration, ast.UseDeclaration>): string {
  if (tree.kind === 'kernel') return `for ${tree.op.name} on ${tree.target.name}`;
  if (tree.kind === 'case' && tree.for) return `for ${tree.for.name}`;
  return tree.kind === 'op' && tree.extern ? 'extern' : '';
}
