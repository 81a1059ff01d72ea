/** A mistake in the text of one declaration. Offsets are relative to the declaration's text. */
export interface SyntaxProblem {
  /** What was found, what was expected, what to do. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** At most this many problems are reported of one declaration: nobody reads more, and garbage could have millions. */
export const MAXIMUM_PROBLEMS = 100;

/**
 * The first problem of each line, in text order, and no more than `MAXIMUM_PROBLEMS`. What follows the first problem
 * of a line is mostly its echo.
 */
export function firstOfEachLine(text: string, problems: readonly SyntaxProblem[]): SyntaxProblem[] {
  const sorted = problems.toSorted((a, b) => a.start - b.start);
  const kept: SyntaxProblem[] = [];
  let lineEnd = -1;
  for (const problem of sorted) {
    if (problem.start <= lineEnd) continue;
    kept.push(problem);
    if (kept.length === MAXIMUM_PROBLEMS) break;
    lineEnd = endOfLine(text, problem.start);
  }
  return kept;
}

/** Offset of the line break at or after `offset`, or the length of the text. */
export function endOfLine(text: string, offset: number): number {
  for (let at = offset; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return text.length;
}
