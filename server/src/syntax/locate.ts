/** From places in trees to offsets in files: the last step before something is shown. */
import type { Computation, Reader } from '../query/definition.ts';
import { chunkStarts } from './files.ts';
import { parsed } from './queries.ts';

/** A node of a declaration's tree. */
export interface NodeReference {
  readonly uri: string;
  /** The declaration's key in its file. */
  readonly declaration: string;
  readonly node: number;
}

/** A stretch of a declaration's text, relative to its start: what the parser complains about may be no node. */
export interface SpanReference {
  readonly uri: string;
  readonly declaration: string;
  readonly start: number;
  readonly end: number;
}

export type Place = NodeReference | SpanReference;

/** Offsets in a file's text, half-open. */
export interface Location {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** @returns where a place stands now, or undefined if its declaration is gone. */
export function* locate(reader: Reader, place: Place): Computation<Location | undefined> {
  const { uri, declaration } = place;
  const origin = (yield* reader.get(chunkStarts, uri)).get(declaration);
  if (origin === undefined) return undefined;
  if (!('node' in place)) return { uri, start: origin + place.start, end: origin + place.end };
  const { spans } = yield* reader.get(parsed, uri, declaration);
  const start = spans[2 * place.node];
  const end = spans[2 * place.node + 1];
  if (start === undefined || end === undefined) return undefined;
  return { uri, start: origin + start, end: origin + end };
}
