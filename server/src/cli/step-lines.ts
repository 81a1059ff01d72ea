/** Lines of the steps of a kernel. */
import type { StepOrigin } from '../model/kernel.ts';
import type { Computation, Reader } from '../query/definition.ts';
import { locate } from '../syntax/locate.ts';
import type { SourceFile } from './session.ts';

/** @returns 1-based lines by step: that of the tensor or axis of which the step speaks. */
export function* stepLines(
  reader: Reader,
  file: SourceFile,
  key: string,
  origins: readonly StepOrigin[],
): Computation<(number | undefined)[]> {
  const lines: (number | undefined)[] = [];
  for (const { subject } of origins) {
    const place = yield* locate(reader, { uri: file.uri, declaration: key, node: subject });
    lines.push(place && file.lines.position(place.start).line + 1);
  }
  return lines;
}
