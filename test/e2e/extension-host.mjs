// Runs the mocha suite inside the served VS Code's extension host.
import fs from 'node:fs';
import { format } from 'node:util';
import { workbenchUrl } from '../../.scripts/vscode-host.mjs';

const PATIENCE = 600_000;

/**
 * Opens a window whose extension host runs the suite, and notes every test in `results`.
 * @param {import('./results.mjs').Results} results
 * @param {{ browser: import('playwright-core').Browser, host: import('../../.scripts/vscode-host.mjs').Host,
 *   folder: string, extension: string, tests: string, resultsFile: string }} where
 */
export async function runSuite(results, { browser, host, folder, extension, tests, resultsFile }) {
  const started = performance.now();
  const log = [];
  const page = await browser.newPage();
  try {
    // The workbench looks for these two functions on its window when it runs tests.
    await page.exposeFunction('codeAutomationLog', (_kind, args) => log.push(format(...args)));
    const exited = new Promise((resolve) => {
      void page
        .exposeFunction('codeAutomationExit', resolve)
        .then(() => page.goto(workbenchUrl(host, folder, { extension, tests })));
    });
    await withPatience(exited, 'the suite to end');
    // A killed extension host is reported with exit code 0 as well: only the file says what happened.
    if (!fs.existsSync(resultsFile)) throw new Error('the extension host ended before the suite did');
    const outcomes = JSON.parse(fs.readFileSync(resultsFile, 'utf8'));
    if (outcomes.length === 0) throw new Error('the suite holds no tests');
    for (const { name, seconds, error, skipped } of outcomes) {
      if (skipped) results.skip(`extension host: ${name}`, `not on ${process.platform}`);
      else results.record(`extension host: ${name}`, seconds, error);
    }
  } catch (error) {
    const text = [error.message, ...log.slice(-40), host.output()].join('\n');
    results.record('extension host: the suite runs', (performance.now() - started) / 1000, text);
  } finally {
    await page.close();
  }
}

async function withPatience(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${PATIENCE / 1000} s for ${what}`)), PATIENCE);
  });
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
