import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KernelFacts } from '../../server/src/analysis/facts.ts';
import { TARGET } from '../support/random-programs/write-kernel.ts';
import { runs } from '../support/runs.ts';
import { analyse, factsOfKernel } from './analyse.ts';
import { joinedSamples } from './samples.ts';

const matmul = joinedSamples('trn1.tile', 'matmul.tile');
const HUGE = 10n ** 15n;

/** Far above what any of these needs, far below what listing tiles or elements would take. */
const LIMIT_MS = 5000;

/** The facts of a text in which something is out of the ordinary; fails if they take long. */
function quickly<Result>(compute: () => Result): Result {
  const started = performance.now();
  const result = compute();
  expect(performance.now() - started).toBeLessThan(LIMIT_MS);
  return result;
}

function factsAt(sizes: string): KernelFacts {
  const text = `${matmul}\ncase odd for matmul_simple { ${sizes}, T = f16 }\n`;
  return quickly(() => factsOfKernel(text, 'matmul_simple', 'odd'));
}

function reasonOf(text: string, kernel: string, caseName = ''): string {
  const { facts } = quickly(() => analyse(text, kernel, caseName));
  return facts.ok ? 'there are numbers' : facts.reason;
}

/** `load A`, moved and executions of each copy. */
function table({ copies }: KernelFacts) {
  return copies.map(({ kind, tensor, moved, executions }) => [`${kind} ${tensor}`, moved.value, executions.value]);
}

describe('sizes of 10^15', () => {
  const sizes = `M = ${HUGE}, N = ${HUGE}, K = ${HUGE}`;
  const tiles = (by: bigint) => (HUGE + by - 1n) / by;

  it('have exact numbers', () => {
    const facts = factsAt(sizes);
    const executions = tiles(128n) * tiles(512n) * tiles(128n);
    expect(table(facts).slice(0, 2)).toEqual([
      ['load A', HUGE * HUGE * tiles(512n), executions],
      ['load B', HUGE * HUGE * tiles(128n), executions],
    ]);
    expect(facts.copies.every(({ moved, distinct }) => moved.exact && distinct.exact)).toBe(true);
    expect(facts.copies.every(({ distinct }) => distinct.value === HUGE * HUGE)).toBe(true);
  });

  it('in tiles of 1 have exact numbers too', () => {
    const text = `${matmul.replaceAll(/by (128|512)/g, 'by 1')}\ncase odd for matmul_simple { ${sizes}, T = f16 }\n`;
    const facts = quickly(() => factsOfKernel(text, 'matmul_simple', 'odd'));
    expect(table(facts)[0]).toEqual(['load A', HUGE ** 3n, HUGE ** 3n]);
    expect(facts.loops.map(({ trips }) => trips?.value)).toEqual([HUGE, HUGE, HUGE]);
  });

  it('with padding in tiles of 1 have bounds that hold', () => {
    const op = `op f(X: T[a: ${HUGE}]) -> (Y: T[b: ${HUGE}]) {\n  Y[i] = (X[i - 1] or 0) + (X[i + 1] or 0) + X[i]\n}`;
    const kernel = 'kernel k for f on t {\n  for i by 1 {\n    load X in sram\n    do Y\n  }\n}';
    const text = `${TARGET}\n${op}\n${kernel}\ncase k { T = f16 }\n`;
    const [load] = quickly(() => factsOfKernel(text, 'k')).copies;
    expect(load?.executions).toEqual({ value: HUGE, exact: true });
    expect(load?.moved.value).toBeGreaterThanOrEqual(3n * HUGE - 2n);
    expect(load?.distinct).toEqual({ value: HUGE, exact: true });
    expect(load?.served).toBe(3n * HUGE - 2n);
  });
});

describe('sizes of 0', () => {
  it('move nothing and run nothing', () => {
    expect(table(factsAt('M = 0, N = 5, K = 7'))).toEqual([
      ['load A', 0n, 0n],
      ['load B', 0n, 0n],
      ['store C', 0n, 0n],
      ['store C', 0n, 0n],
    ]);
  });

  it('of a reduction fetch nothing, and the identity leaves', () => {
    expect(table(factsAt('M = 5, N = 7, K = 0'))).toEqual([
      ['load A', 0n, 0n],
      ['load B', 0n, 0n],
      ['store C', 35n, 1n],
      ['store C', 35n, 1n],
    ]);
  });
});

describe('a kernel has no numbers, and says why,', () => {
  it.each([
    ['0', 'the tile size of `m` is 0; it must be at least 1'],
    ['-128', 'the tile size of `m` is -128; it must be at least 1'],
    ['1 / 0', 'the tile size of `m` has no value'],
  ])('at a tile size of %s', (by, reason) => {
    expect(reasonOf(matmul.replace('for m by 128, n by 512', `for m by ${by}, n by 512`), 'matmul_simple')).toBe(
      reason,
    );
  });

  it.each([
    ['M = 4, N = 4, T = f16', 'the case gives no value for `K`'],
    ['M = 4, N = 4, K = 4', 'the case gives no value for `T`'],
    ['M = 4, N = 4, K = -4, T = f16', 'a dimension of `A` is negative: -4'],
    ['M = 4, N = 4, K = 2.5, T = f16', 'the case gives no value for `K`'],
    ['M = 4, N = 4, K = 4, T = f17', 'the case gives no value for `T`'],
  ])('at the case { %s }', (values, reason) => {
    const text = `${matmul}\ncase odd for matmul_simple { ${values} }\n`;
    expect(reasonOf(text, 'matmul_simple', 'odd')).toBe(reason);
  });

  it('without a case', () => {
    expect(reasonOf(matmul.replaceAll(/^case .*$/gm, ''), 'matmul_simple')).toBe('it needs a case');
  });

  it.each([
    ['Y[i] = X[i * i]', 'an index is not affine at these sizes'],
    ['Y[i] = X[i / 2]', 'an index is not affine at these sizes'],
    ['Y[i] = sum[k] X[i + k]', 'nothing bounds the reduction index `k`'],
    ['S[i] = X[2 * i] or 0', 'nothing bounds the index `i` of `S`'],
    ['Y[i] = X[i, i]', '`X` has rank 1, and 2 indices where it is read or written'],
    ['Y[i, j] = X[i] + X[j]', '`Y` has rank 1, and 2 indices where it is read or written'],
    ['Y[i] = X[z]', '`z` in an index of `X` means nothing'],
    ['Y[i] = Q[i]', 'there is no tensor `Q`'],
    ['S[i] = S[i] + 1', 'nothing bounds the index `i` of `S`'],
    ['S[i] = R[i]\n  R[i] = S[i]', 'the shape of `R` depends on itself'],
  ])('with the equation %s', (equation, reason) => {
    const text = `${TARGET}\nop f(X: T[a: 9]) -> (Y: T[b: 9]) {\n  ${equation}\n}\nkernel k for f on t {\n}\ncase k { T = f16 }\n`;
    expect(reasonOf(text, 'k')).toBe(reason);
  });
});

describe('large programs', () => {
  it('of many loops over one index, loads and reads are analysed quickly', () => {
    const reads = Array.from({ length: 40 }, (_, i) => `(X[i - ${i}, j + ${i}] or 0)`).join(' + ');
    const op = `op f(X: T[a: 400, b: 400]) -> (Y: T[c: 400, d: 400]) {\n  Y[i, j] = ${reads}\n}`;
    const opened = Array.from({ length: 40 }, (_, i) => `for i by ${400 - 9 * i} { load X in sram`);
    const text = `${TARGET}\n${op}\nkernel k for f on t {\n${opened.join('\n')}\ndo Y\n${'}'.repeat(41)}\ncase k { T = f16 }\n`;
    expect(factsOfKernel(text, 'k').copies).toHaveLength(40);
    quickly(() => factsOfKernel(text, 'k'));
  });

  it('of many steps in one block are analysed quickly', () => {
    const steps = Array.from({ length: 300 }, () => 'load X in sram\nhold Y in sram\ndo Y\nstore Y').join('\n');
    const op = 'op f(X: T[a: 9]) -> (Y: T[b: 9]) {\n  Y[i] = X[i]\n}';
    const text = `${TARGET}\n${op}\nkernel k for f on t {\n${steps}\n}\ncase k { T = f16 }\n`;
    expect(quickly(() => factsOfKernel(text, 'k')).copies).toHaveLength(600);
  });
});

describe('numbers of the samples', () => {
  const samples = [
    ['matmul_simple', matmul],
    ['matmul_blocked', matmul],
    ['conv_rows', joinedSamples('trn1.tile', 'conv2d.tile')],
    ['attention_rows', joinedSamples('trn1.tile', 'attention.tile')],
  ] as const;
  const strange = fc.constantFrom('0', '1', '2', '7', '-1', '1.5', '1e-5', '1e15', '1e40', `${2n ** 64n}`, '2 ^ 5000');

  it('may be replaced by any others: there are facts or a reason, soon', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(), strange), { minLength: 1, maxLength: 3 }),
        ([kernel, sample], changes) => {
          let text: string = sample;
          for (const [place, number] of changes) {
            // not those of names (`f16`), of the target or of equations' tensors
            const places = [...text.matchAll(/(?<![\w.])\d+\b(?! *(?:[KMG]iB|B|ns|cycles|GHz))/g)];
            const { index, 0: old } = places[place % places.length] as RegExpExecArray;
            text = text.slice(0, index) + number + text.slice(index + old.length);
          }
          const { facts } = quickly(() => analyse(text, kernel));
          if (facts.ok) expect(facts.facts.copies.every(({ moved }) => moved.value >= 0n)).toBe(true);
          else expect(facts.reason).not.toBe('');
        },
      ),
      { numRuns: runs(150) },
    );
  });
});
