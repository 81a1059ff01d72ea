// Installs the served VS Code (test/e2e/host) into .cache/vscode-host, once. code-server's own installation compiles
// native modules and downloads; we take its VS Code as it is and leave both out.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './bundle.mjs';
import { startGroup } from './processes.mjs';
import { placeStandIns } from './vscode-stand-ins.mjs';

const manifests = path.join(root, 'test', 'e2e', 'host');
const MANIFEST_FILES = ['package.json', 'package-lock.json', '.npmrc'];
const cache = path.join(root, '.cache', 'vscode-host');
const platformKey = `${process.platform}-${process.arch}-`;
const SIZE = '593 MB';

/**
 * An installed VS Code server, or why there is none.
 * @typedef {{ ok: true, main: string, node: string } | { ok: false, reason: string }} Installation
 */

/**
 * The served VS Code; installs it when the cache has none of this version.
 * @param {(line: string) => void} announce hears what is about to be installed and how large it is
 * @returns {Promise<Installation>}
 */
export async function installVscode(announce) {
  const node = nodeForVscode();
  if (node === undefined) return { ok: false, reason: 'VS Code 1.139 needs Node 22.12 or newer; npm ci brings one.' };
  const folder = path.join(cache, key());
  const main = path.join(vscodeOf(folder), 'out', 'server-main.js');
  if (fs.existsSync(stampOf(folder))) return { ok: true, main, node };

  announce(`installing VS Code from npm into .cache/vscode-host, once (${SIZE})`);
  // Built aside and renamed when complete: an interrupted or a second, simultaneous install leaves no half one behind.
  const building = path.join(cache, `installing-${process.pid}`);
  removeAbandoned();
  const discard = () => fs.rmSync(building, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', discard);
  const failure = await build(building, node).catch((error) => error.message);
  if (failure === undefined) settle(building, folder);
  discard();
  process.removeListener('exit', discard);
  return failure === undefined ? { ok: true, main, node } : { ok: false, reason: failure };
}

/** Downloads, then patches; resolves to what failed at the registry, rejects with what failed on the disk. */
async function build(folder, node) {
  fs.mkdirSync(folder, { recursive: true });
  for (const file of MANIFEST_FILES) fs.copyFileSync(path.join(manifests, file), path.join(folder, file));
  const vscode = vscodeOf(folder);
  // --legacy-peer-deps: the shrinkwrap that code-server publishes lacks a peer, which a plain "npm ci" refuses.
  const failure =
    (await npmCi(folder, node, folder)) ?? (await npmCi(vscode, node, folder, '--omit=dev', '--legacy-peer-deps'));
  if (failure !== undefined) return failure;
  placeStandIns(path.join(vscode, 'node_modules'));
  fs.rmSync(path.join(folder, 'npm-cache'), { recursive: true, force: true });
  return undefined;
}

/** Gives a complete installation its name, links it, and stamps it last. */
function settle(building, folder) {
  if (fs.existsSync(stampOf(folder))) return;
  for (const name of fs.readdirSync(cache)) {
    if (name.startsWith(platformKey)) fs.rmSync(path.join(cache, name), { recursive: true, force: true });
  }
  fs.renameSync(building, folder);
  const modules = path.join(vscodeOf(folder), 'node_modules');
  // The server looks for its modules in the archive that a desktop VS Code has; a junction needs no rights on Windows.
  if (process.platform === 'win32') fs.symlinkSync(modules, `${modules}.asar`, 'junction');
  else fs.symlinkSync('node_modules', `${modules}.asar`);
  fs.writeFileSync(stampOf(folder), '');
}

/** Runs `npm ci` without scripts; resolves to one line on what failed, or undefined. */
function npmCi(cwd, node, home, ...more) {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  // npm's own cache would lie in the home folder; nothing is written there.
  flags.push(`--cache=${path.join(home, 'npm-cache')}`, '--fetch-retries=2', '--fetch-retry-mintimeout=500');
  const [program, ...first] = npmCommand(node);
  return new Promise((resolve) => {
    const group = startGroup(program, [...first, 'ci', ...flags, ...more], {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: first.length === 0 && process.platform === 'win32',
    });
    let errors = '';
    group.child.stderr.on('data', (data) => {
      errors += data;
    });
    group.child.on('error', (error) => resolve(`npm could not be started: ${error.message}`));
    group.child.on('close', async (code) => {
      await group.stop();
      resolve(code === 0 ? undefined : npmFailure(code, errors));
    });
  });
}

/** npm as this process was started by it, so that no shell is needed; the one on the PATH otherwise. */
function npmCommand(node) {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') && fs.existsSync(script) ? [node, script] : ['npm'];
}

/** One line for what npm wrote: its codes for an unreachable network, or its first words. */
export function npmFailure(code, errors) {
  const network = /E(NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|NETUNREACH|HOSTUNREACH|TIMEDOUT)|ERR_SOCKET/.exec(errors);
  if (network) return `the npm registry cannot be reached (${network[0]})`;
  const line = errors.split('\n').find((text) => text.trim() !== '' && !/npm error code/.test(text));
  return `npm ci ended with exit code ${code}${line ? `: ${line.replace(/^npm error /, '').trim()}` : ''}`;
}

/** Node 24 as npm installed it beside the other tools, or this very process's, if that is new enough. */
function nodeForVscode() {
  const folder = path.join(root, 'node_modules', `node-${process.platform.replace('32', '')}-${process.arch}`);
  const binary = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (fs.existsSync(binary)) return binary;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 12) ? process.execPath : undefined;
}

/** A name for this exact installation: a changed lockfile or stand-in makes another. */
function key() {
  const hash = createHash('sha256');
  for (const file of MANIFEST_FILES) hash.update(fs.readFileSync(path.join(manifests, file)));
  hash.update(fs.readFileSync(path.join(root, '.scripts', 'vscode-stand-ins.mjs')));
  return `${platformKey}${hash.digest('hex').slice(0, 12)}`;
}

/** Removes what interrupted installs left; a folder whose process still lives belongs to that one. */
function removeAbandoned() {
  if (!fs.existsSync(cache)) return;
  for (const name of fs.readdirSync(cache)) {
    const pid = /^installing-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !lives(Number(pid))) {
      fs.rmSync(path.join(cache, name), { recursive: true, force: true });
    }
  }
}

function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function vscodeOf(folder) {
  return path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

function stampOf(folder) {
  return path.join(folder, 'complete');
}
