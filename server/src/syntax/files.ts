/**
 * The inputs: what files exist and what they say. Everything else is derived.
 *
 * A text is cut into declarations when it comes in, and each declaration's text is an input of its own. So an edit is felt
 * only by what reads the declaration that it touches, or offsets.
 */
import type { Database } from '../query/database.ts';
import { type Durability, defineInput, structurallyEqual } from '../query/definition.ts';
import { type DeclarationChunk, splitDeclarations } from './chunks.ts';

/** Whether a file is there; `unknown`: someone must fetch it (see `model/files.ts`). */
export type FileState = 'present' | 'absent' | 'unknown';

export const fileState = defineInput<[uri: string], FileState>('fileState', () => 'unknown');

/** The text of a file; empty while it is absent or unknown. */
export const sourceText = defineInput<[uri: string], string>('sourceText', () => '');

/** What a file declares, in text order, without positions and texts. */
export const outline = defineInput<[uri: string], readonly OutlineEntry[]>('outline', () => []);

/** The text of one declaration; empty if the file has none under this key. */
export const chunkText = defineInput<[uri: string, key: string], string>('chunkText', () => '');

/** The offset of each declaration in its file, by key. */
export const chunkStarts = defineInput<[uri: string], ReadonlyMap<string, number>>('chunkStarts', () => new Map());

export interface OutlineEntry {
  readonly key: string;
  readonly kind: DeclarationChunk['kind'];
  readonly name: string;
}

/** Sets the text of a file: null says that there is none, undefined that it is not known (any more). */
export function setFile(
  database: Database,
  uri: string,
  text: string | null | undefined,
  durability: Durability = 'low',
): void {
  const state: FileState = text === undefined ? 'unknown' : text === null ? 'absent' : 'present';
  const chunks = splitDeclarations(text ?? '');
  const before = database.peek(outline, uri);
  const entries = chunks.map(({ key, kind, name }): OutlineEntry => ({ key, kind, name }));
  const starts = new Map(chunks.map(({ key, start }) => [key, start]));
  database.set(fileState, [uri], state, durability);
  database.set(sourceText, [uri], text ?? '', durability);
  for (const { key } of before) if (!starts.has(key)) database.set(chunkText, [uri, key], '', durability);
  for (const { key, text: chunk } of chunks) database.set(chunkText, [uri, key], chunk, durability);
  if (!structurallyEqual(before, entries)) database.set(outline, [uri], entries, durability);
  database.set(chunkStarts, [uri], starts, durability);
}
