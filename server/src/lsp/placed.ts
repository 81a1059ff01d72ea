/** Diagnostics with lines and characters instead of offsets; offsets stay beside them, so that edits can shift them. */

import type { Diagnostic } from '../checks/located.ts';
import type { Computation, Reader } from '../query/definition.ts';
import { sourceText } from '../syntax/files.ts';
import { LineIndex, type Position } from '../syntax/line-index.ts';

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface PlacedDiagnostic extends Omit<Diagnostic, 'related'> {
  readonly related: readonly { readonly uri: string; readonly range: Range; readonly message: string }[];
}

/** @returns the diagnostics with the places of related information in other files as ranges. */
export function* placeRelated(
  reader: Reader,
  diagnostics: readonly Diagnostic[],
): Computation<readonly PlacedDiagnostic[]> {
  const indices = new Map<string, LineIndex>();
  const placed: PlacedDiagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const related: PlacedDiagnostic['related'][number][] = [];
    for (const { uri, start, end, message } of diagnostic.related) {
      let index = indices.get(uri);
      if (!index) {
        index = new LineIndex(yield* reader.get(sourceText, uri));
        indices.set(uri, index);
      }
      related.push({ uri, range: { start: index.position(start), end: index.position(end) }, message });
    }
    placed.push({ ...diagnostic, related });
  }
  return placed;
}
