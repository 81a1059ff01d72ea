/** `tilewright fmt`: rewrites files in the one form that the language has. */
import { readFile, writeFile } from 'node:fs/promises';
import { type FormattedFile, formatFile } from '../syntax/format/format-file.ts';
import { LineIndex } from '../syntax/line-index.ts';
import { expandPaths } from './session.ts';
import { UsageError } from './usage-error.ts';

export interface FormatOptions {
  /** Write nothing; say what would change. */
  readonly check: boolean;
}

interface Source {
  readonly path: string;
  readonly text: string;
}

/**
 * Lists the changed files on stdout, and on stderr why parts of files were left as they are.
 *
 * @returns the exit code: 1 if something was left as it is, or if `check` finds something to change.
 */
export async function fmt(paths: readonly string[], { check }: FormatOptions): Promise<number> {
  // a file that cannot be read must not leave half of the others rewritten
  const sources = await Promise.all((await expandPaths(paths)).map(read));
  const results = sources.map((source) => ({ source, ...formatFile(source.text) }));
  const changed = results.filter(({ source, text }) => text !== source.text);
  if (!check) for (const { source, text } of changed) await write(source.path, text);
  for (const { source, text, problems } of results) {
    // places are those in the file as it is now
    if (check) process.stderr.write(problemLines(source, problems));
    else if (problems.length > 0) process.stderr.write(problemLines({ ...source, text }, formatFile(text).problems));
  }
  process.stdout.write(changed.map(({ source }) => `${source.path}\n`).join(''));
  process.stdout.write(summary(results.length, changed.length, check));
  const isLeft = results.some(({ problems }) => problems.length > 0);
  return isLeft || (check && changed.length > 0) ? 1 : 0;
}

function summary(files: number, changed: number, check: boolean): string {
  const of = `of ${files} file${files === 1 ? '' : 's'}`;
  return check ? `${changed} ${of} would change\n` : `${changed} ${of} changed\n`;
}

function problemLines({ path, text }: Source, problems: FormattedFile['problems']): string {
  const lines = new LineIndex(text);
  const describe = ({ start, message }: FormattedFile['problems'][number]) => {
    const { line, character } = lines.position(start);
    return `${path}:${line + 1}:${character + 1}: ${message}\n`;
  };
  return problems.map(describe).join('');
}

/** Throws `UsageError` where a file is not there, or is no UTF-8: writing it back would change its bytes. */
async function read(path: string): Promise<Source> {
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) throw new UsageError(`${path}: the file cannot be read. Check the path and its permissions.`);
  try {
    return { path, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    throw new UsageError(`${path}: the file is not UTF-8. Convert it, then format it.`);
  }
}

async function write(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((error: Error) => {
    throw new UsageError(`${path}: the file cannot be written (${error.message}). Check its permissions.`);
  });
}
