/** `tilewright sets`: a calculator for integer sets, in iscc's language. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { calculate } from '../sets/index.ts';
import { LineIndex } from '../syntax/line-index.ts';
import { UsageError } from './usage-error.ts';

export interface SetsOptions {
  /** Units of work that a statement may take. */
  readonly work: string;
}

/** @returns the exit code: 1 where a statement is wrong or does not hold. */
export async function sets(path: string | undefined, options: SetsOptions): Promise<number> {
  const units = Number(options.work);
  if (!(units > 0)) throw new UsageError(`--work ${options.work}: give a positive number of units.`);
  const script = path === undefined ? await text(process.stdin) : await read(path);
  const problem = calculate(script, { units }, (line) => process.stdout.write(`${line}\n`));
  if (problem === null) return 0;
  const { line, character } = new LineIndex(script).position(problem.start);
  const more = problem.message.startsWith('Stopped') ? ' `--work` allows more.' : '';
  process.stderr.write(`${path ?? 'stdin'}:${line + 1}:${character + 1}: ${problem.message}${more}\n`);
  return 1;
}

async function read(path: string): Promise<string> {
  const script = await readFile(path, 'utf8').catch(() => undefined);
  if (script === undefined) {
    throw new UsageError(`${path}: the file cannot be read. Check the path and its permissions.`);
  }
  return script;
}
