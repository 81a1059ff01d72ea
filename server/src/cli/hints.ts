/** `tilewright hints`: the source with its hints at the line ends, as the editor shows them. */
import { fileHints } from '../hints/file-hints.ts';
import { Session } from './session.ts';

/** Hints stand at least this many columns from the left, so that they form a column of their own. */
const HINT_COLUMN = 62;

export interface HintsOptions {
  readonly case: string;
  readonly full: boolean;
}

/** @returns the exit code. */
export async function hints(path: string, options: HintsOptions): Promise<number> {
  const session = new Session();
  const file = await session.open(path);
  session.requireCase(file, options.case);
  const mode = options.full ? 'full' : 'compact';
  const found = session.compute((reader) => fileHints(reader, file.uri, { mode, hidden: [], caseName: options.case }));
  const byLine = new Map(found.map((hint) => [hint.line, hint.label]));
  const lines = file.text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  const output = lines.map((line, i) => {
    const label = byLine.get(i);
    return label === undefined ? line : `${line.padEnd(HINT_COLUMN - 2)}  ${label}`;
  });
  process.stdout.write(`${output.join('\n')}\n`);
  return 0;
}
