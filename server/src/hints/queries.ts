/** The hints of a kernel, by node of its tree. */

import type { KernelFacts } from '../analysis/facts.ts';
import { chosenCase, kernelFacts } from '../analysis/queries.ts';
import type { StepOrigin } from '../model/kernel.ts';
import { kernelWithProblems } from '../model/kernel-queries.ts';
import type { Program } from '../polyhedral/program.ts';
import { program } from '../polyhedral/queries.ts';
import { defineQuery } from '../query/definition.ts';
import type { Hint } from './hint.ts';
import { holdHint } from './hold.ts';
import { kernelHint } from './kernel.ts';
import { loadHint } from './load.ts';

/** The node of a kernel's declaration at whose line its own hint stands: its name. */
const KERNEL_NAME_NODE = 1;

/** The hints of a kernel at the case of this name (empty: its first). */
export const kernelHints = defineQuery('kernelHints', function* (reader, uri: string, key: string, caseName: string) {
  const kernel = yield* reader.get(kernelWithProblems, uri, key);
  if (!kernel) return [];
  const chosen = yield* reader.get(chosenCase, uri, key, caseName);
  const at = [uri, key, chosen?.uri ?? '', chosen?.key ?? ''] as const;
  const result = yield* reader.get(kernelFacts, ...at);
  const lowered = yield* reader.get(program, ...at);
  const { name } = kernel.model;
  if (!result.ok || !lowered.ok) {
    return result.ok || name === '' ? [] : [kernelHint(result.reason, name, KERNEL_NAME_NODE)];
  }
  return stepHints(result.facts, lowered.program, kernel.origins);
});

function stepHints(facts: KernelFacts, { memories }: Program, origins: readonly StepOrigin[]): Hint[] {
  const lines = new Map<number, number>();
  for (const { whole } of origins) lines.set(whole, (lines.get(whole) ?? 0) + 1);
  const hints: Hint[] = [];
  for (const buffer of facts.buffers) {
    const origin = origins[buffer.step];
    if (!origin) continue;
    const name = (lines.get(origin.whole) ?? 1) > 1 ? buffer.tensor : undefined;
    const copy = facts.copies.find((c) => c.step === buffer.step && c.kind === 'load');
    if (buffer.kind === 'hold') hints.push(holdHint(buffer, memories.get(buffer.memory), origin.whole, name));
    else if (copy) hints.push(loadHint(buffer, copy, origin.whole, name));
  }
  for (const { step, reason } of facts.unknown) {
    const origin = origins[step];
    if (origin) hints.push(kernelHint(reason, '', origin.whole));
  }
  return hints;
}
