// npm run bench [-- WORD...]: runs test/bench/*.bench.ts, or those whose name contains a word. Prints, judges nothing:
// a budget is a promise for a quiet machine, and CI is not one.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { esbuildOptions, root } from './bundle.mjs';
import { requireNode } from './node-version.mjs';

requireNode();

const words = process.argv.slice(2);
const files = fs
  .readdirSync(path.join(root, 'test/bench'))
  .filter((name) => name.endsWith('.bench.ts'))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
if (files.length === 0) {
  console.error(`bench: no file of test/bench matches ${words.join(' ') || '*.bench.ts'}.`);
  process.exit(2);
}
console.log(`Node ${process.versions.node}, ${process.platform} ${process.arch}`);
for (const file of files) {
  const out = path.join('.cache/bench', file.replace(/\.ts$/, '.mjs'));
  // bundled and minified as what is shipped; a module, since a benchmark awaits at its top level
  const shipped = esbuildOptions({ entry: `test/bench/${file}`, out, external: ['tinybench'] });
  await esbuild.build({ ...shipped, format: 'esm', target: 'node22', minify: true, logLevel: 'error' });
  const { status } = spawnSync(process.execPath, ['--expose-gc', out], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
