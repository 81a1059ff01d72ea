/** The ops of random programs are right, so that the interpreter runs each of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { op } from '../../server/src/model/op.ts';
import { parameterShapes, runOp } from '../../server/src/run/run-op.ts';
import { randomPrograms } from '../support/random-programs/legal-program.ts';
import { runs } from '../support/runs.ts';
import { MemoryWorkspace } from '../support/workspace.ts';

const FILE = 'random.tile';

describe('the interpreter', () => {
  it('refuses no op of a random program, and defines every element of its result', () => {
    fc.assert(
      fc.property(randomPrograms, fc.infiniteStream(fc.integer({ min: -1, max: 1 })), ({ op: written }, numbers) => {
        const workspace = new MemoryWorkspace({ [FILE]: written.text });
        const model = workspace.compute((reader) => reader.get(op, workspace.uri(FILE), 'op f'));
        if (!model) throw new Error(`no op in\n${written.text}`);
        const sizes = new Map(Object.entries(written.sizes).map(([name, size]) => [name, BigInt(size)]));
        const given = { sizes, reals: new Map(), lists: new Map(), elements: new Map([['T', 'f16']]) };
        const shapes = parameterShapes(model, given);
        if (!shapes.ok) throw new Error(`${shapes.problem.message}\n${written.text}`);
        const inputs = new Map(
          [...shapes.value].map(([name, { shape }]) => {
            const size = shape.reduce((a, b) => a * b, 1);
            return [name, Float64Array.from({ length: size }, () => numbers.next().value as number)];
          }),
        );
        const run = runOp(model, given, inputs);
        if (!run.ok) throw new Error(`${run.problem.code}: ${run.problem.message}\n${written.text}`);
        const result = run.outputs.get('Y')?.data ?? new Float64Array([Number.NaN]);
        expect([...result].some(Number.isNaN), written.text).toBe(false);
      }),
      { numRuns: runs(200) },
    );
  });
});
