/** `tilewright run`, as a user calls it. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sample, sampleNames } from '../support/workspace.ts';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');
const SMALL = ['--set', 'M=130,N=520,K=140'];
let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tilewright-run-'));
  for (const name of sampleNames()) fs.writeFileSync(path.join(folder, name), sample(name));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

function run(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'run', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

/** A copy of the matmul sample with one thing replaced. */
function changed(from: string, to: string): string {
  const text = sample('matmul.tile');
  expect(text).toContain(from);
  fs.writeFileSync(path.join(folder, 'changed.tile'), text.replace(from, to));
  return 'changed.tile';
}

const NET = `op double(X: T[M]) -> (Y: T[M]) { Y[m] = 2 * X[m] }
op add(A: T[M], B: T[M]) -> (Y: T[M]) { Y[m] = A[m] + B[m] }
net slow(x: T[M]) -> (y: T[M]) { y = double(double(x)) }
net fast(x: T[M]) -> (y: T[M]) {
  let a = add(x, x)
  y = add(a, a)
}
net wrong(x: T[M]) -> (y: T[M]) { y = double(x) }
case slow { M = 9, T = f32 }
case fast { M = 9, T = f32 }
case wrong { M = 9, T = f32 }
`;

describe('a kernel', () => {
  it('that is right agrees with its op, and its counts are printed by line', () => {
    const { code, out, err } = run('matmul.tile', '--kernel', 'matmul_simple', ...SMALL);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('matmul_simple and its op matmul agree');
    // two tiles of m, two of n: all of A twice
    expect(out).toMatch(/load A hbm -> sbuf, 8 times: 36,400 elements moved, 36,400 needed, 18,200 distinct, 2.000/);
  });

  it('that is wrong differs: exit code 1, and the element is named', () => {
    const file = changed('      load A in sbuf as [k | m]\n', '');
    const { code, out } = run(file, '--kernel', 'matmul_simple', ...SMALL);
    expect(code).toBe(1);
    expect(out).toContain('DIFFER');
    expect(out).toMatch(/`C\[0, 0\]` does not come about as the op says/);
  });

  it('as JSON has the names of `facts`', () => {
    const { code, out } = run('matmul.tile', '--kernel', 'matmul_simple', '--seed', '3', '--json', ...SMALL);
    expect(code).toBe(0);
    const document = JSON.parse(out);
    expect(document).toMatchObject({ schema: 1, kernel: 'matmul_simple', op: 'matmul', seed: 3, agree: true });
    expect(document.copies[0]).toMatchObject({
      tensor: 'A',
      movedElements: 36400,
      distinctElements: 18200,
      refetch: 2,
    });
    expect(document.difference).toBeNull();
  });

  it('with rounding is judged by how its elements come about', () => {
    const { code, out } = run('matmul.tile', '--kernel', 'matmul_simple', '--round', ...SMALL);
    expect(code).toBe(0);
    expect(out).toContain('values rounded to their types');
  });
});

describe('a net', () => {
  it('agrees with a rewritten form, and differs from a wrong one', () => {
    fs.writeFileSync(path.join(folder, 'net.tile'), NET);
    expect(run('net.tile', '--net', 'slow', '--against', 'fast')).toMatchObject({ code: 0, err: '' });
    const wrong = run('net.tile', '--net', 'slow', '--against', 'wrong');
    expect(wrong.code).toBe(1);
    expect(wrong.out).toContain('slow and wrong DIFFER');
  });

  it('agrees with itself by its kernels', () => {
    const text = `use "./matmul.tile"
net f(a: T[M, K], b: T[K, N]) -> (c: T[M, N]) { c = matmul(a, b) using matmul_simple }
case f { M = 129, K = 130, N = 5, T = f32 }
`;
    fs.writeFileSync(path.join(folder, 'using.tile'), text);
    const { code, out, err } = run('using.tile', '--net', 'f');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('itself by its kernels (1 distinct) agree: 1 operators');
  });
});

describe('what cannot be run is one line, and exit code 2', () => {
  it.each([
    [
      ['matmul.tile', '--kernel', 'matmul_simple'],
      /takes up to 68,719,476,736 equation points.*the budget is 100,000,000/,
    ],
    [['matmul.tile', '--kernel', 'matmul'], /has no kernel `matmul`\. Its kernels are `matmul_simple`/],
    [['matmul.tile', '--kernel', 'matmul_simple', '--case', 'none'], /has no case `none`/],
    [['matmul.tile'], /either --kernel or --net/],
    [['wavenet.tile', '--net', 'wavenet'], /`the net` takes up to/],
    [['matmul.tile', '--kernel', 'matmul_simple', '--set', 'M'], /must read NAME=VALUE/],
    [['none.tile', '--kernel', 'k'], /no such file/],
  ])('%j', (args, message) => {
    const { code, out, err } = run(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});
