/**
 * The document printer: what a statement looks like in one line, and where it may break.
 *
 * Trailing comments are marked in the printed text, because they are laid out later, in columns over several lines.
 */
import { builders, printer } from 'prettier/doc';

export type Doc = builders.Doc;

export const { align, group, hardline, hardlineWithoutBreakParent, ifBreak, indent, line, softline } = builders;

/** Stands before a trailing comment in printed text. No token contains it. */
const COMMENT_MARK = '\0';

/** A line of a printed document: its code, and the comment behind it or ''. */
export interface PrintedLine {
  readonly code: string;
  readonly comment: string;
}

/** A comment behind what was printed last; the document must break directly behind it. */
export function trailing(comment: string): Doc {
  return builders.lineSuffix(COMMENT_MARK + comment);
}

/** The lines of a document that has `width` columns. */
export function printLines(doc: Doc, width: number): PrintedLine[] {
  return print(doc, Math.max(width, 1))
    .split('\n')
    .map((text) => {
      const mark = text.indexOf(COMMENT_MARK);
      return mark < 0 ? { code: text, comment: '' } : { code: text.slice(0, mark), comment: text.slice(mark + 1) };
    });
}

/** A document in one line; undefined if a comment breaks it. */
export function oneLine(doc: Doc): string | undefined {
  const text = print(group(doc), Number.POSITIVE_INFINITY);
  return text.includes('\n') ? undefined : text;
}

function print(doc: Doc, printWidth: number): string {
  return printer.printDocToString(doc, { printWidth, tabWidth: 2 }).formatted;
}
