/** `tilewright sets`, as a user calls it. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

function sets(input: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'sets', ...args], { input, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

it('reads a script from standard input and prints values in the notation', () => {
  const { code, out, err } = sets('S := { A[i] : 0 <= i < 10 };\nS * { A[i] : i > 7 };\ncard S;\n');
  expect({ code, out, err }).toEqual({ code: 0, out: '{ A[i] : 8 <= i <= 9 }\n{ 10 }\n', err: '' });
});

it('ends with 1 at a wrong statement, and says where it is', () => {
  const { code, out, err } = sets('1;\n  assert { [1] } = { [2] };\n2;\n');
  expect({ code, out, err }).toEqual({ code: 1, out: '1\n', err: 'stdin:2:3: This does not hold.\n' });
});

it('ends with 1 where the work is used up, and with 2 for a wrong call', () => {
  const stopped = sets('{ [i] -> [i + 1] }^99999;', '--work', '1000');
  expect(stopped.code).toBe(1);
  expect(stopped.err).toMatch(/^stdin:1:1: Stopped after \d+ units of work\. `--work` allows more\.\n$/);
  expect(sets('', 'none.iscc').code).toBe(2);
  expect(sets('', '--work', 'none').code).toBe(2);
});
