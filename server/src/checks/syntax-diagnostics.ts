/** What parsing alone finds: the part of the diagnostics that is there at once. */

import type { Computation, Reader } from '../query/definition.ts';
import { type Diagnostic, located } from './located.ts';
import { fileSyntaxProblems } from './syntax.ts';

/** @returns the syntax problems of a file, in text order. */
export function* syntaxDiagnostics(reader: Reader, uri: string): Computation<readonly Diagnostic[]> {
  return yield* located(reader, yield* reader.get(fileSyntaxProblems, uri));
}
