// npm start [-- --print | --serve] [--port NUMBER]
// Builds, prints the hints of samples/matmul.tile, and opens an editor on a copy of the samples with the package
// installed in a profile of its own. Writes to the checkout and to the temporary folder, nowhere else.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireNode } from './node-version.mjs';
import { manualLine, planEditor, readOptions } from './start-plan.mjs';

requireNode();

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
if (!fs.existsSync(path.join(root, 'node_modules', 'esbuild'))) {
  fail('the tools are not installed: run "npm ci" first');
}
const options = readOptions(process.argv.slice(2), process.env);
if (!options.ok) fail(options.problem);

// What is loaded from here on needs node_modules.
const { build } = await import('./build.mjs');
if (!(await build())) fail('the build failed');
const cli = path.join(root, 'dist', 'cli.js');
const hints = spawnSync(process.execPath, [cli, 'hints', path.join('samples', 'matmul.tile')], {
  cwd: root,
  stdio: 'inherit',
});
if (hints.status !== 0) fail(`tilewright hints ended with exit code ${hints.status}`);
if (!options.print) await openAnEditor();
// An install that Ctrl-C broke off may still have open ends.
process.exit(0);

async function openAnEditor() {
  const { packageVsix } = await import('./package.mjs');
  const { askVersion, localEditors } = await import('./start-editors.mjs');
  const vsix = packageVsix();
  const { engines } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const plan = planEditor({
    serve: options.serve,
    platform: process.platform,
    env: process.env,
    engines: engines.vscode,
    named: () => askVersion(process.env.TILEWRIGHT_EDITOR),
    local: localEditors,
  });
  const reason = plan.kind === 'manual' ? plan.reason : await carryOut(plan, vsix);
  if (reason !== undefined) console.log(manualLine(reason, vsix));
}

/** Opens the planned editor; resolves to why that was not possible. */
async function carryOut(plan, vsix) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tilewright-'));
  const samples = path.join(dir, 'samples');
  fs.cpSync(path.join(root, 'samples'), samples, { recursive: true });
  const what = { dir, samples, vsix };
  if (plan.kind === 'serve') {
    const { serveEditor } = await import('./start-served.mjs');
    const reason = await serveEditor({ ...what, port: options.port }, say);
    keepOnlyEdits(dir, samples);
    return reason;
  }
  const reason = await openDesktop(plan, what);
  if (reason !== undefined) fs.rmSync(dir, { recursive: true, force: true });
  return reason;
}

/** Opens the editor of this machine, or a downloaded one; it runs on by itself, so its profile stays. */
async function openDesktop(plan, what) {
  let command = plan.editor?.command;
  if (plan.kind === 'download') {
    const { downloadVscode } = await import('./start-download.mjs');
    const download = await downloadVscode(say);
    if (!download.ok) return `VS Code: ${download.reason}`;
    command = download.command;
  }
  const { openEditor } = await import('./start-editors.mjs');
  const reason = openEditor(command, what);
  if (reason === undefined) {
    say(
      `${command} shows a copy of the samples. It and the editor's settings are in ${what.dir}; remove that when done.`,
    );
  }
  return reason;
}

/** Removes what a served editor leaves, except samples that were edited. */
function keepOnlyEdits(dir, samples) {
  const unchanged = (entry) => {
    const original = path.join(root, 'samples', entry.name);
    if (!entry.isFile() || !fs.existsSync(original)) return false;
    return fs.readFileSync(original).equals(fs.readFileSync(path.join(samples, entry.name)));
  };
  if (fs.readdirSync(samples, { withFileTypes: true }).every(unchanged)) {
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    return;
  }
  for (const name of fs.readdirSync(dir)) {
    if (name !== 'samples') fs.rmSync(path.join(dir, name), { recursive: true, force: true, maxRetries: 5 });
  }
  say(`Your edits are kept in ${samples}.`);
}

function say(line) {
  console.log(line);
}

function fail(problem) {
  console.error(`npm start: ${problem}.`);
  process.exit(1);
}
