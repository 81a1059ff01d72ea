/** Nets executed instance by instance, against the same computation written as plain loops. */
import { describe, expect, it } from 'vitest';
import { casesFor } from '../../server/src/model/case.ts';
import { netExpansion } from '../../server/src/model/net-queries.ts';
import { type Op, op } from '../../server/src/model/op.ts';
import { randomValues } from '../../server/src/run/random-values.ts';
import { type NetOptions, type NetRun, opKey, runNet } from '../../server/src/run/run-net.ts';
import { MemoryWorkspace } from '../support/workspace.ts';

const OPS = `
op double(X: T[M, N]) -> (Y: T[M, N]) { Y[m, n] = 2 * X[m, n] }
op add(A: T[M, N], B: T[M, N]) -> (Y: T[M, N]) { Y[m, n] = A[m, n] + B[m, n] }
op rows(X: T[M, N]) -> (Y: T[M], Z: T[M]) {
  Y[m] = sum[n] X[m, n]
  Z[m] = max[n] X[m, n]
}
`;
const NET = `${OPS}
net f(x: T[M, N]) -> (y: T[M], z: T[M]) {
  param w: T[M, N]
  let a = add(double(x), w)
  repeat 3 { let a = double(a) }
  let s, t = rows(a)
  y = s
  z = t
}
case f { M = 3, N = 5, T = f32 }
`;

function run(text: string, net: string, options: NetOptions = {}): NetRun {
  const workspace = new MemoryWorkspace({ 'net.tile': text });
  const uri = workspace.uri('net.tile');
  return workspace.compute(function* (reader) {
    const [first] = yield* reader.get(casesFor, uri, net);
    const result = yield* reader.get(netExpansion, uri, `net ${net}`, first?.uri ?? '', first?.key ?? '');
    if (!result.ok) throw new Error(result.reason);
    expect(result.problems).toEqual([]);
    const ops = new Map<string, Op>();
    for (const instance of result.expansion.instances) {
      const model = yield* reader.get(op, instance.op.uri, instance.op.key);
      if (model) ops.set(opKey(instance), model);
    }
    return runNet(result.expansion, ops, options);
  });
}

function outputs(result: NetRun): Record<string, number[]> {
  if (!result.ok) throw new Error(result.problem.message);
  return Object.fromEntries([...result.outputs].map(([name, { data }]) => [name, [...data]]));
}

describe('a net', () => {
  it('computes what its wires say', () => {
    const x = randomValues(15, 'f32', 7, 'input x 0');
    const w = randomValues(15, 'f32', 7, 'param w 0');
    const y: number[] = [];
    const z: number[] = [];
    for (let m = 0; m < 3; m++) {
      const row = Array.from({ length: 5 }, (_, n) => 8 * (2 * (x[5 * m + n] ?? 0) + (w[5 * m + n] ?? 0)));
      y.push(row.reduce((a, b) => a + b, 0));
      z.push(Math.max(...row));
    }
    expect(outputs(run(NET, 'f', { seed: 7 }))).toEqual({ y, z });
  });

  it('and a rewritten form of it compute the same, another seed something else', () => {
    const rewritten = NET.replace('add(double(x), w)', 'add(add(x, x), w)');
    expect(outputs(run(rewritten, 'f'))).toEqual(outputs(run(NET, 'f')));
    const wrong = NET.replace('repeat 3', 'repeat 2');
    expect(outputs(run(wrong, 'f'))).not.toEqual(outputs(run(NET, 'f')));
    expect(outputs(run(NET, 'f', { seed: 2 }))).not.toEqual(outputs(run(NET, 'f')));
  });

  it('keeps no tensor longer than something reads it', () => {
    // at most two of x, w, a and what is made from them, 15 elements of 8 bytes each: the input, the parameter and one result
    expect(run(NET, 'f')).toMatchObject({ ok: true, peakBytes: 3 * 15 * 8 });
  });

  it('draws the parameters of each instance of a net apart', () => {
    const text = `${OPS}
net g(x: T[M, N]) -> (y: T[M, N]) {
  param w: T[M, N]
  y = add(x, w)
}
net h(x: T[M, N]) -> (y: T[M, N]) { y = g(g(x)) }
case h { M = 2, N = 2, T = f32 }
`;
    const [x, first, second] = ['input x 0', 'param w 0', 'param w 1'].map((name) => randomValues(4, 'f32', 1, name));
    const sum = [...(x as Float64Array)].map((value, i) => value + (first?.[i] ?? 0) + (second?.[i] ?? 0));
    expect(first).not.toEqual(second);
    expect(outputs(run(text, 'h'))).toEqual({ y: sum });
  });

  it('too large for the budget is refused with the estimate before anything is computed', () => {
    const large = run(NET.replace('M = 3', 'M = 3000'), 'f', { budget: 1e4 });
    expect(large).toMatchObject({ ok: false, problem: { code: 'too-large' } });
    // double, add and three doubles of 15,000 points, rows twice
    expect(large.ok ? '' : large.problem.message).toContain('105,000');
  });

  it('with an extern op has no values, and says at which instance', () => {
    const text = `extern op pick(X: T[V, E], I: i32[N]) -> (Y: T[N, E]) { Y[n, e] reads X[*, e], I[n] }
net p(x: T[V, E], i: i32[N]) -> (y: T[N, E]) { y = pick(x, i) }
case p { V = 4, E = 2, N = 3, T = f32 }
`;
    expect(run(text, 'p')).toMatchObject({ ok: false, problem: { code: 'extern' }, instance: 0 });
  });
});
