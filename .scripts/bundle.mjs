// What every bundle of ours has in common: build.mjs makes the shipped ones, bench.mjs the benchmarks.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** What we ship runs on Node 20: in VS Code's extension host, and as `dist/cli.js` on a machine's own Node. */
const SHIPPED_TARGET = 'node20';

/** The shipped bundles: where each starts, and what it must not bundle. */
export const bundles = [
  { out: 'dist/extension.js', entry: 'client/src/extension.ts', external: ['vscode'] },
  { out: 'dist/server.js', entry: 'server/src/cli/server-main.ts' },
  { out: 'dist/worker.js', entry: 'server/src/cli/worker-main.ts' },
  { out: 'dist/cli.js', entry: 'server/src/cli/main.ts', executable: true },
];

/** Options of esbuild for one bundle; `.tile` files (the op library, the targets) become strings. */
export function esbuildOptions({ entry, out, external = [], executable = false }) {
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: out,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: SHIPPED_TARGET,
    loader: { '.tile': 'text' },
    external,
    sourcemap: 'linked',
    legalComments: 'none',
    logLevel: 'silent',
    // mainFields: the ESM build of a library is smaller after tree shaking than its UMD build
    mainFields: ['module', 'main'],
    ...(executable ? { banner: { js: '#!/usr/bin/env node' } } : {}),
  };
}
