import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { TestResults } from './reporter.ts';

/** Runs the fixture's tests as `npm test` would, and reads what the reporter wrote. */
function resultsOf(folder: string, env: NodeJS.ProcessEnv): TestResults {
  const file = path.join(folder, 'results.json');
  const vitest = path.resolve(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
  const config = path.join(import.meta.dirname, 'fixture/vitest.config.mts');
  const environment = { ...process.env, ...env, TILEWRIGHT_RESULTS: file };
  spawnSync(process.execPath, [vitest, 'run', '--config', config], { env: environment });
  return JSON.parse(fs.readFileSync(file, 'utf8')) as TestResults;
}

describe('the results that npm test sums up', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tilewright-results-'));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('count what passed and failed, a module that does not load included, and say why a test was skipped', () => {
    const { passed, failed, skipped } = resultsOf(folder, { CI: '' });
    expect({ passed, failed }).toEqual({ passed: 2, failed: 2 });
    expect(skipped).toEqual([
      { name: 'outcomes > can do without', reason: 'no such program' },
      { name: 'outcomes > cannot do without in CI', reason: 'no such program' },
    ]);
  });

  it('have a failure in CI where something is missing that CI installs', () => {
    const { failed, skipped } = resultsOf(folder, { CI: 'true' });
    expect(failed).toBe(3);
    expect(skipped.map(({ name }) => name)).toEqual(['outcomes > can do without']);
  });
});
