/** Every op of the library against plain loops, at reduced and ragged sizes. */
import { describe, expect, it } from 'vitest';
import { cases } from './cases.ts';
import { callOf, libraryOps } from './library-op.ts';
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

  it('declares the shapes that the references compute', () => {
    for (const [i, opCase] of cases.entries()) {
      const op = ops.get(opCase.op);
      const reference = references[opCase.op];
      if (!op || !reference) throw new Error(`${opCase.line}: there is no such op or reference`);
      const { inputs, consts, results } = callOf(op, opCase, i);
      const shapes = reference(inputs, consts).map(({ shape }) => [...shape]);
      expect(shapes, opCase.line).toEqual(results);
    }
  });
});
