/** Where what stands at an offset is introduced, references to it, and its places in one file. */
import { resolveUse } from '../model/uses.ts';
import type { Computation, Reader } from '../query/definition.ts';
import { fileState } from '../syntax/files.ts';
import type { Location } from '../syntax/locate.ts';
import { declaration, ofKind, parsed } from '../syntax/queries.ts';
import { isBuiltin, symbolId } from './names/symbol.ts';
import {
  declarationAt,
  declarationsOf,
  fileOccurrences,
  type Occurrence,
  occurrenceAt,
  occurrencesOfSymbol,
} from './occurrences.ts';

export interface Definition {
  /** Where the cursor is: a name, or the line of a `use`. */
  readonly from: { readonly start: number; readonly end: number };
  readonly targets: readonly Location[];
}

/** @returns where the name at an offset is introduced, or the file that a `use` names; undefined on anything else. */
export function* definitionAt(reader: Reader, uri: string, offset: number): Computation<Definition | undefined> {
  const name = yield* occurrenceAt(reader, uri, offset);
  if (name) return { from: name, targets: (yield* declarationsOf(reader, name)).map(locationOf) };
  const at = yield* declarationAt(reader, uri, offset);
  const use = at && ofKind(yield* reader.get(declaration, uri, at.key), 'use');
  const target = use?.path ? resolveUse(uri, use.path) : undefined;
  if (!at || !use || target === undefined || (yield* reader.get(fileState, target)) === 'absent') return undefined;
  const { spans } = yield* reader.get(parsed, uri, at.key);
  const from = { start: at.origin + (spans[2 * use.id] ?? 0), end: at.origin + (spans[2 * use.id + 1] ?? 0) };
  if (offset < from.start || offset > from.end) return undefined;
  return { from, targets: [{ uri: target, start: 0, end: 0 }] };
}

/**
 * @param files the files that are looked through
 * @param withDeclarations whether the places that introduce the name are among the result
 */
export function* referencesAt(
  reader: Reader,
  uri: string,
  offset: number,
  files: readonly string[],
  withDeclarations: boolean,
): Computation<readonly Location[]> {
  const name = yield* occurrenceAt(reader, uri, offset);
  if (!name) return [];
  const all = yield* occurrencesOfSymbol(reader, name.symbol, files);
  return all.filter(({ declares }) => withDeclarations || !declares).map(locationOf);
}

export interface Highlight {
  readonly start: number;
  readonly end: number;
  readonly kind: 'read' | 'write';
}

/** @returns the places of the name at an offset in its own file; those that introduce it are writes. */
export function* highlightsAt(reader: Reader, uri: string, offset: number): Computation<readonly Highlight[]> {
  const name = yield* occurrenceAt(reader, uri, offset);
  if (!name || (isBuiltin(name.symbol) && name.symbol.kind === 'property')) return [];
  const id = symbolId(name.symbol);
  const same = (yield* fileOccurrences(reader, uri)).filter(({ symbol }) => symbolId(symbol) === id);
  return same.map(({ start, end, declares }) => ({ start, end, kind: declares ? 'write' : 'read' }));
}

function locationOf({ uri, start, end }: Occurrence): Location {
  return { uri, start, end };
}
