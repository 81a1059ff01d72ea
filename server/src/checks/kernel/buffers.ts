/**
 * buffer-count: `buffers n` keeps n buffers of one line, a whole number of at least 1; outside of any loop nothing can
 * overlap, and more than one only takes room.
 */
import { integerOf } from '../../model/lower-size.ts';
import { type KernelCheck, stepsOf } from './kernel-check.ts';

/** A number of buffers beyond this is a typing error; the largest memory of a target has room for no such thing. */
const MAXIMUM_BUFFERS = 1024n;

export const bufferCount: KernelCheck = {
  code: 'buffer-count',
  run({ tree, report }) {
    for (const { step, loops } of stepsOf(tree)) {
      if ((step.kind !== 'load' && step.kind !== 'hold') || !step.buffers || step.buffers.text === '') continue;
      const count = integerOf(step.buffers.text);
      if (count === undefined || count < 1n || count > MAXIMUM_BUFFERS) {
        report.error(
          'buffer-count',
          step.buffers.id,
          `\`buffers\` takes a whole number from 1 to ${MAXIMUM_BUFFERS}, not ${step.buffers.text}.`,
        );
      } else if (count > 1n && loops.length === 0) {
        report.warning(
          'buffer-count',
          step.buffers.id,
          `This line runs once, so nothing overlaps and ${count - 1n} of the ${count} buffers stay unused. Delete \`buffers ${count}\`.`,
        );
      }
    }
  },
};
