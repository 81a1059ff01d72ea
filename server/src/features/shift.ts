/**
 * Where offsets of an old text stand in a new one, when only one stretch differs: what is shown keeps its place while the
 * user types, until the new analysis is there.
 *
 * Worked example: "load A" becomes "load AB". The common prefix is 6 long and the suffix empty, so the edit inserts at
 * offset 6; a hint at offset 6, the end of the line, moves to 7 and stays at the end.
 */

export interface Edit {
  /** The old text's [start, oldEnd) became the new text's [start, newEnd). */
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
  readonly inserted: string;
}

/** @returns the smallest single edit that makes `after` of `before`. */
export function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let oldEnd = before.length;
  let newEnd = after.length;
  while (oldEnd > start && newEnd > start && before.charCodeAt(oldEnd - 1) === after.charCodeAt(newEnd - 1)) {
    oldEnd--;
    newEnd--;
  }
  return { start, oldEnd, newEnd, inserted: after.slice(start, newEnd) };
}

/** @returns the offset after the edit; text inserted right at it goes before it, unless that starts a new line. */
export function shiftOffset(offset: number, { start, oldEnd, newEnd, inserted }: Edit): number {
  if (offset < start) return offset;
  if (offset === start && (oldEnd > start ? true : /^[\r\n]/.test(inserted))) return offset;
  return offset >= oldEnd ? offset + newEnd - oldEnd : Math.min(offset, newEnd);
}
