/** The comments and blank lines between the tokens of a declaration. */
import type { IToken } from 'chevrotain';
import { type Comment, endOf } from '../lex.ts';

export interface GapComment {
  readonly text: string;
  /** On the line of the token before it. Only the first comment of a gap is. */
  readonly trailing: boolean;
  readonly blankBefore: boolean;
}

/** What stands before a token, or behind the last one. */
export interface Gap {
  readonly comments: readonly GapComment[];
  /** Is there a blank line behind the last comment (or, without comments, behind the token before)? */
  readonly blankAfter: boolean;
}

export const emptyGap: Gap = { comments: [], blankAfter: false };

/** Gap `i` stands before token `i`; the last one behind the last token. */
export function gapsOf(text: string, tokens: readonly IToken[], comments: readonly Comment[]): Gap[] {
  const gaps: Gap[] = [];
  let comment = 0;
  let start = 0;
  for (let at = 0; at <= tokens.length; at++) {
    const token = tokens[at];
    const end = token?.startOffset ?? text.length;
    const within: Comment[] = [];
    for (let next = comments[comment]; next && next.start < end; next = comments[++comment]) within.push(next);
    gaps.push(gap(text, start, end, within, at === 0));
    if (token) start = endOf(token);
  }
  return behindCommas(tokens, gaps);
}

function gap(text: string, start: number, end: number, comments: readonly Comment[], isFirst: boolean): Gap {
  let at = start;
  const found = comments.map((comment, position): GapComment => {
    const breaks = lineBreaks(text.slice(at, comment.start));
    at = comment.end;
    const trailing = position === 0 && breaks === 0 && !isFirst;
    return { text: comment.text.trimEnd(), trailing, blankBefore: breaks > 1 };
  });
  return { comments: found, blankAfter: lineBreaks(text.slice(at, end)) > 1 };
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/** Comments before a comma go behind it: the comma stays with what it follows, and may be one that is left out. */
function behindCommas(tokens: readonly IToken[], gaps: Gap[]): Gap[] {
  tokens.forEach((token, at) => {
    const before = gaps[at];
    const behind = gaps[at + 1];
    if (token.image !== ',' || !before || !behind || before.comments.length === 0) return;
    const moved = behind.comments.map((comment) => ({ ...comment, trailing: false }));
    gaps[at] = emptyGap;
    gaps[at + 1] = { ...behind, comments: [...before.comments, ...moved] };
  });
  return gaps;
}
