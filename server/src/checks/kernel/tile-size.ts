/**
 * tile-size: the size of a tile is zero, negative, or no constant.
 *
 *     for m by M / 2 { … }
 *              ^^^^^ A tile size is a constant or a `tune` value, …
 *
 * The shape of buffers and the number of steps follow from tile sizes, so that they are known before the sizes are.
 */
import { lowerSize } from '../../model/lower-size.ts';
import { evaluateSize, namesOf, type Size } from '../../model/size.ts';
import type * as ast from '../../syntax/ast.ts';
import { type KernelCheck, type KernelContext, stepsOf } from './kernel-check.ts';

export const tileSize: KernelCheck = {
  code: 'tile-size',
  run(context) {
    for (const { step } of stepsOf(context.tree))
      if (step.kind === 'for') for (const axis of step.axes) check(context, axis);
  },
};

function check({ kernel, op, consts, report }: KernelContext, { by, index }: ast.Axis): void {
  if (by.kind === 'missing') return;
  const size = lowerSize(
    by,
    () => {},
    () => {},
  );
  if (by.kind === 'number' && size.kind === 'invalid') {
    report.error('tile-size', by.id, `A tile size is a whole number of at least 1, not ${by.text}.`);
    return;
  }
  if (isInvalid(size)) {
    report.error('tile-size', by.id, 'A tile size is made of whole numbers, consts and `tune` values.');
    return;
  }
  const named = op?.signature.sizes.find((name) => namesOf(size).has(name));
  if (named !== undefined) {
    report.error(
      'tile-size',
      by.id,
      `A tile size is a constant or a \`tune\` value, and \`${named}\` is a size. Write a number, or \`tune B in […] = …\` above the loops.`,
    );
    return;
  }
  const values = new Map([...consts, ...kernel.tunes.map((tune) => [tune.name, tune.value] as const)]);
  const value = evaluateSize(size, values);
  if (value !== undefined && value < 1n) {
    report.error('tile-size', by.id, `A tile of \`${index.name}\` has at least 1 element, not ${value}.`);
  }
}

function isInvalid(size: Size): boolean {
  if (size.kind === 'operation') return isInvalid(size.left) || isInvalid(size.right);
  return size.kind === 'invalid';
}
