/** Everything that can be said of an op as text, one check a file. */
import { opWithProblems } from '../../model/op.ts';
import { Report } from '../../model/report.ts';
import { signatureWithProblems } from '../../model/signature.ts';
import { defineQuery } from '../../query/definition.ts';
import { declaration, ofKind } from '../../syntax/queries.ts';
import { definedTwice, undefinedResult, writesInput } from './coverage.ts';
import { elementTypes } from './element-types.ts';
import { misplacedReads, misplacedStar } from './extern.ts';
import { illFounded } from './ill-founded.ts';
import { indexCount } from './index-count.ts';
import { nestedReduction } from './nested-reduction.ts';
import { notAffine } from './not-affine.ts';
import type { OpCheck } from './op-check.ts';
import { reducedDimensions } from './reduced-dimensions.ts';
import { unboundedIndex } from './unbounded-index.ts';

const CHECKS: readonly OpCheck[] = [
  elementTypes,
  indexCount,
  notAffine,
  unboundedIndex,
  reducedDimensions,
  nestedReduction,
  misplacedReads,
  misplacedStar,
  writesInput,
  undefinedResult,
  definedTwice,
  illFounded,
];

/** What is wrong in an op. */
export const opProblems = defineQuery('opProblems', function* (reader, uri: string, key: string) {
  const tree = ofKind(yield* reader.get(declaration, uri, key), 'op');
  const head = yield* reader.get(signatureWithProblems, uri, key);
  const body = yield* reader.get(opWithProblems, uri, key);
  if (!tree || !head || !body) return [];
  const report = new Report(uri, key);
  for (const check of CHECKS) check.run({ tree, op: body.model, report });
  return [...head.problems, ...body.problems, ...report.problems];
});
