// A real VS Code served on this machine's loopback address: what `npm start -- --serve` shows to people and what the
// end-to-end tests open in Chromium. Extensions run in an ordinary extension host on Node.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startGroup, waitUntil } from './processes.mjs';

/** Settings for a quiet VS Code: nothing is sent, nothing is looked up, nothing stands before the file. */
export const QUIET_SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'security.workspace.trust.enabled': false,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  // On the web VS Code saves by itself; an example should stay as it was until its reader says so.
  'files.autoSave': 'off',
};

/**
 * A running served VS Code.
 * @typedef {object} Host
 * @property {string} address `127.0.0.1:port`
 * @property {() => string} output what it has printed so far
 * @property {Promise<void>} ended resolves when its first process is gone
 * @property {() => Promise<void>} stop ends every process of it; `dir` stays
 */

/**
 * Starts a served VS Code and resolves when it listens.
 * @param {{ main: string, node: string }} installation from `installVscode`
 * @param {object} options
 * @param {string} options.dir a folder of its own for settings, extensions and logs
 * @param {object} [options.settings] the user's settings, over `QUIET_SETTINGS`
 * @param {string[]} [options.vsix] packages to install
 * @param {string} [options.token] what a browser must know; without it, anyone on this machine may connect
 * @param {number} [options.port] 0 means any free one
 * @param {boolean} [options.testing] lets the address name a development folder and a test suite
 * @param {NodeJS.ProcessEnv} [options.env] added to the environment
 * @returns {Promise<Host>}
 * @throws {Error} with the server's output, when it does not start or refuses a package
 */
export async function startHost(installation, options) {
  const { dir, settings = {}, vsix = [], token, port = 0, testing = false } = options;
  const data = path.join(dir, 'server');
  writeJson(path.join(data, 'data', 'User', 'settings.json'), { ...QUIET_SETTINGS, ...settings });
  const home = path.join(dir, 'home');
  fs.mkdirSync(home, { recursive: true });
  // HOME: VS Code keeps a few things outside its data folder, and those belong to this run as well.
  const env = {
    ...process.env,
    ...homeVariables(home),
    ...socketFolder(dir),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    ...options.env,
  };
  const common = ['--server-data-dir', data, '--extensions-dir', path.join(dir, 'extensions')];
  common.push('--accept-server-license-terms', '--disable-telemetry', '--disable-workspace-trust');
  if (testing) common.push('--enable-smoke-test-driver');
  for (const file of vsix) installVsix(installation, common, file, env);

  const access = token === undefined ? ['--without-connection-token'] : tokenFile(dir, token);
  const listen = ['--host', '127.0.0.1', '--port', String(port)];
  const group = startGroup(installation.node, [installation.main, ...listen, ...access, ...common], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  return listening(group);
}

/** Lets VS Code's sockets lie in `dir`, if their paths fit into the 107 bytes that a socket's path may have. */
function socketFolder(dir) {
  const folder = path.join(dir, 't');
  if (process.platform !== 'linux' || folder.length > 55) return {};
  fs.mkdirSync(folder, { recursive: true });
  return { TMPDIR: folder };
}

/** Resolves when the server prints its port. */
async function listening(group) {
  let output = '';
  let failure;
  const ended = new Promise((resolve) => {
    group.child.once('error', (error) => {
      failure = error;
      resolve();
    });
    group.child.once('exit', () => resolve());
  });
  const append = (data) => {
    output += data;
  };
  group.child.stdout.on('data', append);
  group.child.stderr.on('data', append);
  const port = () => /Extension host agent listening on (\d+)/.exec(output)?.[1];
  await waitUntil(() => port() !== undefined || !group.alive(), 60_000);
  if (port() === undefined) {
    await group.stop();
    const inUse = output.includes('EADDRINUSE') ? 'its port is in use' : undefined;
    const reason = failure?.message ?? inUse ?? `it ended with exit code ${group.child.exitCode}`;
    throw new Error(`VS Code's server did not start: ${reason}\n${output}`);
  }
  return { address: `127.0.0.1:${port()}`, output: () => output, ended, stop: () => group.stop() };
}

function installVsix({ node, main }, common, file, env) {
  const result = spawnSync(node, [main, ...common, '--install-extension', file, '--force'], { env, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`VS Code refused ${file}:\n${result.stdout}${result.stderr}`);
}

/** The token goes into a file, because anyone may read a command line. */
function tokenFile(dir, token) {
  const file = path.join(dir, 'token');
  fs.writeFileSync(file, token, { mode: 0o600 });
  return ['--connection-token-file', file];
}

/**
 * The address that opens a folder in a served VS Code.
 * @param {Pick<Host, 'address'>} host
 * @param {string} folder
 * @param {{ openFile?: string, token?: string, extension?: string, tests?: string }} options `extension` and `tests`
 *   name a development folder and a compiled suite, and need a host that was started with `testing`
 */
export function workbenchUrl(host, folder, { openFile, token, extension, tests } = {}) {
  const remote = (file) => `vscode-remote://${host.address}${uriPath(file)}`;
  // The workbench's own list of [key, value] pairs.
  const payload = [['skipWelcome', 'true']];
  if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  if (openFile) payload.push(['openFile', remote(openFile)]);
  const query = new URLSearchParams({ folder: uriPath(folder), payload: JSON.stringify(payload) });
  if (token) query.set('tkn', token);
  return `http://${host.address}/?${query}`;
}

function uriPath(file) {
  return decodeURIComponent(pathToFileURL(file).pathname);
}

/** The variables that name a person's folders, all pointing below `home`. */
export function homeVariables(home) {
  if (process.platform === 'win32') return { APPDATA: home, LOCALAPPDATA: home };
  return {
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local', 'share'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    // Absent, so that sockets lie in the temporary folder.
    XDG_RUNTIME_DIR: undefined,
  };
}

function writeJson(file, value) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}
