/** Counts of the samples' kernels, each number derived by hand. */
import { describe, expect, it } from 'vitest';
import type { KernelCounts, MoveCount } from '../../server/src/run/kernel-counts.ts';
import { countKernel } from '../../server/src/run/run-kernel.ts';
import { caseOf, runBoth, type Sizes, sampleKernel } from './runnable.ts';

function counted(file: string, name: string, sizes: Sizes): KernelCounts {
  const run = countKernel(sampleKernel(file, name), caseOf(sizes));
  if (!run.ok) throw new Error(run.problem.message);
  return run.counts;
}

function moves({ moves: all }: KernelCounts, kind: MoveCount['kind'], tensor: string): readonly MoveCount[] {
  return all.filter((move) => move.kind === kind && move.tensor === tensor);
}

describe('conv_rows at 56 × 56 × 64 in f16', () => {
  const counts = counted('conv2d.tile', 'conv_rows', {
    ...{ N: 1, H: 56, W: 56, C: 64, K: 64, R: 3, S: 3, pad: 1 },
    T: 'f16',
  });

  it('moves 68 rows of X where there are 56: refetch 1.214', () => {
    // 8 output rows read 10 input rows; at both ends one of them lies outside: 9 + 5 · 10 + 9 = 68 rows of 56 × 64
    const [X] = moves(counts, 'load', 'X');
    expect(X).toMatchObject({ executions: 7, moved: 68 * 56 * 64, needed: 68 * 56 * 64, distinct: 56 * 56 * 64 });
    expect((X?.moved ?? 0) / (X?.distinct ?? 1)).toBeCloseTo(1.214, 3);
    expect(X?.movedBytes).toBe(68 * 56 * 64 * 2);
  });

  it('reads X into a padded buffer: a row of 56 elements of each channel is one run of 112 B', () => {
    // the caller gives [n, c, h, w]; the buffer is [c | h, w] with rows of 58. A full tile has 10 rows: 64 · 10 = 640
    // runs, and 64 · 68 = 4352 over the seven tiles
    expect(counts.buffers.find(({ tensor }) => tensor === 'X')?.shape).toEqual([64, 10, 58]);
    expect(moves(counts, 'load', 'X')[0]).toMatchObject({ runs: 64 * 68, runBytes: { min: 112, max: 112 } });
  });

  it('has 640 runs of 112 B in a full tile', () => {
    // 24 output rows are three tiles, of 9, 10 and 9 rows of X; two of them alone have 9 and 9
    const runsAt = (H: number) => {
      const sizes = { N: 1, H, W: 56, C: 64, K: 64, R: 3, S: 3, pad: 1, T: 'f16' };
      return moves(counted('conv2d.tile', 'conv_rows', sizes), 'load', 'X')[0]?.runs ?? 0;
    };
    expect(runsAt(24) - runsAt(16)).toBe(640);
  });

  it('reads F in 576 runs of 128 B', () => {
    // [c | r, s, k]: a partition holds 3 · 3 · 64 elements, and at home only the 64 of k lie together: 64 · 9 runs
    const F = moves(counts, 'load', 'F')[0];
    expect(F).toMatchObject({ executions: 1, runs: 576, runBytes: { min: 128, max: 128 }, descriptors: 576 });
  });

  it('serves each product its element of F, and of X unless that is padding', () => {
    // 56 · 56 · 64 outputs, each with 9 · 64 products. In each direction 3 · 56 - 2 of the 3 · 56 positions lie inside
    expect(moves(counts, 'load', 'F')[0]?.served).toBe(56 * 56 * 64 * 9 * 64);
    expect(moves(counts, 'load', 'X')[0]?.served).toBe(166 * 166 * 64 * 64);
  });

  it('fills sbuf with F, two X and Y: 4368 bytes a partition', () => {
    // F 9 · 64 · 2 = 1152; X twice 10 · 58 · 2 = 1160; Y 8 · 56 · 2 = 896; on 64 partitions each
    expect(counts.memories.get('sbuf')).toMatchObject({ bytes: 64 * 4368, bytesPerPartition: 4368 });
    expect(counts.memories.get('psum')).toMatchObject({ bytes: 64 * 8 * 56 * 4, bytesPerPartition: 1792 });
  });
});

describe('matmul_simple at M = 256, N = 520, K = 200 in f16', () => {
  const { difference, counts } = runBoth(
    sampleKernel('matmul.tile', 'matmul_simple'),
    caseOf({ M: 256, N: 520, K: 200, T: 'f16' }),
  );

  it('computes the product, ragged tiles included', () => {
    expect(difference).toBe(0);
  });

  it('loads A for each of the 2 tiles of n, B for each of the 2 tiles of m', () => {
    // [k | m] of a row-major A: neighbours in a partition are K apart at home, so every element is a run
    const [A] = moves(counts, 'load', 'A');
    expect(A).toMatchObject({ executions: 2 * 2 * 2, moved: 2 * 256 * 200, distinct: 256 * 200, runs: 2 * 256 * 200 });
    expect(A?.runBytes).toEqual({ min: 2, max: 2 });
    // [k | n]: one run a partition and tile, 512 or 8 elements long
    const [B] = moves(counts, 'load', 'B');
    expect(B).toMatchObject({ executions: 8, moved: 2 * 200 * 520, distinct: 200 * 520, runs: 2 * 200 * 2 });
    expect(B?.runBytes).toEqual({ min: 16, max: 1024 });
    // each of the M·N·K products reads both
    expect([A?.served, B?.served]).toEqual([256 * 520 * 200, 256 * 520 * 200]);
  });

  it('stores C through the vector engine, which has no runs, then by DMA', () => {
    const [toSbuf, toHbm] = moves(counts, 'store', 'C');
    expect(toSbuf).toMatchObject({
      from: 'psum',
      to: 'sbuf',
      executions: 4,
      moved: 256 * 520,
      runs: 0,
      descriptors: 0,
    });
    expect(toSbuf?.movedBytes).toBe(256 * 520 * 4);
    // a row of C is cut in two by the tiles of n
    expect(toHbm).toMatchObject({ from: 'sbuf', to: 'hbm', executions: 4, moved: 256 * 520, runs: 512 });
  });

  it('has the traffic of its moves', () => {
    const inputs = (2 * 256 * 200 + 2 * 200 * 520) * 2;
    expect(counts.traffic.get('hbm')).toEqual({ readBytes: inputs, writeBytes: 256 * 520 * 2 });
    expect(counts.traffic.get('psum')).toEqual({ readBytes: 256 * 520 * 4, writeBytes: 0 });
    expect(counts.traffic.get('sbuf')).toEqual({ readBytes: 256 * 520 * 2, writeBytes: inputs + 256 * 520 * 2 });
  });
});

describe('attention_rows at two heads, L = 512, D = 4 in f16', () => {
  const { difference, counts } = runBoth(
    sampleKernel('attention.tile', 'attention_rows'),
    caseOf({ B: 1, H: 2, L: 512, D: 4, T: 'f16' }),
  );

  it('computes attention', () => {
    expect(difference).toBeLessThan(1e-12);
  });

  it('loads K, V and Q once', () => {
    // K as [d | l] from rows of d: single elements. V as [l % 128 | l / 128, d]: the 4 of d lie together in both
    expect(moves(counts, 'load', 'K')[0]).toMatchObject({ executions: 2, moved: 4096, distinct: 4096, runs: 4096 });
    expect(moves(counts, 'load', 'V')[0]).toMatchObject({ executions: 2, moved: 4096, runs: 1024 });
    expect(moves(counts, 'load', 'V')[0]?.runBytes).toEqual({ min: 8, max: 8 });
    // four blocks of 128 rows for each head
    expect(moves(counts, 'load', 'Q')[0]).toMatchObject({ executions: 8, moved: 4096, runs: 4096 });
    // S reads K at each (i, j, d) of both heads
    expect(moves(counts, 'load', 'K')[0]?.served).toBe(2 * 512 * 512 * 4);
    expect(counts.traffic.get('hbm')).toEqual({ readBytes: 3 * 4096 * 2, writeBytes: 4096 * 2 });
  });

  it('turns E by the array, then brings it back: U reads the copy in sbuf', () => {
    const [toPsum, toSbuf] = moves(counts, 'load', 'E');
    expect(toPsum).toMatchObject({ from: 'sbuf', to: 'psum', executions: 8, moved: 8 * 128 * 512, runs: 0 });
    expect(toSbuf).toMatchObject({ from: 'psum', to: 'sbuf', executions: 8, moved: 8 * 128 * 512, runs: 0 });
    // U reads E at each (i, j, d) through both
    expect([toPsum?.served, toSbuf?.served]).toEqual([2 * 512 * 512 * 4, 2 * 512 * 512 * 4]);
  });

  it('holds most when O is held', () => {
    // K and V 4 · 512 · 2 each, two Q of 4 · 128 · 2, S 128 · 512 · 4, mx and Z 128 · 4, E twice 128 · 512 · 2, O 128 · 4 · 2
    const bytes = 2 * 4096 + 2 * 1024 + 262144 + 2 * 512 + 2 * 131072 + 1024;
    const peak = counts.memories.get('sbuf');
    expect(peak?.bytes).toBe(bytes);
    expect(peak?.live.map(({ tensor }) => tensor)).toEqual(['K', 'V', 'Q', 'S', 'mx', 'Z', 'E', 'E', 'O']);
    expect(counts.memories.get('psum')).toMatchObject({ bytes: 128 * 512 * 4, bytesPerPartition: 2048 });
  });
});

describe('matmul_blocked at M = 4096, N = K = 1024', () => {
  const counts = counted('matmul.tile', 'matmul_blocked', { M: 4096, N: 1024, K: 1024, T: 'f16' });

  it('reads A and B once, in split layouts', () => {
    // A is given as [k, m]: a tile [k % 128 | k / 128, m] of 1024 × 2048 has a run of 2048 elements for each k
    const [A] = moves(counts, 'load', 'A');
    expect(A).toMatchObject({ executions: 2, moved: 4096 * 1024, distinct: 4096 * 1024, runs: 2 * 1024 });
    expect(A?.runBytes).toEqual({ min: 4096, max: 4096 });
    expect(counts.buffers.find(({ tensor }) => tensor === 'A')?.shape).toEqual([128, 8, 2048]);
    // B is as wide as its tile: 1024 elements of a row lie together; 8 rows share a partition, 128 apart
    expect(moves(counts, 'load', 'B')[0]).toMatchObject({ executions: 1, moved: 1024 * 1024, runs: 1024 });
  });

  it('reads what it accumulates into, but the first time', () => {
    // 2 blocks of m, 2 · 16 inner tiles each; one k block, so nothing of C is there when a tile arrives
    const [toSbuf] = moves(counts, 'accumulate', 'C');
    expect(toSbuf).toMatchObject({ from: 'psum', to: 'sbuf', executions: 64, moved: 4096 * 1024 });
    expect(counts.traffic.get('sbuf')?.readBytes).toBe(4096 * 1024 * 2);
    // with a second block of k each element arrives twice, and is read once for it; and once by the store
    const twice = counted('matmul.tile', 'matmul_blocked', { M: 2048, N: 1024, K: 2048, T: 'f16' });
    expect(moves(twice, 'accumulate', 'C')[0]).toMatchObject({ executions: 64, moved: 2 * 2048 * 1024 });
    expect(twice.traffic.get('sbuf')?.readBytes).toBe(2 * 2048 * 1024 * 2);
  });
});
