/** The reference of each op of the library, by its name. */
import { activation } from './references/activation.ts';
import { attentions } from './references/attention.ts';
import { compares } from './references/compare.ts';
import { convolution } from './references/convolution.ts';
import { elementwise } from './references/elementwise.ts';
import { dimensionMoves } from './references/move-dimension.ts';
import { imageMoves } from './references/move-image.ts';
import { wholeMoves } from './references/move-whole.ts';
import { norms } from './references/norm.ts';
import { pools } from './references/pool.ts';
import { linear, matmulOps } from './references/product.ts';
import { reductions } from './references/reduce.ts';
import type { Reference } from './references/reference.ts';
import { transposedConvolution } from './references/transposed-convolution.ts';

export const references: Readonly<Record<string, Reference>> = {
  ...activation,
  ...attentions,
  ...compares,
  ...convolution,
  ...dimensionMoves,
  ...elementwise,
  ...imageMoves,
  ...linear,
  ...matmulOps,
  ...norms,
  ...pools,
  ...reductions,
  ...transposedConvolution,
  ...wholeMoves,
};
