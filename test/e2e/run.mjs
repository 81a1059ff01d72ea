// node test/e2e/run.mjs [suite] [page] [vsix] [--screenshots FOLDER]
// The extension in a real VS Code, served from npm and looked at through Chromium: the mocha suite in the extension
// host, and the page as a person sees it, once from the development folder and once from the installed package.
// Everything in dist/ and the package itself must be built. The results go to .cache/e2e-results.json.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../.scripts/bundle.mjs';
import { requireNode } from '../../.scripts/node-version.mjs';
import { packageVsix } from '../../.scripts/package.mjs';
import { startHost } from '../../.scripts/vscode-host.mjs';
import { installVscode } from '../../.scripts/vscode-install.mjs';
import { findChromium, launchBrowser } from './browser.mjs';
import { runSuite } from './extension-host.mjs';
import { pageTests } from './page-tests.mjs';
import { Results } from './results.mjs';
import { takeScreenshots } from './screenshots.mjs';
import { bundleSuite, copySamples } from './suite-bundle.mjs';

requireNode();

const PARTS = {
  suite: 'the suite in the extension host',
  page: 'the page, development folder',
  vsix: 'the page, installed package',
};
const { values, positionals } = parseArgs({ allowPositionals: true, options: { screenshots: { type: 'string' } } });
const parts = positionals.length > 0 ? positionals : values.screenshots ? [] : Object.keys(PARTS);
const unknown = parts.filter((part) => !(part in PARTS));
if (unknown.length > 0) {
  console.error(
    `e2e: unknown ${unknown.join(' ')}; there are ${Object.keys(PARTS).join(', ')} and --screenshots FOLDER.`,
  );
  process.exit(2);
}
/** Another development folder than this checkout, for work on the tests themselves. */
const extension = process.env.TILEWRIGHT_E2E_EXTENSION ?? root;
const results = new Results();
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'tilewright-e2e-'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
process.once('exit', () => fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));

const chromium = findChromium();
const installation = chromium ? await installVscode((line) => console.log(`e2e: ${line}`)) : undefined;
if (chromium === undefined) {
  unavailable('no Chromium found; install it, or name one in the variable CHROMIUM');
} else if (!installation.ok) {
  unavailable(`no VS Code to serve: ${installation.reason}`);
} else {
  const browser = await launchBrowser(chromium, path.join(scratch, 'browser')).catch((error) => error);
  if (browser instanceof Error) unavailable(`${chromium} does not start: ${browser.message.split('\n')[0]}`);
  else await runParts(browser).finally(() => browser.close());
}
results.write(process.env.TILEWRIGHT_RESULTS ?? path.join(root, '.cache', 'e2e-results.json'));
process.exit(results.failed > 0 ? 1 : 0);

/** Notes why nothing can be tested here; where everything must be tested, that is a failure. */
function unavailable(reason) {
  for (const part of parts) {
    if (process.env.CI === 'true') results.record(PARTS[part], 0, reason);
    else results.skip(PARTS[part], reason);
  }
}

async function runParts(browser) {
  if (parts.includes('suite') || parts.includes('page')) await developmentFolder(browser);
  if (parts.includes('vsix')) await installedPackage(browser);
  if (values.screenshots) await takeScreenshots({ browser, installation, scratch, folder: values.screenshots });
}

async function developmentFolder(browser) {
  const resultsFile = path.join(scratch, 'suite-results.json');
  const env = { TILEWRIGHT_SUITE_RESULTS: resultsFile };
  await withHost('development folder', { testing: true, env }, async (host) => {
    if (parts.includes('suite')) {
      const folder = copySamples(path.join(scratch, 'suite-samples'));
      const tests = await bundleSuite();
      await runSuite(results, { browser, host, folder, extension, tests, resultsFile });
    }
    if (parts.includes('page')) {
      const folder = copySamples(path.join(scratch, 'page-samples'));
      await pageTests(results, 'development folder', { browser, host, folder, extension });
    }
  });
}

async function installedPackage(browser) {
  const file = path.join(root, '.cache', 'e2e', 'tilewright.vsix');
  if (!(await results.test('the package is built', async () => void packageVsix(file)))) return;
  await withHost('installed package', { vsix: [file] }, async (host) => {
    const folder = copySamples(path.join(scratch, 'vsix-samples'));
    await pageTests(results, 'installed package', { browser, host, folder });
  });
}

/** Starts a served VS Code for the time of `use`; both a start that fails and tests that cannot run are failures. */
async function withHost(name, options, use) {
  const dir = path.join(scratch, `host-${name.replaceAll(' ', '-')}`);
  const failedBefore = results.failed;
  let host;
  await results.test(`VS Code starts, ${name}`, async () => {
    host = await startHost(installation, { dir, ...options });
  });
  if (host === undefined) return;
  try {
    await use(host);
  } catch (error) {
    results.record(`the tests run, ${name}`, 0, String(error?.stack ?? error));
  } finally {
    await host.stop();
    if (results.failed > failedBefore) printServerLogs(dir);
  }
}

/** The last lines that the language server and its client wrote to their output channel. */
function printServerLogs(dir) {
  for (const file of fs.readdirSync(dir, { recursive: true })) {
    if (path.basename(file) !== 'Tilewright.log') continue;
    const lines = fs.readFileSync(path.join(dir, file), 'utf8').trimEnd().split('\n');
    console.error([`last lines of ${path.basename(file)}:`, ...lines.slice(-20)].join('\n'));
  }
}
