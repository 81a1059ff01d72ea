/**
 * Statements in columns. The parts of neighbours begin in the same columns, unless a line that fits without that
 * would have to be broken:
 *
 *     S[i, j] = sum[d] Q[i, d] * K[j, d]  when j <= i
 *     S[i, j] = -inf                      when j > i
 */
import type { ColumnStatement } from './block.ts';
import { type Doc, group, indent, oneLine, type PrintedLine, printLines } from './document.ts';

/** Columns between the left parts and what is aligned behind them as a tail. */
const TAIL_DISTANCE = 2;

/** A statement whose parts take one line each; absent parts are ''. */
interface Flat {
  readonly left: string;
  readonly right: string;
  readonly tail: string;
}

interface Row {
  readonly statement: ColumnStatement;
  /** Undefined if there is a comment inside. */
  readonly flat: Flat | undefined;
  readonly left: string | undefined;
}

/** The lines of each of some consecutive statements of one family. */
export function columnLines(statements: readonly ColumnStatement[], width: number): PrintedLine[][] {
  const rows = statements.map(
    (statement): Row => ({ statement, flat: flatOf(statement), left: oneLine(statement.left) }),
  );
  const column = commonColumn(rows, width);
  const padding = rows.map((row) => (isAligned(row, width) ? Math.max(column - (row.left?.length ?? column), 0) : 0));
  const padded = rows.map(({ flat }, at) => flat && { ...flat, left: flat.left + ' '.repeat(padding[at] ?? 0) });
  const tails = tailColumns(padded, width);
  return rows.map(({ statement }, at) => {
    const flat = padded[at];
    const text = flat && joined(flat, tails[at]);
    if (text !== undefined && text.length <= width) return [{ code: text, comment: '' }];
    return printLines(document(statement, padding[at] ?? 0), width);
  });
}

/** A statement in one line, without alignment; undefined if it has a comment inside. */
export function oneLineOf(statement: ColumnStatement): string | undefined {
  const flat = flatOf(statement);
  return flat && joined(flat);
}

function flatOf({ left, right, tail }: ColumnStatement): Flat | undefined {
  const parts = { left: oneLine(left), right: oneLine(right), tail: tail ? oneLine([tail.gap, tail.doc]) : '' };
  const { left: first, right: second, tail: third } = parts;
  if (first === undefined || second === undefined || third === undefined) return undefined;
  return { left: first, right: second, tail: third.trimStart() };
}

function joined({ left, right, tail }: Flat, tailColumn = 0): string {
  const text = left + right;
  return tail === '' ? text : `${text.padEnd(Math.max(tailColumn, text.length + 1))}${tail}`;
}

function fits(row: Row, width: number): boolean {
  return row.flat !== undefined && joined(row.flat).length <= width;
}

function isAligned(row: Row, width: number): boolean {
  return row.left !== undefined && (row.statement.alignsBroken || fits(row, width));
}

/** The column behind the left parts; 0 if they are not aligned. */
function commonColumn(rows: readonly Row[], width: number): number {
  const aligned = rows.filter((row) => isAligned(row, width));
  const column = Math.max(0, ...aligned.map(({ left = '' }) => left.length));
  const breaks = aligned.some((row) => {
    const { flat, left = '' } = row;
    return flat && fits(row, width) && joined(flat).length + column - left.length > width;
  });
  return breaks ? 0 : column;
}

/** The column of the tail of each row; undefined where it simply follows. */
function tailColumns(rows: readonly (Flat | undefined)[], width: number): (number | undefined)[] {
  const columns: (number | undefined)[] = rows.map(() => undefined);
  for (let from = 0; from < rows.length; from++) {
    let end = from;
    while (rows[end]?.tail) end++;
    const run = rows.slice(from, end) as Flat[];
    if (run.length < 2) continue;
    const column = Math.max(...run.map(({ left, right }) => left.length + right.length)) + TAIL_DISTANCE;
    if (run.every(({ tail }) => column + tail.length <= width)) columns.fill(column, from, end);
    from = end;
  }
  return columns;
}

function document({ left, right, tail }: ColumnStatement, padding: number): Doc {
  const body = [left, ' '.repeat(padding), right];
  return tail ? group([group(body), indent([tail.gap, tail.doc])]) : body;
}
