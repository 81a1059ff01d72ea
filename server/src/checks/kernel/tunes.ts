/**
 * tune-invalid, misplaced-step: `tune` and `given` are about the whole kernel.
 *
 *     tune BM in [512, 1024] = 2048      the default is no candidate
 *     tune m in [1, 2] = 1               `m` is an index of the op
 *     for m by 128 { given A in hbm as [k, m] }
 */

import { reductionsOf } from '../../model/equation.ts';
import { integerOf } from '../../model/lower-size.ts';
import type * as ast from '../../syntax/ast.ts';
import { type KernelCheck, type KernelContext, stepsOf } from './kernel-check.ts';

export const tuneInvalid: KernelCheck = {
  code: 'tune-invalid',
  run(context) {
    const seen = new Set<string>();
    for (const { step } of stepsOf(context.tree)) {
      if (step.kind !== 'tune' || step.name.name === '') continue;
      checkDefault(context, step);
      checkName(context, step, seen);
      seen.add(step.name.name);
    }
  },
};

function checkDefault({ report }: KernelContext, step: ast.TuneStep): void {
  const value = integerOf(step.default.text);
  const candidates = step.candidates.map(({ text }) => integerOf(text));
  if (step.default.text === '' || candidates.length === 0) return;
  if (value === undefined || value < 1n) {
    report.error(
      'tune-invalid',
      step.default.id,
      `\`${step.name.name}\` is a tile size: a whole number of at least 1, not ${step.default.text}.`,
    );
  } else if (!candidates.includes(value)) {
    const list = step.candidates.map(({ text }) => text).join(', ');
    report.error(
      'tune-invalid',
      step.default.id,
      `The default ${value} of \`${step.name.name}\` is none of its candidates ${list}. Add it to them, or choose one.`,
    );
  }
}

function checkName(
  { op, report }: KernelContext,
  { name: { name, id } }: ast.TuneStep,
  seen: ReadonlySet<string>,
): void {
  const what = seen.has(name) ? 'another `tune` of this kernel' : op && meaningIn(op, name);
  if (what) report.error('tune-invalid', id, `\`${name}\` is the name of ${what}. Choose another.`);
}

function meaningIn(op: NonNullable<KernelContext['op']>, name: string): string | undefined {
  const { signature, equations, internals } = op;
  if (signature.sizes.includes(name)) return 'a size';
  if (signature.consts.some((c) => c.name === name)) return 'a const of the op';
  if (internals.includes(name) || signature.tensors.some((tensor) => tensor.name === name)) return 'a tensor';
  const isIndex = equations.some(
    (equation) =>
      equation.indices.includes(name) ||
      reductionsOf(equation).some(({ indices }) => indices.some(({ index }) => index === name)),
  );
  return isIndex ? 'an index of the op' : undefined;
}

export const misplacedStep: KernelCheck = {
  code: 'misplaced-step',
  run({ tree, report }) {
    for (const { step, loops } of stepsOf(tree)) {
      if ((step.kind !== 'tune' && step.kind !== 'given') || loops.length === 0) continue;
      report.error(
        'misplaced-step',
        step.id,
        `\`${step.kind}\` is about the whole kernel and stands before its loops. Move it up.`,
      );
    }
  },
};
