// Editors of the VS Code family on this machine: where they are, what version they report, how one is opened.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { QUIET_SETTINGS } from './vscode-host.mjs';

const NAMES = ['code', 'codium', 'code-insiders'];

/**
 * Every editor on the PATH or in a usual place that answers to `--version`, which takes each about a second.
 * @returns {Iterable<import('./start-plan.mjs').Editor>}
 */
export function* localEditors(env = process.env, platform = process.platform) {
  for (const file of new Set([...onPath(env, platform), ...usualPlaces(env, platform)])) {
    const editor = fs.existsSync(file) ? askVersion(file) : undefined;
    if (editor !== undefined) yield editor;
  }
}

/**
 * The editor with its version, or undefined when it does not answer.
 * @param {string} command a path, or a name on the PATH
 * @returns {import('./start-plan.mjs').Editor | undefined}
 */
export function askVersion(command) {
  const result = run(command, ['--version', ...rootFlags()], { timeout: 20_000 });
  const version = /^\d+\.\d+\.\d+/m.exec(result.stdout ?? '')?.[0];
  return result.status === 0 && version !== undefined ? { command, version } : undefined;
}

/**
 * Opens an editor on a folder, with Tilewright installed in a profile of its own. Returns when the editor has taken
 * over: it runs on by itself.
 * @param {string} command
 * @param {{ dir: string, samples: string, vsix: string }} what `dir` holds the profile
 * @returns {string | undefined} what went wrong
 */
export function openEditor(command, { dir, samples, vsix }) {
  const userData = path.join(dir, 'user-data');
  const settings = path.join(userData, 'User', 'settings.json');
  fs.mkdirSync(path.dirname(settings), { recursive: true });
  fs.writeFileSync(settings, `${JSON.stringify(QUIET_SETTINGS, null, 2)}\n`);
  const profile = ['--user-data-dir', userData, '--extensions-dir', path.join(dir, 'extensions')];
  if (rootFlags().length > 0) profile.push('--no-sandbox');
  // With this variable VS Code also keeps what it would write to ~/.vscode in the profile.
  const options = { timeout: 120_000, env: { ...process.env, VSCODE_PORTABLE: dir } };
  const installed = run(command, [...profile, '--install-extension', vsix, '--force'], options);
  if (installed.status !== 0) return `${command} did not install the extension: ${firstLine(installed)}`;
  const window = ['--new-window', '--skip-welcome', '--skip-release-notes', '--disable-workspace-trust'];
  const files = [samples, path.join(samples, 'matmul.tile')];
  const opened = run(command, [...profile, ...window, ...files], options);
  return opened.status === 0 ? undefined : `${command} did not open: ${firstLine(opened)}`;
}

/** VS Code refuses to run as root without these. */
function rootFlags() {
  return process.getuid?.() === 0
    ? ['--no-sandbox', '--user-data-dir', path.join(os.tmpdir(), 'tilewright-unused')]
    : [];
}

/** Runs a command; on Windows editors are .cmd files, which only a shell starts. */
function run(command, args, options) {
  const shell = process.platform === 'win32';
  const quote = (text) => (shell ? `"${text}"` : text);
  return spawnSync(quote(command), args.map(quote), { ...options, shell, encoding: 'utf8' });
}

function firstLine({ error, stderr, stdout, status }) {
  const text = error?.message ?? (`${stderr}${stdout}`.trim() || `exit code ${status}`);
  return text.split('\n')[0];
}

function onPath(env, platform) {
  const folders = (env.PATH ?? env.Path ?? '').split(platform === 'win32' ? ';' : ':').filter((folder) => folder);
  const suffix = platform === 'win32' ? '.cmd' : '';
  return NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name + suffix)));
}

function usualPlaces(env, platform) {
  if (platform === 'win32') {
    const roots = [env.LOCALAPPDATA && path.join(env.LOCALAPPDATA, 'Programs'), env.ProgramFiles];
    const inside = [
      'Microsoft VS Code/bin/code',
      'VSCodium/bin/codium',
      'Microsoft VS Code Insiders/bin/code-insiders',
    ];
    return roots.filter((folder) => folder).flatMap((folder) => inside.map((file) => path.join(folder, `${file}.cmd`)));
  }
  if (platform === 'darwin') {
    const apps = { 'Visual Studio Code': 'code', VSCodium: 'codium', 'Visual Studio Code - Insiders': 'code-insiders' };
    const roots = ['/Applications', path.join(env.HOME ?? '/', 'Applications')];
    return Object.entries(apps).flatMap(([app, name]) =>
      roots.map((folder) => path.join(folder, `${app}.app`, 'Contents', 'Resources', 'app', 'bin', name)),
    );
  }
  const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/usr/share/code/bin', '/usr/share/codium/bin'];
  return NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}
