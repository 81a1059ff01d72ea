/** An inlay hint: a short text at the end of the line of a step, with an explanation. */

export type HintKind = 'load' | 'hold' | 'kernel';
export type HintMode = 'off' | 'compact' | 'full';

export interface Hint {
  readonly kind: HintKind;
  /** The node of the declaration's tree at the end of whose line the hint stands. */
  readonly node: number;
  /** At most `MAXIMUM_LENGTH` characters. */
  readonly compact: string;
  readonly full: string;
  /** Markdown. */
  readonly tooltip: string;
}

/** The longest hint, in characters: beyond that the code is what one sees less of. */
export const MAXIMUM_LENGTH = 36;
/** The longest hint in the mode `full`. */
export const MAXIMUM_FULL_LENGTH = 64;

/**
 * @returns the parts joined by ` · `; while they are too long together, the part of the highest rank is left out (the
 * one with the largest `rank`, 0 is never left out).
 */
export function joinParts(parts: readonly { readonly text: string; readonly rank: number }[], maximum: number): string {
  let kept = parts.filter(({ text }) => text !== '');
  for (;;) {
    const text = kept.map((part) => part.text).join(' · ');
    const highest = Math.max(0, ...kept.map(({ rank }) => rank));
    if (text.length <= maximum || highest === 0) return text;
    kept = kept.filter(({ rank }) => rank !== highest);
  }
}
