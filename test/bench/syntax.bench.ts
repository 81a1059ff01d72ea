/** Keystroke to syntax diagnostics in a file of about 1,200 lines: the budget is 20 ms, the aim 8 ms. */
import fs from 'node:fs';
import { syntaxDiagnostics } from '../../server/src/checks/syntax-diagnostics.ts';
import { Database } from '../../server/src/query/database.ts';
import { computeNow } from '../../server/src/query/scheduler.ts';
import { splitDeclarations } from '../../server/src/syntax/chunks.ts';
import { setFile } from '../../server/src/syntax/files.ts';
import { parseDeclaration } from '../../server/src/syntax/parse.ts';
import { benchmark } from './harness.ts';

const LINES = 1200;
const URI = 'memory:/bench.tile';

/** The samples, one after the other, until there are enough lines; names repeat, which syntax does not mind. */
function longFile(lines: number): string {
  const names = fs.readdirSync('samples').filter((name) => name.endsWith('.tile'));
  const once = names.map((name) => fs.readFileSync(`samples/${name}`, 'utf8')).join('\n');
  return once.repeat(Math.ceil(lines / once.split('\n').length));
}

const text = longFile(LINES);
const tenTimes = longFile(10 * LINES);
const edited = text.indexOf('for m by 128', text.length / 2);
const variants = [1, 2].map((n) => `${text.slice(0, edited)}for m by ${n * 256}${text.slice(edited + 12)}`);

const database = new Database();
let keystrokes = 0;
const diagnose = () => computeNow(database, (reader) => syntaxDiagnostics(reader, URI));
setFile(database, URI, text);
diagnose();

await benchmark(`syntax, ${text.split('\n').length} lines`, [
  {
    name: 'cut and parse everything',
    run: () => {
      for (const chunk of splitDeclarations(text)) parseDeclaration(chunk.text);
    },
  },
  {
    name: 'edit in one declaration, to diagnostics',
    prepare: () => {
      keystrokes += 1;
    },
    run: () => {
      setFile(database, URI, variants[keystrokes % 2] as string);
      diagnose();
    },
    budgetMs: 20,
  },
  {
    name: `first diagnostics of ${tenTimes.split('\n').length} lines`,
    run: () => {
      const fresh = new Database();
      setFile(fresh, URI, tenTimes);
      computeNow(fresh, (reader) => syntaxDiagnostics(reader, URI));
    },
    budgetMs: 1000,
  },
]);
