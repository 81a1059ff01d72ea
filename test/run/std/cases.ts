/** Every case of every op of the library. */
import { activationCases } from './cases/activation.ts';
import { attentionCases } from './cases/attention.ts';
import { compareCases } from './cases/compare.ts';
import { convolutionCases } from './cases/convolution.ts';
import { elementwiseCases } from './cases/elementwise.ts';
import { moveCases } from './cases/move.ts';
import { normCases } from './cases/norm.ts';
import { poolCases } from './cases/pool.ts';
import { productCases } from './cases/product.ts';
import { type OpCase, readCase } from './cases/read-case.ts';
import { reduceCases } from './cases/reduce.ts';

export const cases: readonly OpCase[] = [
  ...activationCases,
  ...attentionCases,
  ...compareCases,
  ...convolutionCases,
  ...elementwiseCases,
  ...moveCases,
  ...normCases,
  ...poolCases,
  ...productCases,
  ...reduceCases,
].map(readCase);
