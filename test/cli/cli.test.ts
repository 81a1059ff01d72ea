/** The executable that we ship: output, exit codes, one line for what went wrong. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sample, sampleNames } from '../support/workspace.ts';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');
let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tilewright-'));
  for (const name of sampleNames()) fs.writeFileSync(path.join(folder, name), sample(name));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

function tilewright(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: folder, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

function write(name: string, text: string): string {
  fs.writeFileSync(path.join(folder, name), text);
  return name;
}

interface Facts {
  schema: number;
  problems: { code: string; message: string; line: number; column: number }[];
  kernels: {
    name: string;
    case: Record<string, unknown>;
    loops: { line: number; index: string; by: number; trips: number }[] | null;
    buffers: {
      line: number;
      tensor: string;
      memory: string;
      bytes: number;
      depth: number;
      bytesPerPartition: number;
    }[];
    copies: {
      line: number;
      kind: string;
      tensor: string;
      movedBytes: number;
      refetch: number;
      distinctElements: number;
    }[];
    unknown?: string;
  }[];
}

function facts(...args: string[]): Facts {
  const { code, out, err } = tilewright('facts', ...args, '--json');
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as Facts;
}

describe('hints', () => {
  it('stand at the line ends of the source', () => {
    const { code, out } = tilewright('hints', 'matmul.tile');
    expect(code).toBe(0);
    const lines = out.split('\n').slice(0, -1);
    const source = sample('matmul.tile').split('\n').slice(0, -1);
    expect(lines.map((line) => line.slice(0, 60).trimEnd())).toEqual(source.map((line) => line.slice(0, 60).trimEnd()));
    expect(lines.filter((line) => !source.includes(line))).toMatchInlineSnapshot(`
      [
        "    hold C in sbuf as [m | n]                                 128 KiB",
        "    hold C: f32 in psum                                       256 KiB · 1 bank",
        "      load A in sbuf as [k | m]                               32 KiB · 256 MiB for 32 MiB · 8×",
        "      load B in sbuf as [k | n]                               128 KiB · 1 GiB for 32 MiB · 32×",
        "    hold C in sbuf as [m % 128 | m / 128, n]                  8 MiB",
        "      load B in sbuf as [k % 128 | k / 128, n]                2 MiB · 1×",
        "        load A in sbuf buffers 2 as [k % 128 | k / 128, m]    2×4 MiB · 128 MiB for 32 MiB · 4×",
        "          hold C: f32 in psum buffers 2                       2×256 KiB · 1 bank each",
      ]
    `);
  });

  it('are longer with --full', () => {
    const { out } = tilewright('hints', '--full', 'matmul.tile');
    expect(out.split('\n').filter((line) => line.includes('load A'))).toMatchInlineSnapshot(`
      [
        "      load A in sbuf as [k | m]                               32 KiB · 256 B/partition · 256 MiB for 32 MiB · 8×",
        "        load A in sbuf buffers 2 as [k % 128 | k / 128, m]    2×4 MiB · 32 KiB/partition · 128 MiB for 32 MiB · 4×",
      ]
    `);
  });
});

describe('facts', () => {
  const copy = (document: Facts, kernel: string, tensor: string) =>
    document.kernels.find(({ name }) => name === kernel)?.copies.find((c) => c.tensor === tensor && c.kind === 'load');

  it('give the figures of the matmul sample', () => {
    const document = facts('matmul.tile');
    const MIB = 2 ** 20;
    expect(document.problems).toEqual([]);
    const blocked = document.kernels.find(({ name }) => name === 'matmul_blocked');
    expect(blocked?.buffers).toMatchObject([
      { tensor: 'C', memory: 'sbuf', bytes: 8 * MIB, depth: 1 },
      { tensor: 'B', memory: 'sbuf', bytes: 2 * MIB, depth: 1 },
      { tensor: 'A', memory: 'sbuf', bytes: 4 * MIB, depth: 2 },
      { tensor: 'C', memory: 'psum', bytes: MIB / 4, depth: 2 },
    ]);
    expect(copy(document, 'matmul_simple', 'A')).toMatchObject({
      movedBytes: 256 * MIB,
      distinctElements: 16 * MIB,
      refetch: 8,
    });
    expect(copy(document, 'matmul_simple', 'B')).toMatchObject({
      movedBytes: 1024 * MIB,
      distinctElements: 16 * MIB,
      refetch: 32,
    });
  });

  it('are of the case that is named', () => {
    const name = write(
      'cases.tile',
      `${sample('matmul.tile')}\ncase ragged for matmul_simple { M = 1000, N = 700, K = 300, T = f16 }\n` +
        'case small for matmul_blocked { M = 1000, N = 700, K = 300, T = f16 }\n',
    );
    const ragged = facts(name, '--case', 'ragged', '--kernel', 'matmul_simple');
    expect(copy(ragged, 'matmul_simple', 'A')?.refetch).toBe(2);
    expect(copy(ragged, 'matmul_simple', 'B')?.refetch).toBe(8);
    const violated = ragged.problems.filter(({ code }) => code === 'case-violates-where');
    expect(violated.map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        "\`matmul_blocked\` asks for M % 2048 = 0, but M = 1000 in this case. The nearest M that fits: 2048.",
        "\`matmul_blocked\` asks for N % 1024 = 0, but N = 700 in this case. The nearest N that fits: 1024.",
        "\`matmul_blocked\` asks for K % 1024 = 0, but K = 300 in this case. The nearest K that fits: 1024.",
      ]
    `);
    expect(facts(name, '--case', 'small', '--kernel', 'matmul_blocked').kernels[0]).toMatchObject({
      loops: null,
      unknown: 'the case breaks a constraint',
    });
  });

  it('say that a kernel needs a case', () => {
    const name = write('nocase.tile', sample('matmul.tile').replace(/^case .*$/gm, ''));
    expect(facts(name).kernels.map(({ unknown }) => unknown)).toEqual(['it needs a case', 'it needs a case']);
  });

  it('give integers above 2^53 as strings', () => {
    const name = write(
      'huge.tile',
      sample('matmul.tile').replace(/^(case matmul_simple .*)M = 4096/m, '$1M = 1000000000000000'),
    );
    const text = tilewright('facts', name, '--json', '--kernel', 'matmul_simple').out;
    // B is fetched for each of the 7812500000000 tiles of m
    expect(text).toContain('"movedElements": "131072000000000000000"');
    expect(JSON.parse(text).kernels[0].copies[1].refetch).toBe(7812500000000);
  });
});

describe('check', () => {
  it('finds nothing in the samples', () => {
    expect(tilewright('check', ...sampleNames(), '--deny', 'info')).toEqual({
      code: 0,
      out: `no problems in ${sampleNames().length} files\n`,
      err: '',
    });
  });

  const broken = 'use "./trn1.tile"\nop f(A: T[N]) -> (B: T[N]) { B[i] = A[j] }\n';

  it('prints problems as a compiler does, and fails', () => {
    const { code, out } = tilewright('check', write('broken.tile', broken));
    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "broken.tile:2:39: error: \`j\` is no index of the left side, no binder, no size and no const. There are \`i\`, \`N\`. [unknown-name]
      1 problem in 1 file
      "
    `);
  });

  it('prints JSON, SARIF and GitHub annotations', () => {
    const name = write('broken.tile', broken);
    expect(JSON.parse(tilewright('check', name, '--format', 'json').out)).toMatchObject([
      { file: name, problems: [{ code: 'unknown-name', line: 2, column: 39, endLine: 2, endColumn: 40 }] },
    ]);
    expect(JSON.parse(tilewright('check', name, '--format', 'sarif').out)).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          results: [
            { ruleId: 'unknown-name', level: 'error', locations: [{ physicalLocation: { region: { startLine: 2 } } }] },
          ],
        },
      ],
    });
    expect(tilewright('check', name, '--format', 'github').out).toMatch(
      /^::error file=broken\.tile,line=2,col=39,endLine=2,endColumn=40,title=unknown-name::`j` is no index/,
    );
  });

  it('denies warnings only when asked', () => {
    const name = write(
      'incomplete.tile',
      sample('matmul.tile').replace('N = 4096, T = f16 }\ncase', 'T = f16 }\ncase'),
    );
    expect(tilewright('check', name).code).toBe(0);
    expect(tilewright('check', name, '--deny', 'warning').code).toBe(1);
  });
});

describe('wrong use', () => {
  it.each([
    ['no such file', ['check', 'none.tile'], 'tilewright: none.tile: no such file or folder. Check the path.\n'],
    [
      'no such format',
      ['check', 'matmul.tile', '--format', 'xml'],
      'tilewright: --format xml: use one of text, json, sarif, github.\n',
    ],
    [
      'no such severity',
      ['check', 'matmul.tile', '--deny', 'all'],
      'tilewright: --deny all: use error, warning or info.\n',
    ],
    [
      'no such kernel',
      ['facts', 'matmul.tile', '--json', '--kernel', 'k'],
      'tilewright: matmul.tile: it has no kernel `k`. Leave --kernel out to see all.\n',
    ],
    [
      'no such case',
      ['hints', 'matmul.tile', '--case', 'k'],
      'tilewright: matmul.tile: no kernel has a case `k`. The cases are `matmul_simple`, `matmul_blocked`.\n',
    ],
    [
      'no such call',
      ['cheque'],
      "tilewright: unknown command 'cheque' (Did you mean check?). `tilewright --help` lists the calls.\n",
    ],
    [
      'a missing argument',
      ['hints'],
      "tilewright: missing required argument 'file'. `tilewright --help` lists the calls.\n",
    ],
    [
      'a folder in place of a file',
      ['hints', '.'],
      'tilewright: .: no such file, or it cannot be read. Check the path.\n',
    ],
  ])('%s: exit code 2 and one line', (_, args, line) => {
    expect(tilewright(...args)).toEqual({ code: 2, out: '', err: line });
  });
});
