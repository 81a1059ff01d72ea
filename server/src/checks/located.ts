/** Problems with their places as offsets, as an editor or a compiler shows them. */
import type { Problem, ProblemCode, Severity } from '../model/problem.ts';
import type { Computation, Reader } from '../query/definition.ts';
import { type Location, locate } from '../syntax/locate.ts';

export interface Diagnostic {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  /** Offsets in the file. */
  readonly start: number;
  readonly end: number;
  readonly related: readonly (Location & { readonly message: string })[];
}

/** @returns the problems with their places, in text order; one whose declaration is gone is left out. */
export function* located(reader: Reader, problems: readonly Problem[]): Computation<readonly Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  for (const { code, severity, message, at, related = [] } of problems) {
    const place = yield* locate(reader, at);
    if (!place) continue;
    const others: Diagnostic['related'][number][] = [];
    for (const other of related) {
      const otherPlace = yield* locate(reader, other.at);
      if (otherPlace) others.push({ ...otherPlace, message: other.message });
    }
    diagnostics.push({ code, severity, message, start: place.start, end: place.end, related: others });
  }
  return diagnostics.sort((a, b) => a.start - b.start || a.end - b.end);
}
