/** From statements to lines. */
import type { Block, BlockStatement, ColumnStatement, Entry, Statement } from './block.ts';
import { columnLines, oneLineOf } from './columns.ts';
import { oneLine, type PrintedLine, printLines } from './document.ts';
import type { Line } from './lines.ts';

const INDENTATION = 2;

type StatementEntry = Extract<Entry, { kind: 'statement' }>;
type ColumnEntry = StatementEntry & { readonly statement: ColumnStatement };

/** The lines of statements, comments and blank lines that stand `indentation` columns in. */
export function entryLines(entries: readonly Entry[], indentation: number, width: number): Line[] {
  const lines: Line[] = [];
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at] as Entry;
    if (entry.kind === 'blank') lines.push({ indentation, code: '', comment: '' });
    else if (entry.kind === 'comment') lines.push({ indentation, code: entry.text, comment: '' });
    else if (isColumns(entry)) {
      const run = columnRun(entries, at, entry);
      const printed = columnLines(
        run.map(({ statement }) => statement),
        width - indentation,
      );
      run.forEach(({ comment }, row) => {
        lines.push(...withComment(placed(printed[row] ?? [], indentation), comment));
      });
      at += run.length - 1;
    } else lines.push(...withComment(statementLines(entry.statement, indentation, width), entry.comment));
  }
  return lines;
}

function isColumns(entry: Entry | undefined): entry is ColumnEntry {
  return entry?.kind === 'statement' && entry.statement.kind === 'columns';
}

/** Consecutive statements of one family. */
function columnRun(entries: readonly Entry[], from: number, first: ColumnEntry): ColumnEntry[] {
  const run = [first];
  for (let at = from + 1; at < entries.length; at++) {
    const next = entries[at];
    if (!isColumns(next) || next.statement.family !== first.statement.family) break;
    run.push(next);
  }
  return run;
}

function statementLines(statement: Statement, indentation: number, width: number): Line[] {
  switch (statement.kind) {
    case 'plain':
      return placed(printLines(statement.doc, width - indentation), indentation);
    case 'columns':
      return placed(columnLines([statement], width - indentation)[0] ?? [], indentation);
    case 'block':
      return blockLines(statement, indentation, width);
  }
}

function blockLines(statement: BlockStatement, indentation: number, width: number): Line[] {
  const { header, block } = statement;
  const joined = joinedLine(statement);
  if (joined !== undefined && indentation + joined.length <= width) return [{ indentation, code: joined, comment: '' }];
  const first = placed(printLines(header, width - indentation), indentation);
  if (isEmpty(block)) return behindLast(first, '}');
  const inner = entryLines(block.entries, indentation + INDENTATION, width);
  return [...withComment(first, block.opening), ...inner, { indentation, code: '}', comment: '' }];
}

function isEmpty({ opening, entries }: Block): boolean {
  return opening === '' && entries.length === 0;
}

/** `header { statement }`, where the block may be so joined. */
function joinedLine({ header, block }: BlockStatement): string | undefined {
  const [only] = block.entries;
  if (!block.joins || block.opening !== '' || block.entries.length !== 1) return undefined;
  if (only?.kind !== 'statement' || only.comment !== '') return undefined;
  const outer = oneLine(header);
  const inner = oneLineStatement(only.statement);
  return outer === undefined || inner === undefined ? undefined : `${outer} ${inner} }`;
}

function oneLineStatement(statement: Statement): string | undefined {
  if (statement.kind === 'columns') return oneLineOf(statement);
  return statement.kind === 'plain' ? oneLine(statement.doc) : undefined;
}

function placed(lines: readonly PrintedLine[], indentation: number): Line[] {
  return lines.map(({ code, comment }) => ({ indentation, code, comment }));
}

/** A comment behind the last line. */
function withComment(lines: Line[], comment: string): Line[] {
  const last = lines.at(-1);
  return comment === '' || !last ? lines : [...lines.slice(0, -1), { ...last, comment }];
}

function behindLast(lines: Line[], code: string): Line[] {
  const last = lines.at(-1);
  return last ? [...lines.slice(0, -1), { ...last, code: last.code + code }] : lines;
}
