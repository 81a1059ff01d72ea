import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Requirement, skipUnless } from '../support/skip.ts';
import { root } from './checkout.ts';

/** What we ship must run on this Node; the tools, and so this test itself, want a newer one. */
const OLDEST = 20;

/** The PATH without the folders that npm scripts put before it: what a user's terminal has. */
function ownPath(): string {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders
    .filter((folder) => !folder.includes('node_modules') && !folder.includes('node-gyp-bin'))
    .join(path.delimiter);
}

/** The machine's own Node, or why there is none that this test could use. */
function ownNode(): Requirement & { readonly file: string } {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const file = ownPath()
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((candidate) => fs.existsSync(candidate));
  const unusable = (reason: string) => ({ met: false, inCi: false, file: '', reason });
  if (file === undefined)
    return unusable('no node on the PATH besides the one of node_modules; install any Node >= 20');
  const version = execFileSync(file, ['--version'], { encoding: 'utf8' }).trim();
  if (Number(/^v(\d+)/.exec(version)?.[1]) < OLDEST)
    return unusable(`the machine's Node is ${version}, below ${OLDEST}`);
  if (version === process.version) return unusable(`the machine's Node is ${version}, as the one that runs the tests`);
  return { met: true, inCi: false, file, reason: '' };
}

describe("what we ship runs on the machine's own Node", () => {
  const node = ownNode();
  const env = { ...process.env, PATH: ownPath() };
  let server: ChildProcess | undefined;

  beforeAll(() => {
    if (!fs.existsSync(path.join(root, 'dist/cli.js'))) throw new Error('dist/ is not built; run "npm run build"');
  });
  afterEach(() => void server?.kill());

  const tilewright = (...args: string[]) =>
    spawnSync(node.file, ['dist/cli.js', ...args], { cwd: root, env, encoding: 'utf8', timeout: 20_000 });

  it('the command line says how to use it', (context) => {
    skipUnless(context, node);
    const { status, stdout, stderr } = tilewright('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/Usage: tilewright /);
  });

  it('the command line shows the hints of a sample', (context) => {
    skipUnless(context, node);
    const { status, stdout, stderr } = tilewright('hints', 'samples/matmul.tile');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/load B in sbuf as .*2 MiB/);
  });

  it('the language server answers', async (context) => {
    skipUnless(context, node);
    server = spawn(node.file, ['dist/server.js', '--stdio'], { cwd: root, env });
    const answer = firstMessage(server);
    const params = { processId: null, rootUri: null, capabilities: {} };
    const request = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
    server.stdin?.write(`Content-Length: ${Buffer.byteLength(request)}\r\n\r\n${request}`);
    expect(await answer).toMatchObject({ id: 1, result: { capabilities: { inlayHintProvider: expect.anything() } } });
  });
});

/** The first message that a language server writes that answers a request; rejects with its stderr if it ends first. */
function firstMessage(server: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let output = Buffer.alloc(0);
    let errors = '';
    server.stderr?.on('data', (data: Buffer) => {
      errors += data.toString();
    });
    server.on('exit', (code) => reject(new Error(`the server ended with exit code ${code}:\n${errors}`)));
    server.stdout?.on('data', (data: Buffer) => {
      output = Buffer.concat([output, data]);
      for (;;) {
        const header = /^Content-Length: (\d+)\r\n(?:[^\r\n]+\r\n)*\r\n/.exec(output.toString('latin1'));
        if (!header) return;
        const end = header[0].length + Number(header[1]);
        if (output.length < end) return;
        const message = JSON.parse(output.toString('utf8', header[0].length, end)) as { id?: number };
        output = output.subarray(end);
        if (message.id !== undefined) return resolve(message);
      }
    });
  });
}
