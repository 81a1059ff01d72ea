/**
 * unknown-name: the type that is written on an equation is no element type and, being lower-case, no type variable either.
 *
 *     S[i]: f12 = A[i]
 *           ^^^ There is no element type `f12`. Did you mean `f16`?
 */
import { checkElementType } from '../../model/type-problems.ts';
import type { OpCheck } from './op-check.ts';

export const elementTypes: OpCheck = {
  code: 'unknown-name',
  run({ tree, report }) {
    for (const { type } of tree.equations) if (type) checkElementType(type, report);
  },
};
