/** unknown-name: `do S.3` where S has two equations. */
import { integerOf } from '../../model/lower-size.ts';
import { type KernelCheck, stepsOf } from './kernel-check.ts';

export const equationNumber: KernelCheck = {
  code: 'unknown-name',
  run({ tree, op, report }) {
    if (!op) return;
    for (const { step } of stepsOf(tree)) {
      if (step.kind !== 'do') continue;
      for (const { tensor, equation } of step.parts) {
        const count = op.equations.filter((e) => e.tensor === tensor.name).length;
        const number = equation && integerOf(equation.text);
        if (!equation || count === 0 || (number !== undefined && number >= 1n && number <= BigInt(count))) continue;
        const has =
          count === 1 ? 'one equation' : `${count} equations, \`${tensor.name}.1\` to \`${tensor.name}.${count}\``;
        report.error(
          'unknown-name',
          equation.id,
          `\`${tensor.name}\` has ${has}; there is no \`${tensor.name}.${equation.text}\`.`,
        );
      }
    }
  },
};
