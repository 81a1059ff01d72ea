/**
 * needs-engine: a `do` that names neither an instruction nor an engine, on a target with several engines.
 */
import { type KernelCheck, stepsOf } from './kernel-check.ts';

export const needsEngine: KernelCheck = {
  code: 'needs-engine',
  run({ tree, target, report }) {
    if (!target || target.engines.length < 2) return;
    const names = target.engines.map((engine) => `\`${engine.name}\``).join(', ');
    for (const { step } of stepsOf(tree)) {
      if (step.kind !== 'do' || step.instruction || step.engine) continue;
      report.error(
        'needs-engine',
        step.id,
        `\`${target.name}\` has several engines (${names}), and this line names none. Add \`with engine.instruction\` or \`on engine\`.`,
      );
    }
  },
};
