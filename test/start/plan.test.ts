import { expect, it } from 'vitest';
import { fits, manualLine, planEditor, readOptions } from '../../.scripts/start-plan.mjs';
import { npmFailure } from '../../.scripts/vscode-install.mjs';

type Found = Parameters<typeof planEditor>[0];

const CODE = { command: '/usr/bin/code', version: '1.139.1' };
const OLD = { command: '/usr/bin/codium', version: '1.100.9' };

/** A Linux desktop with nothing installed, changed by `changes`. */
function plan(changes: Partial<Found>): ReturnType<typeof planEditor> {
  const unasked = () => {
    throw new Error('the machine was searched without need');
  };
  const desktop = { serve: false, platform: 'linux', env: { DISPLAY: ':0' }, engines: '^1.101.0' };
  return planEditor({ ...desktop, named: unasked, local: () => [], ...changes });
}

it('opens the first editor on this machine whose version fits', () => {
  expect(plan({ local: () => [OLD, CODE] })).toEqual({ kind: 'local', editor: CODE });
  expect(plan({ platform: 'darwin', env: {}, local: () => [CODE] })).toEqual({ kind: 'local', editor: CODE });
  expect(plan({ platform: 'win32', env: {}, local: () => [CODE] })).toEqual({ kind: 'local', editor: CODE });
  expect(plan({ env: { WAYLAND_DISPLAY: 'wayland-0' }, local: () => [CODE] })).toEqual({ kind: 'local', editor: CODE });
});

it('asks no editor after the first that fits', () => {
  function* local() {
    yield CODE;
    throw new Error('asked further');
  }
  expect(plan({ local })).toEqual({ kind: 'local', editor: CODE });
});

it('downloads VS Code when there is a display and no editor that fits', () => {
  expect(plan({})).toEqual({ kind: 'download' });
  expect(plan({ local: () => [OLD] })).toEqual({ kind: 'download' });
  expect(plan({ platform: 'win32', env: {} })).toEqual({ kind: 'download' });
});

it('serves on Linux without a display, where no desktop editor could show a window', () => {
  const local = () => {
    throw new Error('searched');
  };
  expect(plan({ env: {}, local })).toEqual({ kind: 'serve' });
  expect(plan({ env: { DISPLAY: '' }, local })).toEqual({ kind: 'serve' });
});

it('serves when asked to, whatever else is there', () => {
  expect(plan({ serve: true, local: () => [CODE] })).toEqual({ kind: 'serve' });
  expect(plan({ serve: true, env: { TILEWRIGHT_EDITOR: 'code' } })).toEqual({ kind: 'serve' });
});

it('takes the editor that TILEWRIGHT_EDITOR names, and no other', () => {
  const env = { TILEWRIGHT_EDITOR: 'code' };
  expect(plan({ env, named: () => CODE })).toEqual({ kind: 'local', editor: CODE });
  const old = plan({ env, named: () => OLD, local: () => [CODE] });
  expect(old).toEqual({ kind: 'manual', reason: 'TILEWRIGHT_EDITOR=code is version 1.100.9, and 1.101.0 is needed' });
  const absent = plan({ env, named: () => undefined, local: () => [CODE] });
  expect(absent).toEqual({ kind: 'manual', reason: 'TILEWRIGHT_EDITOR=code does not answer to --version' });
});

it.each([
  ['1.101.0', true],
  ['1.101.1', true],
  ['1.139.1-insider', true],
  ['1.100.9', false],
  ['2.0.0', false],
  ['0.200.0', false],
  ['no version', false],
])('version %s fits ^1.101.0: %s', (version, expected) => {
  expect(fits(version, '^1.101.0')).toBe(expected);
});

it('reads --print, --serve and --port', () => {
  expect(readOptions([], {})).toEqual({ ok: true, print: false, serve: false, port: 0 });
  expect(readOptions(['--print'], {})).toMatchObject({ print: true });
  expect(readOptions(['--serve', '--port', '8137'], {})).toMatchObject({ serve: true, port: 8137 });
});

it('only prints on a build machine, unless a served editor is asked for', () => {
  expect(readOptions([], { CI: 'true' })).toMatchObject({ print: true });
  expect(readOptions(['--serve'], { CI: 'true' })).toMatchObject({ print: false, serve: true });
  expect(readOptions([], { CI: 'false' })).toMatchObject({ print: false });
});

it.each([[['--sreve']], [['--port']], [['--port', 'x']], [['--port', '65536']], [['--port', '-1']]])(
  'refuses %j with what is allowed',
  (argv) => {
    expect(readOptions(argv, {})).toMatchObject({ ok: false, problem: expect.stringMatching(/--port/) });
  },
);

it('says in one line why nothing opened and what to do', () => {
  const line = manualLine('the npm registry cannot be reached (EAI_AGAIN)', '/checkout/dist/tilewright-0.1.0.vsix');
  expect(line.split('\n')).toHaveLength(1);
  expect(line).toMatch(/EAI_AGAIN.*Install from VSIX.*\/checkout\/dist\/tilewright-0\.1\.0\.vsix$/);
});

it('words what npm reports in one line', () => {
  const offline = 'npm error code EAI_AGAIN\nnpm error syscall getaddrinfo\n';
  expect(npmFailure(1, offline)).toBe('the npm registry cannot be reached (EAI_AGAIN)');
  const full = 'npm error code ENOSPC\nnpm error nospc There is no space left\n';
  expect(npmFailure(1, full)).toBe('npm ci ended with exit code 1: nospc There is no space left');
  expect(npmFailure(null, '')).toBe('npm ci ended with exit code null');
});
