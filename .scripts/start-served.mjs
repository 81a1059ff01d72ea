// `npm start` on a machine without a display: VS Code served to a browser, on this machine's loopback address only.
import { randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { startHost, workbenchUrl } from './vscode-host.mjs';
import { installVscode } from './vscode-install.mjs';

/**
 * Serves VS Code with the package installed until Ctrl-C.
 * @param {{ dir: string, samples: string, vsix: string, port: number }} what `dir` is the profile's
 * @param {(line: string) => void} announce
 * @returns {Promise<string | undefined>} why it could not be served
 */
export async function serveEditor({ dir, samples, vsix, port }, announce) {
  const stop = untilSignal();
  const installation = await Promise.race([installVscode(announce), stop]);
  if (installation === undefined) return undefined;
  if (!installation.ok) return installation.reason;

  const token = randomBytes(16).toString('hex');
  let host;
  try {
    host = await startHost(installation, { dir, vsix: [vsix], token, port });
  } catch (error) {
    return error.message.trim().split('\n')[0];
  }
  try {
    announce(instructions(host, samples, token));
    await Promise.race([stop, host.ended]);
    return undefined;
  } finally {
    await host.stop();
  }
}

function instructions(host, samples, token) {
  const port = host.address.split(':')[1];
  const openFile = path.join(samples, 'matmul.tile');
  return [
    'VS Code is served on this machine only. Open this address in a browser (it holds the token that lets you in):',
    `  ${workbenchUrl(host, samples, { openFile, token })}`,
    'From another machine, first forward the port, then open the same address there:',
    `  ssh -L ${port}:${host.address} ${userName()}@${os.hostname()}`,
    'Ctrl-C ends it.',
  ].join('\n');
}

/** Resolves when the user or the system asks this process to end. */
function untilSignal() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(undefined));
  });
}

function userName() {
  try {
    return os.userInfo().username;
  } catch {
    return 'user'; // An account without an entry in the system's list, as containers have.
  }
}
