/**
 * Formats a file: declaration by declaration, so that a broken one is left as it is and the others are formatted.
 *
 * The result depends on the tokens, on which lines are blank, and on which comments have a line of their own; not on
 * any other white space. Formatting what was formatted changes nothing.
 */
import { splitDeclarations } from '../chunks.ts';
import type { SyntaxProblem } from '../problem.ts';
import { formatDeclaration } from './format-declaration.ts';

export interface FormatOptions {
  /** Columns that a line may have; a trailing comment, or what cannot be broken, may have more. */
  readonly width?: number;
  /** Only the declarations that this stretch touches; absent: all. */
  readonly within?: { readonly start: number; readonly end: number };
}

export interface FormattedFile {
  readonly text: string;
  /** Why declarations were left as they are; offsets in the file's text before formatting. */
  readonly problems: readonly SyntaxProblem[];
}

/** Replaces a stretch of a text, half-open. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

const DEFAULT_WIDTH = 100;
const BYTE_ORDER_MARK = '\uFEFF';

/** Formats the text of a file. Never fails; declarations that cannot be formatted are in the result as they were. */
export function formatFile(text: string, options: FormatOptions = {}): FormattedFile {
  const pieces = formattedPieces(text, options);
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  return {
    text: mark + pieces.map(({ newText }) => newText).join(''),
    problems: pieces.flatMap((piece) => piece.problems),
  };
}

/** What formatting changes: at most one edit a declaration, without the lines that it begins and ends with unchanged. */
export function formatEdits(text: string, options: FormatOptions = {}): TextEdit[] {
  const { within = { start: 0, end: text.length } } = options;
  return formattedPieces(text, options).flatMap((piece) => {
    if (piece.end < within.start || piece.start > within.end) return [];
    const edit = narrowed(text, piece);
    return edit.start === edit.end && edit.newText === '' ? [] : [edit];
  });
}

interface Piece extends TextEdit {
  readonly problems: readonly SyntaxProblem[];
}

/** What each declaration is replaced by, in text order and without gaps. */
function formattedPieces(text: string, { width = DEFAULT_WIDTH }: FormatOptions): Piece[] {
  const origin = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  const lineEnd = usualLineEnd(text);
  const chunks = splitDeclarations(text.slice(origin));
  const results = chunks.map((chunk) => formatDeclaration(chunk.text, width));
  const last = results.findLastIndex((result) => result.text !== '');
  return chunks.map((chunk, at) => {
    const start = origin + chunk.start;
    const { text: printed = '', formatted, blankAfter, problems } = results[at] ?? formatDeclaration('', width);
    const body = formatted ? printed.replaceAll('\n', lineEnd) : printed;
    const ends = printed === '' ? '' : lineEnd + (blankAfter && at < last ? lineEnd : '');
    const placed = problems.map((problem) => ({ ...problem, start: start + problem.start, end: start + problem.end }));
    return { start, end: start + chunk.text.length, newText: body + ends, problems: placed };
  });
}

/** The line end that most lines have. */
function usualLineEnd(text: string): '\n' | '\r\n' {
  const all = text.match(/\n/g)?.length ?? 0;
  const windows = text.match(/\r\n/g)?.length ?? 0;
  return windows > all - windows ? '\r\n' : '\n';
}

/** An edit without the whole lines at its beginning and end that it does not change. */
function narrowed(text: string, { start, end, newText }: TextEdit): TextEdit {
  const before = linesOf(text.slice(start, end));
  const after = linesOf(newText);
  const shorter = Math.min(before.length, after.length);
  let first = 0;
  while (first < shorter && before[first] === after[first]) first++;
  let last = 0;
  while (last < shorter - first && before[before.length - 1 - last] === after[after.length - 1 - last]) last++;
  const lengthOf = (lines: readonly string[]) => lines.reduce((sum, line) => sum + line.length, 0);
  return {
    start: start + lengthOf(before.slice(0, first)),
    end: end - lengthOf(before.slice(before.length - last)),
    newText: after.slice(first, after.length - last).join(''),
  };
}

/** Lines with their ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}
