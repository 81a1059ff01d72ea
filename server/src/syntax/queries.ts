/**
 * Syntax as queries. `sourceText` is the one input; `outline` and `declaration` are the barrier behind which nothing
 * moves when only positions, white space or comments change.
 */
import { defineInput, defineQuery } from '../query/definition.ts';
import type { Declaration } from './ast.ts';
import { type DeclarationChunk, splitDeclarations } from './chunks.ts';
import { parseDeclaration } from './parse.ts';

/** The text of a file, or null where there is no such file. `undefined`: not known yet (someone must fetch it). */
export const sourceText = defineInput<[uri: string], string | null | undefined>('sourceText', () => undefined);

/** The declarations of a file with their offsets; changes with every edit. */
export const chunks = defineQuery('chunks', function* (reader, uri: string) {
  return splitDeclarations((yield* reader.get(sourceText, uri)) ?? '');
});

/** What a file declares, without positions and texts. */
export interface OutlineEntry {
  readonly key: string;
  readonly kind: DeclarationChunk['kind'];
  readonly name: string;
}

/** The declarations of a file by key, kind and name, in text order. */
export const outline = defineQuery('outline', function* (reader, uri: string) {
  const all = yield* reader.get(chunks, uri);
  return all.map(({ key, kind, name }): OutlineEntry => ({ key, kind, name }));
});

/** The text of one declaration, or undefined if the file has none under this key. */
export const chunkText = defineQuery('chunkText', function* (reader, uri: string, key: string) {
  return (yield* reader.get(chunks, uri)).find((chunk) => chunk.key === key)?.text;
});

/** Tree, positions, comments and syntax problems of one declaration. */
export const parsed = defineQuery('parse', function* (reader, uri: string, key: string) {
  return parseDeclaration((yield* reader.get(chunkText, uri, key)) ?? '');
});

/** The tree of one declaration, without positions. */
export const declaration = defineQuery('declaration', function* (reader, uri: string, key: string) {
  return (yield* reader.get(parsed, uri, key)).declaration;
});

/** The tree of one declaration if it is of the kind asked for. */
export function ofKind<K extends Declaration['kind']>(
  tree: Declaration | undefined,
  kind: K,
): Extract<Declaration, { kind: K }> | undefined {
  return tree?.kind === kind ? (tree as Extract<Declaration, { kind: K }>) : undefined;
}
