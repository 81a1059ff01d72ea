/** Where tokens stand on their lines: what people mean by layout, and what recovery trusts when brackets fail. */
import type { IToken } from 'chevrotain';
import { endOf } from '../lex.ts';

const TAB_WIDTH = 4;

export class Lines {
  private readonly first: boolean[] = [];
  private readonly indents: number[] = [];

  constructor(text: string, tokens: readonly IToken[]) {
    let indent = 0;
    let from = 0;
    tokens.forEach((token, index) => {
      const lineStart = lastLineStart(text, from, token.startOffset);
      const first = index === 0 || lineStart >= 0;
      if (first) indent = width(text, Math.max(lineStart, 0), token.startOffset);
      this.first.push(first);
      this.indents.push(indent);
      from = endOf(token);
    });
  }

  /** Is this token the first on its line? False beyond the last token. */
  isFirst(index: number): boolean {
    return this.first[index] ?? false;
  }

  /** Column of the first token on the line of this token. */
  indent(index: number): number {
    return this.indents[index] ?? 0;
  }
}

/** Offset of the last line start in (from, to], or -1. */
function lastLineStart(text: string, from: number, to: number): number {
  for (let at = to - 1; at >= from; at--) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at + 1;
  }
  return -1;
}

function width(text: string, from: number, to: number): number {
  let columns = 0;
  for (let at = from; at < to; at++) {
    columns += text.charCodeAt(at) === 9 ? TAB_WIDTH - (columns % TAB_WIDTH) : 1;
  }
  return columns;
}
