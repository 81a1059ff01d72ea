// npm test [-- --unit | --e2e] [--long]
// Builds, packs, runs vitest and then the end-to-end tests; the last lines sum both up.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { root } from './bundle.mjs';
import { requireNode } from './node-version.mjs';
import { packageVsix } from './package.mjs';
import { tool } from './tool.mjs';

requireNode();

/** @typedef {{ passed: number, failed: number, skipped: { name: string, reason: string }[] }} Results */

const started = performance.now();
const flags = new Set(process.argv.slice(2));
const unknown = [...flags].filter((flag) => !['--unit', '--e2e', '--long'].includes(flag));
if (unknown.length > 0) {
  console.error(`test: unknown ${unknown.join(' ')}; there are --unit, --e2e and --long.`);
  process.exit(2);
}
// Property tests multiply their runs under this variable (test/support/runs.ts).
if (flags.has('--long')) process.env.TILEWRIGHT_LONG = '1';

/** Runs one part of the tests, which writes its counts to `file`; a part that writes none has failed as a whole. */
function runPart(name, command, file) {
  fs.rmSync(file, { force: true });
  const [program, ...args] = command;
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TILEWRIGHT_RESULTS: file },
  });
  if (!fs.existsSync(file)) {
    console.error(
      `test: ${name} ended (exit code ${status}) without results; they belong in ${path.relative(root, file)}.`,
    );
    return { passed: 0, failed: 1, skipped: [] };
  }
  /** @type {Results} */
  const results = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (status !== 0 && results.failed === 0) {
    console.error(`test: ${name} reports no failed test but ended with exit code ${status}.`);
    results.failed = 1;
  }
  if (results.passed + results.failed + results.skipped.length === 0) {
    console.error(`test: ${name} ran no test.`);
    results.failed = 1;
  }
  return results;
}

/** Builds and packs; resolves to the number of steps that failed, since the tests of the rest are still worth their run. */
async function prepare() {
  if (!(await build())) return 1;
  try {
    packageVsix();
    return 0;
  } catch (error) {
    console.error(`test: ${error.message}`);
    return 1;
  }
}

const cache = path.join(root, '.cache');
/** @type {Results[]} */
const all = [{ passed: 0, failed: await prepare(), skipped: [] }];
if (!flags.has('--e2e')) {
  const vitest = [...tool('vitest'), 'run', '--config', 'test/vitest.config.mts'];
  all.push(runPart('vitest', vitest, path.join(cache, 'vitest-results.json')));
}
if (!flags.has('--unit')) {
  const e2e = [process.execPath, 'test/e2e/run.mjs'];
  all.push(runPart('the end-to-end part', e2e, path.join(cache, 'e2e-results.json')));
}

const sum = (count) => all.reduce((total, results) => total + count(results), 0);
const failed = sum((results) => results.failed);
for (const { name, reason } of all.flatMap((results) => results.skipped)) console.log(`skipped: ${name}: ${reason}`);
console.log(`${sum((r) => r.passed)} passed, ${failed} failed, ${sum((r) => r.skipped.length)} skipped`);
console.log(`${((performance.now() - started) / 1000).toFixed(0)} seconds`);
process.exitCode = failed > 0 ? 1 : 0;
