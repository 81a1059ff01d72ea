/** Everything that can be said of a kernel as text, one check a file. */
import { visibleConsts } from '../../model/consts.ts';
import { kernelWithProblems } from '../../model/kernel-queries.ts';
import { op } from '../../model/op.ts';
import { Report } from '../../model/report.ts';
import { target } from '../../model/target.ts';
import { tensorsOf } from '../../model/tensors.ts';
import { defineQuery } from '../../query/definition.ts';
import { declaration, ofKind } from '../../syntax/queries.ts';
import { bufferCount } from './buffers.ts';
import { needsEngine } from './engines.ts';
import { equationNumber } from './equation-number.ts';
import { unwrittenLoad, writesInput } from './inputs.ts';
import type { KernelCheck } from './kernel-check.ts';
import { layoutInvalid, sharedLayout } from './layouts.ts';
import { paths } from './paths.ts';
import { tileSize } from './tile-size.ts';
import { misplacedStep, tuneInvalid } from './tunes.ts';

const CHECKS: readonly KernelCheck[] = [
  misplacedStep,
  tuneInvalid,
  tileSize,
  sharedLayout,
  layoutInvalid,
  bufferCount,
  writesInput,
  unwrittenLoad,
  needsEngine,
  equationNumber,
  paths,
];

/** What is wrong in a kernel. */
export const kernelProblems = defineQuery('kernelProblems', function* (reader, uri: string, key: string) {
  const tree = ofKind(yield* reader.get(declaration, uri, key), 'kernel');
  const lowered = yield* reader.get(kernelWithProblems, uri, key);
  if (!tree || !lowered) return [];
  const { model } = lowered;
  const opModel = model.op && (yield* reader.get(op, model.op.uri, model.op.key));
  const targetModel = model.target && (yield* reader.get(target, model.target.uri, model.target.key));
  const report = new Report(uri, key);
  const context = {
    tree,
    kernel: model,
    consts: yield* reader.get(visibleConsts, uri),
    report,
    ...(opModel ? { op: opModel, tensors: tensorsOf(opModel) } : {}),
    ...(targetModel ? { target: targetModel } : {}),
  };
  for (const check of CHECKS) check.run(context);
  return [...lowered.problems, ...report.problems];
});
