/** `tilewright fmt`, as a user calls it. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');
const UGLY = 'op   f( A:T[N] )->(B:T[N]){B[n]=A[n]  // kept\n}\n';
const PRETTY = 'op f(A: T[N]) -> (B: T[N]) {\n  B[n] = A[n]  // kept\n}\n';
let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tilewright-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

function fmt(...args: string[]): { code: number | null; out: string } {
  const { status, stdout } = spawnSync(process.execPath, [CLI, 'fmt', ...args], { cwd: folder, encoding: 'utf8' });
  return { code: status, out: stdout };
}

const file = () => path.join(folder, 'a.tile');
const text = () => fs.readFileSync(file(), 'utf8');

it('rewrites files in place, and a second time changes nothing', () => {
  fs.writeFileSync(file(), UGLY);
  expect(fmt('a.tile').code).toBe(0);
  expect(text()).toBe(PRETTY);
  expect(fmt('a.tile').code).toBe(0);
  expect(text()).toBe(PRETTY);
});

it('with --check only says what would change', () => {
  fs.writeFileSync(file(), UGLY);
  const { code, out } = fmt('--check', '.');
  expect(code).toBe(1);
  expect(out).toContain('a.tile');
  expect(text()).toBe(UGLY);
  fs.writeFileSync(file(), PRETTY);
  expect(fmt('--check', '.').code).toBe(0);
});

it('says what it cannot read, and formats the rest', () => {
  fs.writeFileSync(file(), `op g(A: T[N]) -> (B: T[N]) { B[n] = A[n] + }\n\n${UGLY}`);
  expect(fmt('a.tile').code).toBe(1);
  expect(text()).toBe(`op g(A: T[N]) -> (B: T[N]) { B[n] = A[n] + }\n\n${PRETTY}`);
  expect(fmt('none.tile').code).toBe(2);
});
