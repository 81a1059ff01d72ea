import { describe, expect, it } from 'vitest';
import type { CopyFacts, KernelFacts } from '../../server/src/analysis/facts.ts';
import { enumerate } from '../oracle/enumerate.ts';
import { statedCase } from '../oracle/program.ts';
import { MemoryWorkspace } from '../support/workspace.ts';
import { analyse, factsOfKernel } from './analyse.ts';
import { compare, mistakes, wrongPaths } from './compare.ts';
import { joinedSamples } from './samples.ts';

const MIB = 2n ** 20n;

/** The facts of a kernel, all of which must be exact and the oracle's. */
function checkedFacts(text: string, kernel: string, caseName: string): KernelFacts {
  const facts = factsOfKernel(text, kernel, caseName);
  const oracle = enumerate(text, kernel, statedCase(text, caseName));
  const comparisons = compare(facts, oracle);
  expect(comparisons.length).toBeGreaterThan(0);
  expect(comparisons.filter(({ found }) => !found?.exact)).toEqual([]);
  expect([...mistakes(comparisons), ...wrongPaths(facts, oracle)]).toEqual([]);
  return facts;
}

function load(facts: KernelFacts, tensor: string): CopyFacts {
  return facts.copies.find((copy) => copy.kind === 'load' && copy.tensor === tensor) as CopyFacts;
}

function refetch({ moved, distinct }: CopyFacts): number {
  return Number(moved.value) / Number(distinct.value);
}

describe('matmul', () => {
  const matmul = joinedSamples('trn1.tile', 'matmul.tile');
  const odd = 'M = 1000, N = 700, K = 300, T = f16';

  it('at M = 1000, N = 700, K = 300 fetches A twice and B eight times, by enumeration', () => {
    const facts = checkedFacts(`${matmul}\ncase odd for matmul_simple { ${odd} }\n`, 'matmul_simple', 'odd');
    expect(refetch(load(facts, 'A'))).toBe(2);
    expect(refetch(load(facts, 'B'))).toBe(8);
  });

  it('at 4096 moves 256 MiB of A for 32 MiB, and 1 GiB of B for 32 MiB', () => {
    const facts = factsOfKernel(matmul, 'matmul_simple');
    const a = load(facts, 'A');
    const b = load(facts, 'B');
    expect([a.movedBytes, a.distinctBytes]).toEqual([exact(256n * MIB), exact(32n * MIB)]);
    expect([b.movedBytes, b.distinctBytes]).toEqual([exact(1024n * MIB), exact(32n * MIB)]);
  });

  it('blocked holds 4 MiB of A twice, 2 MiB of B and 8 MiB of C', () => {
    const buffers = factsOfKernel(matmul, 'matmul_blocked').buffers.filter(({ memory }) => memory === 'sbuf');
    const table = buffers.map(({ tensor, bytes, depth, exact: known }) => ({ tensor, bytes, depth, known }));
    expect(table).toEqual([
      { tensor: 'C', bytes: 8n * MIB, depth: 1, known: true },
      { tensor: 'B', bytes: 2n * MIB, depth: 1, known: true },
      { tensor: 'A', bytes: 4n * MIB, depth: 2, known: true },
    ]);
  });

  it('blocked at M = 1000, N = 700, K = 300 breaks its where, and has no numbers', () => {
    const text = `${matmul}\ncase odd for matmul_blocked { ${odd} }\n`;
    const { facts } = analyse(text, 'matmul_blocked', 'odd');
    expect(facts).toMatchObject({ ok: false, reason: 'the case breaks a constraint' });
    const problems = new MemoryWorkspace({ 'matmul.tile': text }).diagnostics('matmul.tile');
    expect(problems.map(({ code }) => code)).toContain('case-violates-where');
  });
});

describe('conv_rows', () => {
  it('moves 68 rows of X for 56, and its buffer holds the padding', () => {
    const facts = checkedFacts(joinedSamples('trn1.tile', 'conv2d.tile'), 'conv_rows', 'conv_rows');
    const x = load(facts, 'X');
    expect(x.moved.value).toBe(68n * 56n * 64n);
    expect(refetch(x)).toBeCloseTo(1.214, 3);
    const buffer = facts.buffers.find(({ tensor }) => tensor === 'X');
    expect(buffer?.shape).toEqual([64n, 10n, 58n]);
  });
});

describe('attention_rows', () => {
  it('at L = 512 has the facts of the oracle: relayouts, an internal tensor and five equations', () => {
    const short = 'case short for attention_rows { B = 1, H = 2, L = 512, D = 32, T = f16 }';
    const text = `${joinedSamples('trn1.tile', 'attention.tile')}\n${short}\n`;
    const facts = checkedFacts(text, 'attention_rows', 'short');
    expect(facts.copies.filter(({ tensor }) => tensor === 'E').map(({ from, to }) => [from, to])).toEqual([
      ['sbuf', 'psum'],
      ['psum', 'sbuf'],
    ]);
  });
});

function exact(value: bigint) {
  return { value, exact: true };
}
