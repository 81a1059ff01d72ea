/** The interpreter: equation points a second, of an op alone and of a kernel on buffers. Goal: 10^7 a second. */
import fs from 'node:fs';
import { addStd } from '../../server/src/model/files.ts';
import { kernelWithProblems } from '../../server/src/model/kernel-queries.ts';
import { op } from '../../server/src/model/op.ts';
import { target } from '../../server/src/model/target.ts';
import { Database } from '../../server/src/query/database.ts';
import { computeNow } from '../../server/src/query/scheduler.ts';
import { randomValues } from '../../server/src/run/random-values.ts';
import { checkKernel, type RunnableKernel, runKernel } from '../../server/src/run/run-kernel.ts';
import { parameterShapes, runOp } from '../../server/src/run/run-op.ts';
import { setFile } from '../../server/src/syntax/files.ts';
import { benchmark, type Task } from './harness.ts';

const MILLION = 1_000_000;

function kernelOf(file: string, name: string): RunnableKernel {
  const database = new Database();
  addStd(database);
  for (const sample of fs.readdirSync('samples')) {
    setFile(database, `file:///bench/${sample}`, fs.readFileSync(`samples/${sample}`, 'utf8'));
  }
  return computeNow(database, function* (reader) {
    const found = yield* reader.get(kernelWithProblems, `file:///bench/${file}`, `kernel ${name}`);
    const { model } = found ?? {};
    const opModel = model?.op && (yield* reader.get(op, model.op.uri, model.op.key));
    const machine = model?.target && (yield* reader.get(target, model.target.uri, model.target.key));
    if (!model || !opModel || !machine) throw new Error(`${name} cannot be run`);
    return { kernel: model, op: opModel, target: machine };
  });
}

/** `sizes` must make `millions` of equation points; the budget is what 10^7 points a second allow. */
function tasks(file: string, name: string, sizes: Readonly<Record<string, number>>, millions: number): Task[] {
  const kernel = kernelOf(file, name);
  const given = {
    sizes: new Map(Object.entries(sizes).map(([size, value]) => [size, BigInt(value)])),
    ...{ reals: new Map(), lists: new Map(), elements: new Map([['T', 'f32']]) },
  };
  const shapes = parameterShapes(kernel.op, given);
  if (!shapes.ok) throw new Error(shapes.problem.message);
  const inputs = new Map(
    [...shapes.value].map(([parameter, { shape, element }]) => [
      parameter,
      randomValues(
        shape.reduce((a, b) => a * b, 1),
        element,
        1,
        parameter,
      ),
    ]),
  );
  const task = (what: string, run: () => { readonly ok: boolean }, budget = {}): Task => ({
    name: `${what}, ${millions.toFixed(1)} million points`,
    run: () => {
      if (!run().ok) throw new Error(`${name} was refused`);
    },
    ...budget,
  });
  const budget = { budgetMs: millions * 100 };
  const once = runOp(kernel.op, given, inputs);
  if (!once.ok || Math.abs(once.steps / MILLION - millions) > 0.06)
    throw new Error(`${name} does not take ${millions} million`);
  return [
    task(`${kernel.op.signature.name} by its equations`, () => runOp(kernel.op, given, inputs), budget),
    task(`${name} on buffers, counted`, () => runKernel(kernel, given, inputs), budget),
    task(`${name} in provenance, against its op`, () => checkKernel(kernel, given)),
  ];
}

await benchmark('interpreter', [
  ...tasks('matmul.tile', 'matmul_simple', { M: 60, N: 130, K: 70 }, 0.5),
  ...tasks('conv2d.tile', 'conv_rows', { N: 1, H: 16, W: 12, C: 16, K: 16, R: 3, S: 3, pad: 1 }, 0.4),
]);
