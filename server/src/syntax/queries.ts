/**
 * Syntax as queries. `declaration` is the barrier behind which nothing moves when only positions, white space or comments
 * change.
 */
import { defineQuery } from '../query/definition.ts';
import type { Declaration } from './ast.ts';
import { chunkText } from './files.ts';
import { parseDeclaration } from './parse.ts';

/** Tree, positions, comments and syntax problems of one declaration. */
export const parsed = defineQuery('parse', function* (reader, uri: string, key: string) {
  return parseDeclaration(yield* reader.get(chunkText, uri, key));
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
