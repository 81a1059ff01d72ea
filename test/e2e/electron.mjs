// npm run test:electron: the suite of run.mjs, through the same entry, in a desktop VS Code that @vscode/test-electron
// downloads. Where the download or a display is not to be had, it says so and that is no failure.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from '../../.scripts/build.mjs';
import { root } from '../../.scripts/bundle.mjs';
import { requireNode } from '../../.scripts/node-version.mjs';
import { downloadVscode } from '../../.scripts/start-download.mjs';
import { bundleSuite, copySamples } from './suite-bundle.mjs';

requireNode();

const download = await downloadVscode((line) => console.log(`test:electron: ${line}`));
if (!download.ok) {
  console.log(`skipped: ${download.reason}`);
} else if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  console.log('skipped: no display (run it under xvfb-run)');
} else if (!(await build()) || !(await suitePasses(download.executable))) {
  process.exitCode = 1;
}

/** Runs the suite; resolves to whether it ran to its end and every test passed. */
async function suitePasses(vscodeExecutablePath) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'tilewright-'));
  const resultsFile = path.join(scratch, 'results.json');
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: root,
      extensionTestsPath: await bundleSuite(),
      extensionTestsEnv: { TILEWRIGHT_SUITE_RESULTS: resultsFile },
      launchArgs: [
        copySamples(path.join(scratch, 'samples')),
        '--disable-extensions',
        `--user-data-dir=${path.join(scratch, 'user-data')}`,
        `--extensions-dir=${path.join(scratch, 'extensions')}`,
      ],
    });
  } catch (error) {
    console.error(error.message);
    return false;
  } finally {
    // A VS Code that died may have reported success: only the file says that the suite ran.
    const outcomes = fs.existsSync(resultsFile) ? JSON.parse(fs.readFileSync(resultsFile, 'utf8')) : [];
    const failed = outcomes.filter(({ error }) => error !== undefined).length;
    const skipped = outcomes.filter((outcome) => outcome.skipped).length;
    console.log(`${outcomes.length - failed - skipped} passed, ${failed} failed, ${skipped} skipped`);
    fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
    if (outcomes.length === 0) process.exitCode = 1;
  }
  return true;
}
