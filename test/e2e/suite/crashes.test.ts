import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { suite, suiteSetup, test } from 'mocha';
import * as vscode from 'vscode';
import { EXTENSION, lineOf, openSample, waitForHint, waitUntil } from './support.ts';

/** Process ids of the language servers that this extension host started; read from /proc, so on Linux only. */
function serverProcesses(): number[] {
  const server = path.join(vscode.extensions.getExtension(EXTENSION)?.extensionPath ?? '', 'dist', 'server.js');
  return fs
    .readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        const parent = /^PPid:\t(\d+)$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return command.includes(server) && Number(parent) === process.pid;
      } catch {
        return false; // Not a process, or one that ended meanwhile.
      }
    });
}

/** Kills the running server and returns its process id. */
async function killServer(): Promise<number> {
  let pid: number | undefined;
  await waitUntil(
    async () => {
      pid = serverProcesses()[0];
      return pid !== undefined;
    },
    () => 'a running server',
  );
  assert.ok(pid);
  process.kill(pid, 'SIGKILL');
  await waitUntil(
    async () => !serverProcesses().includes(pid as number),
    () => `process ${pid} to end`,
  );
  return pid;
}

suite('crashes', () => {
  let matmul: vscode.TextDocument;
  let load: number;
  const hintsAreBack = () => waitForHint(matmul, load, (hint) => hint?.trim().startsWith('32 KiB') === true);
  suiteSetup(async function () {
    if (process.platform !== 'linux') this.skip();
    matmul = await openSample('matmul.tile');
    load = lineOf(matmul, 'load A', 'kernel matmul_simple');
    await hintsAreBack();
  });

  test('a server that dies is started again, and the hints come back', async () => {
    const dead = await killServer();
    await hintsAreBack();
    assert.notEqual(serverProcesses()[0], dead);
  });

  test('a server that dies again and again stays down until it is restarted by hand', async () => {
    // The command gives the server a full budget: four restarts.
    await vscode.commands.executeCommand('tilewright.restartServer');
    await hintsAreBack();
    for (let death = 0; death < 4; death++) {
      await killServer();
      await hintsAreBack();
    }
    await killServer();
    const end = Date.now() + 2000;
    await waitUntil(
      async () => {
        assert.deepEqual(serverProcesses(), [], 'no server is started any more');
        return Date.now() > end;
      },
      () => 'two seconds without a server',
    );
    await vscode.commands.executeCommand('tilewright.restartServer');
    await hintsAreBack();
  });
});
