/** Plan → a file with target, op, kernel `k` and its case. */
import type { Plan } from './plan.ts';
import { TARGET, writeKernel } from './write-kernel.ts';
import { writeOp } from './write-op.ts';

export interface WrittenProgram {
  readonly text: string;
  readonly sizes: Readonly<Record<string, number>>;
}

/** @returns the program of a plan. */
export function writeProgram(plan: Plan): WrittenProgram {
  const op = writeOp(plan.op);
  const entries = [...Object.entries(op.sizes).map(([name, size]) => `${name} = ${size}`), 'T = f16'];
  const text = [TARGET, op.text, writeKernel(plan.kernel, op), `case k { ${entries.join(', ')} }`, ''].join('\n\n');
  return { text, sizes: op.sizes };
}
