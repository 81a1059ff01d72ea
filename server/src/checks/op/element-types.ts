/**
 * unknown-type: a name in type position is no element type and, being lower-case, no type variable either.
 *
 *     op f(A: f12[N]) -> (B: T[N]) { … }
 *             ^^^ There is no element type `f12`. Did you mean `f16`?
 */
import { ELEMENT_TYPES, isElementType } from '../../model/element-type.ts';
import { suggestion } from '../../model/nearest.ts';
import { isConst } from '../../model/signature.ts';
import type * as ast from '../../syntax/ast.ts';
import type { OpCheck } from './op-check.ts';

export const elementTypes: OpCheck = {
  code: 'unknown-name',
  run({ tree, report }) {
    const tensors = [...tree.parameters.list.filter((p): p is ast.TensorParameter => !isConst(p)), ...tree.results];
    const types = [
      ...tensors.map((tensor) => tensor.type.element),
      ...tree.equations.flatMap(({ type }) => type ?? []),
    ];
    for (const { name, id } of types) {
      if (name === '' || isElementType(name) || /^[A-Z]/.test(name)) continue;
      report.error('unknown-name', id, `There is no element type \`${name}\`.${suggestion(name, ELEMENT_TYPES)}`);
    }
  },
};
