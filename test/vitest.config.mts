import fs from 'node:fs';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';

/** `.tile` files are strings, as esbuild's text loader makes them in the shipped bundles. */
const tileAsText: Plugin = {
  name: 'tile-as-text',
  enforce: 'pre',
  load(id) {
    if (!id.endsWith('.tile')) return undefined;
    return `export default ${JSON.stringify(fs.readFileSync(id, 'utf8'))};`;
  },
};

export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  plugins: [tileAsText],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    pool: 'threads',
    maxWorkers: 2,
    // only what hangs: on a busy machine a property of thirty seconds takes minutes
    testTimeout: 180_000,
    hookTimeout: 60_000,
    reporters: ['default', './test/support/reporter.ts'],
    cache: false,
  },
  cacheDir: '.cache/vite',
});
