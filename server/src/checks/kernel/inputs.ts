/**
 * writes-input, unwritten-load: what moves in a direction in which there is nothing to move.
 *
 *     hold A in sbuf        `A` is an input: it is there already. Bring it in with `load A in sbuf`.
 *     load C in sbuf        nothing has written `C` before this line
 */
import type * as ast from '../../syntax/ast.ts';
import { type KernelCheck, stepsOf, type Visited } from './kernel-check.ts';

export const writesInput: KernelCheck = {
  code: 'writes-input',
  run({ tree, tensors, report }) {
    const isInput = (name: string) => tensors?.get(name)?.role === 'parameter';
    for (const { step } of stepsOf(tree)) {
      if (step.kind === 'hold') {
        for (const { name, id } of step.tensors.filter((tensor) => isInput(tensor.name))) {
          const memory = step.memory.name;
          report.error(
            'writes-input',
            id,
            `\`${name}\` is an input, and \`hold\` makes room for what is computed. Bring it in with \`load ${name} in ${memory}\`.`,
          );
        }
      }
      if (step.kind === 'store' || step.kind === 'accumulate') {
        for (const { name, id } of step.tensors.filter((tensor) => isInput(tensor.name))) {
          report.error(
            'writes-input',
            id,
            `\`${name}\` is an input; nothing of it has to be stored. Delete it from this line.`,
          );
        }
      }
      if (step.kind === 'do') {
        for (const { tensor } of step.parts.filter((part) => isInput(part.tensor.name))) {
          report.error(
            'writes-input',
            tensor.id,
            `\`${tensor.name}\` is an input; no equation computes it. \`do\` names a result or a tensor of the op's own.`,
          );
        }
      }
    }
  },
};

export const unwrittenLoad: KernelCheck = {
  code: 'unwritten-load',
  run({ tree, tensors, report }) {
    const steps = stepsOf(tree);
    steps.forEach(({ step, loops }, position) => {
      if (step.kind !== 'load') return;
      for (const { name, id } of step.tensors) {
        const role = tensors?.get(name)?.role;
        if (role === undefined || role === 'parameter' || isWrittenBefore(steps, name, position, loops[0])) continue;
        const message =
          `Nothing has written \`${name}\` before this line, so there is nothing to load. Make room for it with \`hold\`, ` +
          'or move the `do` of it up.';
        report.error('unwritten-load', id, message);
      }
    });
  },
};

/** By a `do` above, or by one in the same loop, an iteration earlier. */
function isWrittenBefore(
  steps: readonly Visited[],
  tensor: string,
  position: number,
  loop: ast.ForStep | undefined,
): boolean {
  return steps.some(({ step, loops }, i) => {
    if (step.kind !== 'do' || !step.parts.some((part) => part.tensor.name === tensor)) return false;
    return i < position || (loop !== undefined && loops[0] === loop);
  });
}
