/** Every kernel of the samples against plain loops of its op, at reduced and ragged sizes. */
import { describe, expect, it } from 'vitest';
import { checkKernel, runKernel } from '../../server/src/run/run-kernel.ts';
import { sample, sampleNames } from '../support/workspace.ts';
import { caseOf, inputsOf, runnable, type Sizes } from './runnable.ts';
import type { Reference } from './std/references/reference.ts';
import { references } from './std/references.ts';

interface SampleCase {
  readonly file: string;
  /** Texts replaced in the sample, so that small sizes still have several tiles. */
  readonly smaller?: readonly (readonly [from: string, to: string])[];
  readonly sizes: readonly Sizes[];
  readonly parameters: (sizes: Readonly<Record<string, number>>) => readonly (readonly number[])[];
}

const matmulShapes = ({ M = 0, K = 0, N = 0 }: Readonly<Record<string, number>>) => [
  [M, K],
  [K, N],
];

const KERNELS: Readonly<Record<string, SampleCase>> = {
  matmul_simple: {
    file: 'matmul.tile',
    smaller: [
      ['m by 128, n by 512', 'm by 4, n by 16'],
      ['k by 128', 'k by 4'],
    ],
    sizes: [
      { M: 13, K: 10, N: 35 },
      { M: 4, K: 4, N: 16 },
      { M: 1, K: 1, N: 1 },
    ],
    parameters: matmulShapes,
  },
  matmul_blocked: {
    file: 'matmul.tile',
    smaller: [
      ['M % 2048 = 0, N % 1024 = 0, K % 1024 = 0', 'M > 0'],
      ['[512, 1024, 2048] = 2048', '[16, 64] = 64'],
      ['n by 1024', 'n by 32'],
      ['k by 1024', 'k by 32'],
    ],
    sizes: [
      { M: 70, K: 40, N: 33 },
      { M: 64, K: 32, N: 32 },
    ],
    parameters: matmulShapes,
  },
  conv_rows: {
    file: 'conv2d.tile',
    sizes: [
      { N: 2, H: 11, W: 7, C: 3, K: 4, R: 3, S: 3, pad: 1, stride: 1 },
      { N: 1, H: 19, W: 9, C: 2, K: 3, R: 3, S: 2, pad: 0, stride: 2 },
    ],
    parameters: ({ N = 0, H = 0, W = 0, C = 0, K = 0, R = 0, S = 0 }) => [
      [N, H, W, C],
      [R, S, C, K],
    ],
  },
  attention_rows: {
    file: 'attention.tile',
    smaller: [
      ['L % 512 = 0', 'L > 0'],
      ['i by 128', 'i by 8'],
      ['for j by 512', 'for j by 16'],
      ['for j by 128 {', 'for j by 8 {'],
    ],
    sizes: [
      { B: 2, H: 2, L: 21, D: 5 },
      { B: 1, H: 1, L: 32, D: 8 },
    ],
    parameters: ({ B = 0, H = 0, L = 0, D = 0 }) => [
      [B, H, L, D],
      [B, H, L, D],
      [B, H, L, D],
    ],
  },
};

function kernelNames(): string[] {
  return sampleNames().flatMap((name) =>
    [...sample(name).matchAll(/^kernel (\w+)/gm)].map(([, kernel]) => kernel as string),
  );
}

describe('kernels of the samples', () => {
  it('are all here', () => {
    expect(kernelNames().sort()).toEqual(Object.keys(KERNELS).sort());
  });

  it.each(Object.entries(KERNELS))('%s is its op, written as plain loops', (name, entry) => {
    let text = sample(entry.file);
    for (const [from, to] of entry.smaller ?? []) {
      expect(text).toContain(from);
      text = text.replaceAll(from, to);
    }
    const kernel = runnable(text, name);
    const reference = references[kernel.op.signature.name];
    for (const sizes of entry.sizes) {
      const given = caseOf({ ...sizes, T: 'f32' });
      const inputs = inputsOf(kernel, given);
      const shapes = entry.parameters(sizes as Readonly<Record<string, number>>);
      const tensors = [...inputs.values()].map((data, i) => ({ shape: shapes[i] as readonly number[], data }));
      const consts = sizes as unknown as Parameters<Reference>[1];
      const [expected] = reference?.(tensors as unknown as Parameters<Reference>[0], consts) ?? [];
      const run = runKernel(kernel, given, inputs);
      if (!run.ok) throw new Error(run.problem.message);
      const [found] = [...run.outputs.values()];
      expect(found?.shape).toEqual(expected?.shape);
      found?.data.forEach((value, i) => {
        expect(Math.abs(value - (expected?.data[i] ?? Number.NaN))).toBeLessThan(1e-9);
      });
      expect(checkKernel(kernel, given)).toEqual({ ok: true });
    }
  });
});
