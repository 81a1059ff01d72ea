/** What kernels mean: which copy a read uses, what moves, in which order; and wrong ones told apart by provenance. */
import { describe, expect, it } from 'vitest';
import { checkKernel, countKernel, runKernel } from '../../server/src/run/run-kernel.ts';
import { caseOf, inputsOf, runBoth, runnable, type Sizes } from './runnable.ts';

const TARGET = `target toy {
  memory hbm { capacity 1 GiB }
  memory sram { capacity 1 MiB }
  memory spare { capacity 1 MiB }
  dma hbm <-> sram { engines 1, rate 1 B/ns, setup 1 ns, accumulate 1, descriptor_max 16 B }
  dma hbm <-> spare { engines 1, rate 1 B/ns, setup 1 ns, accumulate 1 }
  copy sram -> sram on alu
  copy spare -> sram on far { atomic 1 }
  engine alu { clock 1 GHz, lanes 1 }
  engine far { clock 1 GHz, lanes 1 }
  unit core { count 2 }
}
`;

const MATMUL = 'op product(A: T[M, K], B: T[K, N]) -> (C: T[M, N]) { C[m, n] = sum[k] A[m, k] * B[k, n] }\n';
const SKEWED = `op skewed(X: T[L, C]) -> (Y: T[L, C]) {
  Y[t, c] = X[t, c] + (Y[t - 1, c + 1] or 0)
}
`;
const INTERLEAVED = `op interleaved(X: T[N], Z: T[N]) -> (Y: T[y: 2 * N]) {
  Y[2 * n]     = X[n]
  Y[2 * n + 1] = Z[n]
}
`;

const kernel = (op: string, name: string, body: string) =>
  runnable(`${TARGET}${op}kernel k for ${name} on toy {\n${body}\n}\n`, 'k');

/** Undefined where op and kernel have the same provenance. */
function difference(op: string, name: string, body: string, sizes: Sizes) {
  const check = checkKernel(kernel(op, name, body), caseOf({ T: 'f32', ...sizes }));
  if (!check.ok) throw new Error(check.problem.message);
  return check.difference;
}

const product = (body: string) => difference(MATMUL, 'product', body, { M: 3, N: 4, K: 5 });

describe('provenance', () => {
  const right =
    'hold C in sram\nfor k by 2 {\nload A in sram\nload B in sram\nhold C in sram\ndo C on alu\naccumulate C\n}\nstore C';

  it('is that of the op in a kernel that is right', () => {
    expect(product(right)).toBeUndefined();
  });

  it('tells `store` for `accumulate`', () => {
    expect(product(right.replace('accumulate', 'store'))).toMatchObject({ kind: 'element', stored: true });
  });

  it('tells a load that is left out: the engine does not reach home', () => {
    expect(product(right.replace('load B in sram\n', ''))).toMatchObject({ kind: 'element', element: '`C[0, 0]`' });
  });

  it('tells a copy in a memory that the engine does not reach', () => {
    expect(product(right.replace('load B in sram', 'load B in spare'))).toMatchObject({ kind: 'element' });
    expect(product(right.replace('hold C in sram\ndo', 'hold C in spare\ndo'))).toMatchObject({ kind: 'element' });
  });

  it('tells a result that is never stored', () => {
    expect(product(right.replace(/\nstore C$/, ''))).toMatchObject({ kind: 'element', stored: false });
  });

  it('tells an equation that is executed twice, though the second result overwrites the first', () => {
    const double = (op: string, body: string) => difference(op, 'double', body, { N: 6 });
    const op = 'op double(X: T[N]) -> (Y: T[N]) { Y[n] = X[n] + X[n] }\n';
    const once = 'load X in sram\nhold Y in sram\ndo Y on alu\nstore Y';
    expect(double(op, once)).toBeUndefined();
    const twice = double(op, once.replace('do Y on alu', 'do Y on alu\ndo Y on alu'));
    expect(twice).toMatchObject({ kind: 'count', tensor: 'Y', equation: 1, point: [['n', 0]], count: 2 });
  });

  it('tells an equation that is not executed, of an internal tensor that nothing reads', () => {
    const op = 'op unread(X: T[N]) -> (Y: T[N]) {\nS[n] = X[n]\nY[n] = X[n]\n}\n';
    const body = 'load X in sram\nhold Y in sram\ndo Y on alu\nstore Y';
    expect(difference(op, 'unread', body, { N: 2 })).toMatchObject({ kind: 'count', tensor: 'S', count: 0 });
  });

  it('tells swapped loops around a dependence that they carry', () => {
    const body = (loops: string) => `hold Y in sram\n${loops} {\nload X in sram\ndo Y on alu\n}\nstore Y`;
    const skewed = (loops: string) => difference(SKEWED, 'skewed', body(loops), { L: 4, C: 5 });
    expect(skewed('for t by 1, c by 2')).toBeUndefined();
    expect(skewed('for c by 2, t by 1')).toMatchObject({ kind: 'element' });
  });

  it('is not lost to a neighbour: a store moves what was written, not the box around it', () => {
    const body =
      'load X, Z in sram\nhold Y in sram\ndo Y.1 on alu\n{\nhold Y in sram\ndo Y.2 on alu\nstore Y\n}\nstore Y';
    expect(difference(INTERLEAVED, 'interleaved', body, { N: 4 })).toBeUndefined();
    const apart =
      'load X, Z in sram\n{\nhold Y in sram\ndo Y.1 on alu\nstore Y\n}\n{\nhold Y in sram\ndo Y.2 on alu\nstore Y\n}';
    expect(difference(INTERLEAVED, 'interleaved', apart, { N: 4 })).toBeUndefined();
  });

  it('tells units that wait for each other', () => {
    const body = (loops: string) => `hold Y in sram\n${loops} {\nload X in sram\ndo Y on alu\n}\nstore Y`;
    const sums = 'op sums(X: T[L, C]) -> (Y: T[L, C]) { Y[t, c] = X[t, c] + (Y[t - 1, c] or 0) }\n';
    const at = { L: 4, C: 5 };
    expect(difference(sums, 'sums', body('for c by 2 across core'), at)).toBeUndefined();
    expect(difference(sums, 'sums', body('for t by 1 across core'), at)).toMatchObject({ order: 'reversed' });
  });

  it('tells units that accumulate into one copy, unless the path is atomic', () => {
    const shared = (memory: string, engine: string) =>
      `hold C in sram\nload A, B in sram\nfor k by 2 across core {\nhold C in ${memory}\ndo C on ${engine}\naccumulate C\n}\nstore C`;
    expect(product(shared('sram', 'alu'))).toMatchObject({ kind: 'element' });
    expect(product(shared('spare', 'far'))).toBeUndefined();
    expect(product(shared('sram', 'alu').replace(' across core', ''))).toBeUndefined();
  });
});

describe('a kernel', () => {
  it('skips and does not count an iteration under which nothing is executed', () => {
    // S[i, j] for j <= i: with i in 0..3 and j in 4..8 nothing is executed
    const op =
      'op lower(X: T[L, M]) -> (Y: T[L, M]) {\nS[i, j] = X[i, j] when j <= i\nY[i, j] = 0 when j > i\nY[i, j] = S[i, j] when j <= i\n}\n';
    const body =
      'hold S in sram\nhold Y in sram\nfor i by 4, j by 4 {\nload X in sram\ndo S on alu\n}\ndo Y on alu\nstore Y';
    const run = countKernel(kernel(op, 'lower', body), caseOf({ L: 8, M: 8, T: 'f32' }));
    if (!run.ok) throw new Error(run.problem.message);
    expect(run.counts.moves[0]).toMatchObject({ tensor: 'X', executions: 3, needed: 10 + 16 + 10, moved: 48 });
    expect(difference(op, 'lower', body, { L: 8, M: 8 })).toBeUndefined();
  });

  it('ends a run at a partition, though the next row follows at home', () => {
    const text = `target parts {
  memory hbm { capacity 1 GiB }
  memory sbuf { capacity 1 MiB, partitions 8 }
  dma hbm <-> sbuf { engines 1, rate 1 B/ns, setup 1 ns }
  engine alu { clock 1 GHz, lanes 1 }
}
op same(X: T[A, B]) -> (Y: T[A, B]) { Y[a, b] = X[a, b] }
kernel k for same on parts { load X in sbuf as [a | b]
  hold Y in sbuf
  do Y on alu
  store Y }
`;
    const run = countKernel(runnable(text, 'k'), caseOf({ A: 4, B: 5, T: 'f32' }));
    if (!run.ok) throw new Error(run.problem.message);
    expect(run.counts.moves[0]).toMatchObject({ runs: 4, runBytes: { min: 20, max: 20 } });
  });

  it('splits runs at the largest descriptor', () => {
    // 10 f32 elements in one run of 40 B; descriptors of 16 B
    const body = 'load X in sram\nhold Y in sram\ndo Y on alu\nstore Y';
    const same = kernel('op same(X: T[N]) -> (Y: T[N]) { Y[n] = X[n] }\n', 'same', body);
    const run = countKernel(same, caseOf({ N: 10, T: 'f32' }));
    if (!run.ok) throw new Error(run.problem.message);
    expect(run.counts.moves[0]).toMatchObject({ runs: 1, runBytes: { min: 40, max: 40 }, descriptors: 3 });
  });

  it('moves the gaps of a strided region only where the stride leaves none out', () => {
    // Y reads X[0], X[3], X[6], X[9]: a box of stride 3; with X[1] as well the stride is 1 and 10 elements are moved
    const at = (right: string) => {
      const op = `op strided(X: T[A], P: T[N]) -> (Y: T[N]) { Y[n] = ${right} + P[n] }\n`;
      const body = 'load X, P in sram\nhold Y in sram\ndo Y on alu\nstore Y';
      const run = countKernel(kernel(op, 'strided', body), caseOf({ A: 10, N: 4, T: 'f32' }));
      if (!run.ok) throw new Error(run.problem.message);
      const [X] = run.counts.moves;
      return [X?.moved, X?.needed, run.counts.buffers[0]?.shape[0]];
    };
    expect(at('X[3 * n]')).toEqual([4, 4, 4]);
    expect(at('X[3 * n] + X[1]')).toEqual([10, 5, 10]);
  });

  it('counts a buffer of an across loop for each unit, and `buffers n` for the whole loop', () => {
    const body = (across: string) =>
      `for n by 2${across} {\nload X in sram buffers 3\nhold Y in sram\ndo Y on alu\nstore Y\n}`;
    const peak = (across: string) => {
      const op = 'op same(X: T[N]) -> (Y: T[N]) { Y[n] = X[n] }\n';
      const run = countKernel(kernel(op, 'same', body(across)), caseOf({ N: 10, T: 'f32' }));
      return run.ok ? run.counts.memories.get('sram')?.bytes : run.problem.message;
    };
    // X three times 8 B, Y 8 B
    expect(peak('')).toBe(32);
    expect(peak(' across core')).toBe(64);
  });

  it('leaves the identity where a reduction is empty', () => {
    const body = 'hold C in sram\nload A, B in sram\ndo C on alu\nstore C';
    const run = runBoth(kernel(MATMUL, 'product', body), caseOf({ M: 2, N: 3, K: 0, T: 'f32' }));
    expect([...(run.kernel.get('C')?.data ?? [])]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('rounds to the types of its copies where it is asked to', () => {
    const op = 'op same(X: T[N]) -> (Y: T[N]) { Y[n] = X[n] }\n';
    const body = 'load X: bf16 in sram\nhold Y in sram\ndo Y on alu\nstore Y';
    const inputs = new Map([['X', new Float64Array([1 + 2 ** -8, 1 + 2 ** -7, 3 + 2 ** -6])]]);
    const at = (round: boolean) => {
      const run = runKernel(kernel(op, 'same', body), caseOf({ N: 3, T: 'f32' }), inputs, { round });
      return run.ok ? [...(run.outputs.get('Y')?.data ?? [])] : run.problem.message;
    };
    expect(at(false)).toEqual([1 + 2 ** -8, 1 + 2 ** -7, 3 + 2 ** -6]);
    // 8 significant bits: the first lies between two numbers and goes to the even one
    expect(at(true)).toEqual([1, 1 + 2 ** -7, 3 + 2 ** -6]);
  });

  it('is refused above the budget, with the estimate', () => {
    const body = 'hold C in sram\nload A, B in sram\ndo C on alu\nstore C';
    const large = kernel(MATMUL, 'product', body);
    const given = caseOf({ M: 10, N: 20, K: 30, T: 'f32' });
    const run = runKernel(large, given, inputsOf(large, given), { budget: 5999 });
    expect(run).toMatchObject({ ok: false, problem: { code: 'too-large' } });
    expect(run.ok ? '' : run.problem.message).toContain('6,000');
    expect(runKernel(large, given, inputsOf(large, given), { budget: 6000 }).ok).toBe(true);
    // a loop that repeats the equation is found by the survey
    const repeated = kernel(`${MATMUL}`, 'product', `for m by 1 {\n${body}\n}\n${body}`);
    const again = runKernel(repeated, given, inputsOf(repeated, given), { budget: 6000 });
    expect(again).toMatchObject({ ok: false, problem: { code: 'too-large' } });
  });
});
