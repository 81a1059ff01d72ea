/**
 * The hint of a kernel without numbers: why there are none.
 *
 *     kernel matmul_simple for matmul on trn1 {        no numbers: it needs a case
 */
import type { Hint } from './hint.ts';
import { MAXIMUM_LENGTH } from './hint.ts';

/** @returns the hint; `reason` completes "there are no numbers because …". */
export function kernelHint(reason: string, kernel: string, node: number): Hint {
  const whole = `no numbers: ${reason.replaceAll('`', '')}`;
  const compact = whole.length <= MAXIMUM_LENGTH ? whole : 'no numbers';
  const advice =
    reason === 'it needs a case' ? `\n\nAdd \`case ${kernel} { … }\` with a value for each size and type.` : '';
  return {
    kind: 'kernel',
    node,
    compact,
    full: compact,
    tooltip: `There are no numbers because ${reason}.${advice}`,
  };
}
