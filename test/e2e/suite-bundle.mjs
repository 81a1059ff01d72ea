// Bundles the mocha suite for an extension host, be it the served one or a desktop VS Code.
import fs from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { root } from '../../.scripts/bundle.mjs';

const source = path.join(root, 'test', 'e2e', 'suite');
const output = path.join(root, '.cache', 'e2e', 'suite');

/** Writes the suite to .cache/e2e/suite and resolves to its entry, which exports `run()`. */
export async function bundleSuite() {
  fs.rmSync(output, { recursive: true, force: true });
  const tests = fs.readdirSync(source).filter((name) => name.endsWith('.test.ts'));
  await esbuild.build({
    entryPoints: ['index.ts', ...tests].map((name) => path.join(source, name)),
    outdir: output,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return path.join(output, 'index.js');
}

/** Copies the samples to `folder`: tests edit and save. */
export function copySamples(folder) {
  fs.cpSync(path.join(root, 'samples'), folder, { recursive: true });
  return folder;
}
