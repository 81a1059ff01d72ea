/**
 * uncovered, defined-twice, writes-input: which tensors the equations define, as far as their left sides say it.
 *
 *     op f(A: T[N]) -> (B: T[N], C: T[N]) { B[n] = A[n]  B[n] = 0 }
 *                                ^ No equation defines the result `C`. …
 *                                                        ^ `B` is defined here a second time. …
 *
 * Parts of a tensor (`when`, `C1 + c`) are compared by the coverage analysis.
 */
import type * as ast from '../../syntax/ast.ts';
import type { OpCheck } from './op-check.ts';

export const undefinedResult: OpCheck = {
  code: 'uncovered',
  run({ tree, report }) {
    const defined = new Set(tree.equations.map((equation) => equation.tensor.name));
    for (const { name } of tree.results) {
      if (name.name === '' || defined.has(name.name)) continue;
      report.error(
        'uncovered',
        name.id,
        `No equation defines the result \`${name.name}\`. Add \`${name.name}[…] = …\`.`,
      );
    }
  },
};

export const definedTwice: OpCheck = {
  code: 'defined-twice',
  run({ tree, report }) {
    const whole = new Map<string, ast.Equation>();
    for (const equation of tree.equations) {
      if (!definesWhole(equation)) continue;
      const { name, id } = equation.tensor;
      const first = whole.get(name);
      if (!first) whole.set(name, equation);
      else {
        const message = `\`${name}\` is defined here a second time, for the same elements. Delete one equation, or split them with \`when\`.`;
        report.error('defined-twice', id, message, [
          { at: report.at(first.tensor.id), message: 'the first definition' },
        ]);
      }
    }
  },
};

/** Different bare names everywhere and no `when`: every element of the tensor. */
function definesWhole({ tensor, index, right }: ast.Equation): boolean {
  if (tensor.name === '' || (right.kind === 'value' && right.when.length > 0)) return false;
  const names = index.map((item) => {
    if (item.kind === 'name') return item.name;
    return item.kind === 'spread' ? `..${item.name.name}` : undefined;
  });
  return names.every((name) => name !== undefined) && new Set(names).size === names.length;
}

export const writesInput: OpCheck = {
  code: 'writes-input',
  run({ tree, op, report }) {
    const inputs = new Set(op.signature.tensors.filter((t) => t.role === 'parameter').map((t) => t.name));
    for (const { tensor } of tree.equations) {
      if (!inputs.has(tensor.name)) continue;
      report.error(
        'writes-input',
        tensor.id,
        `\`${tensor.name}\` is an input; equations define results and tensors of their own.`,
      );
    }
  },
};
