/** Every op of the library against plain loops, at reduced and ragged sizes. */
import { describe, expect, it } from 'vitest';
import { runOp } from '../../../server/src/run/run-op.ts';
import { cases } from './cases.ts';
import { callOf, libraryOps } from './library-op.ts';
import type { Tensor } from './references/tensor.ts';
import { references } from './references.ts';

/** Ops whose values nothing states: an extern op says what may be read. */
const WITHOUT_VALUES: Readonly<Record<string, string>> = {
  embedding: 'extern: the rows are chosen by data',
  embedding_batch: 'extern: the rows are chosen by data',
  gather_first: 'extern: the slices are chosen by data',
  gather_last: 'extern: the elements are chosen by data',
  gather_rows: 'extern: the slices are chosen by data',
};

const ops = libraryOps();

describe('the library', () => {
  it('has a reference and at least one case for each op, or says why not', () => {
    const left = [...ops.keys()].filter((name) => !(name in WITHOUT_VALUES));
    expect(left.filter((name) => !(name in references))).toEqual([]);
    expect(left.filter((name) => !cases.some(({ op }) => op === name))).toEqual([]);
    expect(Object.keys(references).filter((name) => !ops.has(name))).toEqual([]);
    expect(Object.keys(WITHOUT_VALUES).filter((name) => !ops.get(name)?.signature.extern)).toEqual([]);
  });

  it.each([...new Set(cases.map(({ op }) => op))])('%s equals its reference', (name) => {
    const op = ops.get(name);
    const reference = references[name];
    if (!op || !reference) throw new Error(`there is no op or no reference ${name}`);
    for (const [i, opCase] of cases.filter((c) => c.op === name).entries()) {
      const { inputs, consts, results, sizes, reals, lists } = callOf(op, opCase, i);
      const expected = reference(inputs, consts);
      expect(
        expected.map(({ shape }) => [...shape]),
        `shapes at ${opCase.line}`,
      ).toEqual(results);
      const names = op.signature.tensors.flatMap((t) => (t.role === 'parameter' ? [t.name] : []));
      const given = new Map(
        names.map((parameter, n) => [parameter, (inputs as readonly Tensor[])[n]?.data as Float64Array]),
      );
      const run = runOp(op, { sizes, reals, lists, elements: new Map([['T', 'f32']]) }, given);
      if (!run.ok) throw new Error(`${opCase.line}: ${run.problem.message}`);
      for (const [n, output] of [...run.outputs.values()].entries()) {
        expect([...output.shape], opCase.line).toEqual(results[n]);
        expectClose(output.data, (expected[n] as Tensor).data, opCase.line);
      }
    }
  });
});

/** Sums may be taken in another order, functions computed by another formula. */
const TOLERANCE = 1e-9;

function expectClose(actual: Float64Array, expected: Float64Array, line: string): void {
  expect(actual.length, line).toBe(expected.length);
  for (const [i, value] of expected.entries()) {
    const found = actual[i] as number;
    if (Object.is(found, value) || found === value) continue;
    const limit = TOLERANCE * Math.max(1, Math.abs(value));
    if (!(Math.abs(found - value) <= limit)) expect.fail(`${line}: element ${i} is ${found}, not ${value}`);
  }
}
