/**
 * Occurrences: which name stands at an offset, what it stands for, where that is introduced and where else it stands.
 * Definition, references, highlight and rename are all made of these.
 *
 * Names are compared by what they stand for, never by their text: the `m` of two ops are two symbols, and the `m` of a
 * layout is the size `M` of the kernel's op.
 */
import { visibleFiles } from '../model/uses.ts';
import type { Computation, Reader } from '../query/definition.ts';
import { chunkStarts, outline } from '../syntax/files.ts';
import { parsed } from '../syntax/queries.ts';
import { declarationNames } from './names/queries.ts';
import { isBuiltin, type NameSymbol, type NameUse, symbolId } from './names/symbol.ts';

/** One place where a name stands; offsets in its file. */
export interface Occurrence extends NameUse {
  readonly uri: string;
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** @returns the key of the declaration in which an offset lies, and its offset; undefined in a file without one. */
export function* declarationAt(
  reader: Reader,
  uri: string,
  offset: number,
): Computation<{ readonly key: string; readonly origin: number } | undefined> {
  let best: { readonly key: string; readonly origin: number } | undefined;
  for (const [key, origin] of yield* reader.get(chunkStarts, uri))
    if (origin <= offset && (!best || origin >= best.origin)) best = { key, origin };
  return best;
}

/** @returns the occurrences in one declaration, in the order in which its names come to be known. */
export function* occurrencesOf(reader: Reader, uri: string, key: string): Computation<readonly Occurrence[]> {
  const origin = (yield* reader.get(chunkStarts, uri)).get(key) ?? 0;
  const uses = yield* reader.get(declarationNames, uri, key);
  const { spans } = yield* reader.get(parsed, uri, key);
  return uses.map((use) => {
    const edge = origin + (spans[2 * use.node + (use.at === 'end' ? 1 : 0)] ?? 0);
    const start = use.at === 'end' ? edge - use.name.length : edge;
    return { ...use, uri, key, start, end: start + use.name.length };
  });
}

/** @returns the occurrences in one file, by place. */
export function* fileOccurrences(reader: Reader, uri: string): Computation<readonly Occurrence[]> {
  const all: Occurrence[] = [];
  for (const { key } of yield* reader.get(outline, uri)) {
    all.push(...(yield* occurrencesOf(reader, uri, key)));
    yield;
  }
  return all.sort((a, b) => a.start - b.start);
}

/** @returns the name at an offset; where two touch there, the one that starts at it. */
export function* occurrenceAt(reader: Reader, uri: string, offset: number): Computation<Occurrence | undefined> {
  const at = yield* declarationAt(reader, uri, offset);
  if (!at) return undefined;
  const touching = (yield* occurrencesOf(reader, uri, at.key)).filter((o) => o.start <= offset && offset <= o.end);
  return touching.find((o) => o.end > offset) ?? touching[0];
}

/**
 * @param files the files that are looked through, beside that in which the symbol is declared
 * @returns every occurrence of a symbol, by file and place
 */
export function* occurrencesOfSymbol(
  reader: Reader,
  symbol: NameSymbol,
  files: readonly string[],
): Computation<readonly Occurrence[]> {
  if (isBuiltin(symbol)) return [];
  const id = symbolId(symbol);
  const found: Occurrence[] = [];
  for (const uri of new Set([symbol.uri, ...files])) {
    if (!(yield* reader.get(visibleFiles, uri)).includes(symbol.uri)) continue;
    found.push(...(yield* fileOccurrences(reader, uri)).filter((o) => symbolId(o.symbol) === id));
  }
  return found;
}

/**
 * The places that introduce what stands at an occurrence: in its own equation if it is an index, the `let` that is known
 * there if it is a tensor of a net, else all of them.
 */
export function* declarationsOf(reader: Reader, use: Occurrence): Computation<readonly Occurrence[]> {
  if (isBuiltin(use.symbol)) return [];
  const id = symbolId(use.symbol);
  const all = yield* occurrencesOf(reader, use.symbol.uri, use.symbol.key);
  const declaring = all.filter((o) => o.declares && symbolId(o.symbol) === id);
  const here = use.uri === use.symbol.uri && use.key === use.symbol.key;
  if (!here) return declaring;
  const inGroup = declaring.filter(({ group }) => group === use.group);
  if (use.group >= 0 && inGroup.length > 0) return inGroup;
  if (use.symbol.kind !== 'tensor') return declaring;
  const order = all.findIndex((o) => o.start === use.start && o.node === use.node);
  const before = all.slice(0, order + 1).filter((o) => o.declares && symbolId(o.symbol) === id);
  return before.length > 0 ? before.slice(-1) : declaring;
}
