/** The `///` lines that stand directly above something. */
import { type Comment, isDocLine } from './lex.ts';

/** Says for the offset of an item which doc text stands directly above it, or ''. */
export type DocLookup = (offset: number) => string;

/**
 * Looks doc lines up by the offset of what they stand above. Lines belong together, and to an item, if there is
 * nothing between them but white space without a blank line; a doc line behind code is a comment.
 */
export function docLookup(text: string, comments: readonly Comment[]): DocLookup {
  const lines = comments.filter((comment) => isDocLine(comment) && isFirstOnLine(text, comment.start));
  return (offset) => {
    const block: string[] = [];
    let below = offset;
    for (let at = lastBefore(lines, offset); at >= 0; at--) {
      const line = lines[at];
      if (!line || !isDirectlyAbove(text, line, below)) break;
      block.unshift(line.text.replace(/^\/\/\/ ?/, '').trimEnd());
      below = line.start;
    }
    return block.join('\n');
  };
}

function isFirstOnLine(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && /[ \t\uFEFF]/.test(text.charAt(at))) at--;
  return at < 0 || text.charAt(at) === '\n' || text.charAt(at) === '\r';
}

/** White space with exactly one line break. */
function isDirectlyAbove(text: string, line: Comment, below: number): boolean {
  return /^[ \t]*(?:\r\n|\r|\n)[ \t]*$/.test(text.slice(line.end, below));
}

/** Index of the last line that ends before an offset, or -1. */
function lastBefore(lines: readonly Comment[], offset: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
