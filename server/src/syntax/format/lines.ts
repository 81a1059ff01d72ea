/** Lines of formatted text, and their trailing comments in columns. */

export interface Line {
  /** Columns before the statement that the line belongs to; a line that continues it has more in `code`. */
  readonly indentation: number;
  readonly code: string;
  /** The comment behind the code, or ''. */
  readonly comment: string;
}

/** Columns between code and a trailing comment, at least. */
const COMMENT_DISTANCE = 2;

/** Lines as text. Comments of consecutive lines of one block begin in the same column. */
export function textOf(lines: readonly Line[]): string[] {
  const texts: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const group = commentGroup(lines, at);
    const column = Math.max(...group.map(lengthOf)) + COMMENT_DISTANCE;
    texts.push(...group.map((line) => textOfLine(line, column)));
    at += group.length;
  }
  return texts;
}

/** The lines from one on whose comments are aligned with it; at least that line. */
function commentGroup(lines: readonly Line[], from: number): readonly Line[] {
  const first = lines[from];
  let end = from + 1;
  if (first?.comment) while (lines[end]?.comment && lines[end]?.indentation === first.indentation) end++;
  return lines.slice(from, end);
}

function lengthOf({ indentation, code }: Line): number {
  return indentation + code.length;
}

function textOfLine({ indentation, code, comment }: Line, column: number): string {
  const text = code === '' ? '' : ' '.repeat(indentation) + code;
  return comment === '' ? text : text.padEnd(column) + comment;
}
