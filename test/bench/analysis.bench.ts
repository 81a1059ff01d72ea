/** An edit in one kernel to all that is shown of the file: the budget is 50 ms, the aim 16 ms. */
import fs from 'node:fs';
import { fileDiagnostics } from '../../server/src/checks/diagnostics.ts';
import { fileHints } from '../../server/src/hints/file-hints.ts';
import { addStd } from '../../server/src/model/files.ts';
import { Database } from '../../server/src/query/database.ts';
import { computeNow } from '../../server/src/query/scheduler.ts';
import { setFile } from '../../server/src/syntax/files.ts';
import { benchmark, type Task } from './harness.ts';

const URI = 'file:///bench/matmul.tile';
const OPTIONS = { mode: 'compact', hidden: [], caseName: '' } as const;

const target = fs.readFileSync('samples/trn1.tile', 'utf8');
const matmul = fs.readFileSync('samples/matmul.tile', 'utf8');

/** The sample with the first kernel and its case `count` times under names of their own. */
function kernels(count: number): string {
  const [op = '', rest = ''] = matmul.split('/// First version');
  const kernel = rest.slice(rest.indexOf('kernel'), rest.indexOf('/// Blocked'));
  const copies = Array.from({ length: count }, (_, i) => {
    const named = kernel.replace('matmul_simple', `simple_${i}`);
    return `${named}case simple_${i} { M = 4096, K = 4096, N = 4096, T = f16 }\n`;
  });
  return op + copies.join('\n');
}

function analyse(database: Database): number {
  return computeNow(database, function* (reader) {
    yield* fileDiagnostics(reader, URI);
    return (yield* fileHints(reader, URI, OPTIONS)).length;
  });
}

function database(text: string): Database {
  const fresh = new Database();
  addStd(fresh);
  setFile(fresh, 'file:///bench/trn1.tile', target);
  setFile(fresh, URI, text);
  return fresh;
}

/** Each run changes the tile size of the last kernel, as a keystroke does. */
function editing(count: number, budgetMs: number): Task {
  const text = kernels(count);
  const at = text.lastIndexOf('for k by 128');
  const variants = [64, 32].map((size) => `${text.slice(0, at)}for k by ${size}${text.slice(at + 12)}`);
  const edited = database(text);
  if (analyse(edited) !== 4 * count) throw new Error(`expected four hints for each of ${count} kernels`);
  let keystrokes = 0;
  return {
    name: `edit in a file of ${count} kernel${count === 1 ? '' : 's'}`,
    prepare: () => {
      keystrokes += 1;
    },
    run: () => {
      setFile(edited, URI, variants[keystrokes % 2] as string);
      analyse(edited);
    },
    budgetMs,
  };
}

const one = editing(1, 50);
const many = kernels(200);

await benchmark('analysis', [
  one,
  editing(200, 50),
  {
    name: 'a file of 200 kernels from scratch',
    run: () => {
      analyse(database(many));
    },
  },
]);
