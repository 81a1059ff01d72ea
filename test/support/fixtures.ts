/**
 * Fixtures: programs in the language with the problems that they must have, marked under their lines.
 *
 *     load A in as [k | m]
 *     //        ^^ syntax: Expected the name of a memory after `in`, found `as`.
 *
 * The carets stand under the columns of the problem, in the line above the markers. A severity other than `error`
 * stands before the code (`//  ^^ warning unused: …`). A range that carets cannot show (it is empty, starts in the
 * first two columns, or covers several lines) is written as columns: `//@0-3 syntax: …`, `//@4-2:7 syntax: …` (up to
 * column 7 of the line two below).
 *
 * Every problem has one marker, and every marker one problem. `UPDATE_SNAPSHOTS=1` rewrites the markers.
 */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectFile } from './snapshots.ts';

/** A problem as a fixture sees it; offsets in the text of the fixture without its markers. */
export interface FixtureProblem {
  readonly start: number;
  readonly end: number;
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}

const marker = /^\s*\/\/(?:\s*\^+|@\d+-(?:\d+:)?\d+) (?:(?:warning|info) )?[a-z][a-z-]*: /;

/** The program of a fixture: its text without the lines that mark problems. */
export function programOf(fixture: string): string {
  return fixture
    .split('\n')
    .filter((line) => !marker.test(line))
    .join('\n');
}

/** The program with its problems marked under its lines, in the order of their places. */
export function withMarkers(program: string, problems: readonly FixtureProblem[]): string {
  const lines = program.split('\n');
  const starts = lineStarts(lines);
  const marks = lines.map((): string[] => []);
  const sorted = problems.toSorted((a, b) => a.start - b.start || a.end - b.end || a.message.localeCompare(b.message));
  for (const problem of sorted) {
    const line = starts.findLastIndex((start) => start <= problem.start);
    marks[line]?.push(mark(problem, line, starts));
  }
  return lines.flatMap((line, index) => [line, ...(marks[index] ?? [])]).join('\n');
}

function lineStarts(lines: readonly string[]): number[] {
  let offset = 0;
  return lines.map((line) => {
    const start = offset;
    offset += line.length + 1;
    return start;
  });
}

function mark(
  { start, end, code, severity, message }: FixtureProblem,
  line: number,
  starts: readonly number[],
): string {
  const label = `${severity === 'error' ? '' : `${severity} `}${code}: ${message}`;
  const lastLine = starts.findLastIndex((offset) => offset <= end);
  const from = start - (starts[line] ?? 0);
  const to = end - (starts[lastLine] ?? 0);
  if (lastLine !== line) return `//@${from}-${lastLine - line}:${to} ${label}`;
  if (from < 2 || to <= from) return `//@${from}-${to} ${label}`;
  return `//${' '.repeat(from - 2)}${'^'.repeat(to - from)} ${label}`;
}

/**
 * Declares one test for each `.tile` file of a folder: what `run` finds in the program must be what the file marks.
 *
 * @param run the problems of a program; `file` is the name of the fixture
 */
export function testFixtures(
  folder: string,
  run: (program: string, file: string) => readonly FixtureProblem[] | Promise<readonly FixtureProblem[]>,
): void {
  const files = fs.readdirSync(folder).filter((file) => file.endsWith('.tile'));
  describe(`fixtures in ${path.basename(path.dirname(folder))}/${path.basename(folder)}`, () => {
    it('exist', () => expect(files.length).toBeGreaterThan(0));
    it.each(files)('%s', async (file) => {
      const program = programOf(fs.readFileSync(path.join(folder, file), 'utf8'));
      expectFile(path.join(folder, file), withMarkers(program, await run(program, file)));
    });
  });
}
