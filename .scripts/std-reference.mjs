// npm run docs: writes docs/std.md, the page of the library, from the library. A test compares it with the page.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { esbuildOptions, root } from './bundle.mjs';
import { requireNode } from './node-version.mjs';

requireNode();

const out = path.join('.cache', 'docs', 'std-reference.mjs');
await esbuild.build({
  ...esbuildOptions({ entry: 'test/docs/std-reference.ts', out }),
  format: 'esm',
  target: 'node22',
  sourcemap: false,
  logLevel: 'error',
});
const { stdReference } = await import(pathToFileURL(path.join(root, out)).href);
fs.writeFileSync(path.join(root, 'docs/std.md'), stdReference());
console.log('docs: docs/std.md is written.');
