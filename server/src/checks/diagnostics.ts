/** Every problem of a file. */

import type { Computation, Reader } from '../query/definition.ts';
import { type Diagnostic, located } from './located.ts';
import { fileProblems } from './queries.ts';

/** @returns every diagnostic of a file, in text order. */
export function* fileDiagnostics(reader: Reader, uri: string): Computation<readonly Diagnostic[]> {
  return yield* located(reader, yield* reader.get(fileProblems, uri));
}
