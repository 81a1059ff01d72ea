/**
 * Rename, and whether it may be done.
 *
 * A renaming is tried before it is offered: the new texts are read in a database of their own, and every name in them must
 * stand for what it stood for before, up to the new name. So a collision of any sort (two tensors of one name, an index
 * that becomes a size, a dimension whose lower-case name is no longer unique) is found without a rule for it.
 *
 * Example: `M` → `Rows` in `op copy(A: T[M, N]) …` also renames `m` in `load A in sbuf as [m | n]` to `rows`. `M` → `N` is
 * refused, since two sizes would become one.
 */
import { isElementType } from '../model/element-type.ts';
import { FUNCTIONS } from '../model/functions.ts';
import { duplicateNames } from '../model/scope.ts';
import { STD_SCHEME, visibleFiles } from '../model/uses.ts';
import { Database } from '../query/database.ts';
import type { Computation, Reader } from '../query/definition.ts';
import { computeNow } from '../query/scheduler.ts';
import { fileState, setFile, sourceText } from '../syntax/files.ts';
import { KEYWORDS } from '../syntax/tokens.ts';
import { isBuiltin, KIND_WORDS, symbolId } from './names/symbol.ts';
import { fileOccurrences, type Occurrence, occurrenceAt, occurrencesOfSymbol } from './occurrences.ts';

export interface RenameEdit {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** What can be renamed at an offset; `refused` says why nothing can, in a sentence for the user. */
export type RenameTarget =
  | { readonly ok: true; readonly start: number; readonly end: number; readonly name: string }
  | { readonly ok: false; readonly refused: string };

export type RenameResult =
  | { readonly ok: true; readonly edits: readonly RenameEdit[] }
  | { readonly ok: false; readonly refused: string };

/** @returns the name at an offset if it may be renamed, and as what it is asked for. */
export function* prepareRename(reader: Reader, uri: string, offset: number): Computation<RenameTarget> {
  const name = yield* occurrenceAt(reader, uri, offset);
  if (!name) return refuse('There is no name here that could be renamed.');
  const { symbol } = name;
  if (isBuiltin(symbol)) return refuse(`\`${name.name}\` belongs to the language.`);
  if (symbol.uri.startsWith(`${STD_SCHEME}:`))
    return refuse(`\`${name.name}\` is declared in the library that ships with Tilewright, which cannot be changed.`);
  return { ok: true, start: name.start, end: name.end, name: name.lowered ? symbol.name : name.name };
}

/**
 * The edits that rename what stands at an offset, in all of these files, or why it must not be done.
 *
 * @param files the files that may mention the name
 */
export function* renameAt(
  reader: Reader,
  uri: string,
  offset: number,
  newName: string,
  files: readonly string[],
): Computation<RenameResult> {
  const target = yield* prepareRename(reader, uri, offset);
  if (!target.ok) return target;
  const wrong = wrongName(newName);
  if (wrong !== undefined) return refuse(wrong);
  const name = yield* occurrenceAt(reader, uri, offset);
  if (!name) return refuse('There is no name here that could be renamed.');
  const { symbol } = name;
  if (newName === target.name) return { ok: true, edits: [] };
  if (symbol.kind === 'spread' && newName !== newName.toUpperCase())
    return refuse('A list of sizes has an upper-case name, and its index is the lower case of it.');
  const places = yield* occurrencesOfSymbol(reader, symbol, files);
  const edits = places.map(({ uri: file, start, end, lowered }) => ({
    uri: file,
    start,
    end,
    newText: lowered ? newName.toLowerCase() : newName,
  }));
  const changed = yield* whatChanges(reader, edits, files, KIND_WORDS[symbol.kind], newName);
  return changed === undefined ? { ok: true, edits } : refuse(changed);
}

function refuse(refused: string): { readonly ok: false; readonly refused: string } {
  return { ok: false, refused };
}

function wrongName(name: string): string | undefined {
  if (!/^[A-Za-z_]\w*$/.test(name))
    return `\`${name}\` is no name: a name is made of letters, digits and \`_\`, and begins with no digit.`;
  if (KEYWORDS.includes(name)) return `\`${name}\` is a keyword.`;
  if (isElementType(name)) return `\`${name}\` is an element type.`;
  if (FUNCTIONS.includes(name)) return `\`${name}\` is a function.`;
  return name === 'inf' ? '`inf` is a constant.' : undefined;
}

/** Reads the texts with the edits made; says what would stand for something else than before. */
function* whatChanges(
  reader: Reader,
  edits: readonly RenameEdit[],
  files: readonly string[],
  what: string,
  newName: string,
): Computation<string | undefined> {
  const after = new Database();
  const all = [...new Set([...files, ...edits.map(({ uri }) => uri)])];
  for (const file of yield* withVisible(reader, all)) {
    const text = yield* reader.get(sourceText, file);
    const present = (yield* reader.get(fileState, file)) === 'present';
    const own = edits.filter(({ uri }) => uri === file);
    setFile(after, file, present ? withEdits(text, own) : null);
  }
  const mapping = new Map<string, string>();
  const inverse = new Map<string, string>();
  for (const file of all) {
    const before = yield* fileOccurrences(reader, file);
    const now = computeNow(after, (other) => fileOccurrences(other, file));
    const at = firstDifference(before, now, mapping, inverse);
    if (at)
      return `With the ${what} called \`${newName}\`, \`${at.name}\` in ${fileName(file)} would stand for something else.`;
    const twice = (yield* reader.get(duplicateNames, file)).length;
    if (computeNow(after, (other) => other.get(duplicateNames, file)).length > twice)
      return `\`${newName}\` is declared already.`;
    yield;
  }
  return undefined;
}

/** The files and all that they use. */
function* withVisible(reader: Reader, files: readonly string[]): Computation<ReadonlySet<string>> {
  const all = new Set<string>();
  for (const file of files) for (const visible of yield* reader.get(visibleFiles, file)) all.add(visible);
  return all;
}

function withEdits(text: string, edits: readonly RenameEdit[]): string {
  let result = text;
  for (const { start, end, newText } of edits.toSorted((a, b) => b.start - a.start))
    result = result.slice(0, start) + newText + result.slice(end);
  return result;
}

/** The names of two texts correspond if they do one by one, and symbols of the old text to symbols of the new. */
function firstDifference(
  before: readonly Occurrence[],
  now: readonly Occurrence[],
  mapping: Map<string, string>,
  inverse: Map<string, string>,
): Occurrence | undefined {
  for (const [i, old] of before.entries()) {
    const fresh = now[i];
    if (!fresh || fresh.node !== old.node || fresh.symbol.kind !== old.symbol.kind) return old;
    const [from, to] = [symbolId(old.symbol), symbolId(fresh.symbol)];
    if ((mapping.get(from) ?? to) !== to || (inverse.get(to) ?? from) !== from) return old;
    mapping.set(from, to);
    inverse.set(to, from);
  }
  return now.length > before.length ? now[before.length] : undefined;
}

function fileName(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}
