/** The hints of a file: one a line, at its end. */

import type { Computation, Reader } from '../query/definition.ts';
import { outline, sourceText } from '../syntax/files.ts';
import { LineIndex } from '../syntax/line-index.ts';
import { locate } from '../syntax/locate.ts';
import { type Hint, type HintKind, type HintMode, MAXIMUM_FULL_LENGTH, MAXIMUM_LENGTH } from './hint.ts';
import { kernelHints } from './queries.ts';

export interface LineHint {
  /** From 0. */
  readonly line: number;
  /** Offset of the end of the line. */
  readonly offset: number;
  readonly label: string;
  /** Whether it says only that there are no numbers, and why. */
  readonly withoutNumbers: boolean;
  /** Markdown. */
  readonly tooltip: string;
}

export interface HintOptions {
  readonly mode: HintMode;
  /** Kinds that are switched off. */
  readonly hidden: readonly HintKind[];
  /** The case to use for kernels that have one of this name; empty: each kernel's first. */
  readonly caseName: string;
}

/** @returns the hints of every kernel of a file, in text order. A kernel whose analysis fails loses only its own. */
export function* fileHints(reader: Reader, uri: string, options: HintOptions): Computation<readonly LineHint[]> {
  if (options.mode === 'off') return [];
  const index = new LineIndex(yield* reader.get(sourceText, uri));
  const lines = new Map<number, Hint[]>();
  for (const { key, kind } of yield* reader.get(outline, uri)) {
    if (kind !== 'kernel') continue;
    const result = yield* reader.attempt(kernelHints, uri, key, options.caseName);
    for (const hint of result.ok ? result.value : []) {
      if (options.hidden.includes(hint.kind)) continue;
      const place = yield* locate(reader, { uri, declaration: key, node: hint.node });
      if (!place) continue;
      const { line } = index.position(Math.max(place.start, place.end - 1));
      lines.set(line, [...(lines.get(line) ?? []), hint]);
    }
  }
  return [...lines]
    .sort(([a], [b]) => a - b)
    .map(([line, hints]) => ({
      line,
      offset: index.lineEnd(line),
      label: joinLabels(hints, options.mode),
      withoutNumbers: hints.every((hint) => hint.kind === 'kernel'),
      tooltip: hints.map((hint) => hint.tooltip).join('\n\n---\n\n'),
    }));
}

function joinLabels(hints: readonly Hint[], mode: HintMode): string {
  const maximum = mode === 'full' ? MAXIMUM_FULL_LENGTH : MAXIMUM_LENGTH;
  const labels = hints.map((hint) => (mode === 'full' ? hint.full : hint.compact));
  const text = labels.join(', ');
  if (text.length <= maximum || labels.length === 1) return text;
  let kept = labels.length - 1;
  const shortened = () => `${labels.slice(0, kept).join(', ')}, …`;
  while (kept > 1 && shortened().length > maximum) kept--;
  return shortened();
}
