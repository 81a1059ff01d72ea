/** Offsets of a text ↔ lines and characters, both from 0, in UTF-16 units as editors count them. */

export interface Position {
  readonly line: number;
  readonly character: number;
}

export class LineIndex {
  readonly #text: string;
  /** Offset of the first character of each line. */
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#text = text;
    for (const match of text.matchAll(/\r\n|\r|\n/g)) this.#starts.push(match.index + match[0].length);
  }

  /** @returns line and character of an offset; beyond the text, those of its end. */
  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#text.length));
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) <= at) low = middle;
      else high = middle;
    }
    return { line: low, character: at - (this.#starts[low] as number) };
  }

  /** @returns the offset of a position; beyond its line, the end of that, beyond the text, the end of the text. */
  offset({ line, character }: Position): number {
    if (line >= this.#starts.length) return this.#text.length;
    return Math.min((this.#starts[Math.max(0, line)] as number) + Math.max(0, character), this.lineEnd(line));
  }

  /** @returns whether a line holds nothing but white space and a comment. */
  isBlank(line: number): boolean {
    return /^\s*(\/\/.*)?$/.test(this.#text.slice(this.#starts[line], this.lineEnd(line)));
  }

  /** @returns the offset at which the text of a line ends, its line break excluded. */
  lineEnd(line: number): number {
    const next = this.#starts[line + 1];
    if (next === undefined) return this.#text.length;
    let end = next;
    while (end > (this.#starts[line] ?? 0) && /[\r\n]/.test(this.#text[end - 1] as string)) end--;
    return end;
  }
}
