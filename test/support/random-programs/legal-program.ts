/** Plan → a file with target `t`, op `f`, kernel `k` and its case: right, or wrong by a known mutation. */
import type fc from 'fast-check';
import { type KernelNode, printNodes } from './kernel-tree.ts';
import { legalKernel } from './legal-kernel.ts';
import { type LegalPlan, legalPlans } from './legal-plan.ts';
import { type MutationKind, mutants } from './mutations.ts';
import { writeTarget } from './targets.ts';
import { type WrittenOp, writeOp } from './write-op.ts';

const RARE: readonly MutationKind[] = ['store for accumulate', 'swapped loops', 'across a carried axis', 'wrong order'];

export interface RandomProgram {
  readonly text: string;
  readonly plan: LegalPlan;
  readonly op: WrittenOp;
  readonly body: readonly KernelNode[];
  /** What makes it wrong; absent: nothing does. */
  readonly mutation?: MutationKind;
}

/** @returns the program of a plan. */
export function legalProgram(plan: LegalPlan): RandomProgram {
  const op = writeOp(plan.op);
  const target = writeTarget(plan.target);
  const { tunes, body } = legalKernel(plan, op, target);
  const wrong = plan.mutation && mutants(body, op, target);
  const kinds = [...(wrong?.keys() ?? [])];
  // kinds that most kernels do not allow are taken where one does, mostly
  const rare = kinds.filter((kind) => RARE.includes(kind));
  const choices = rare.length > 0 && (plan.mutation?.kind ?? 0) % 4 > 0 ? rare : kinds;
  const mutation = plan.mutation && choices[(plan.mutation.kind >> 2) % Math.max(choices.length, 1)];
  const sites = (mutation && wrong?.get(mutation)) ?? [];
  const chosen = sites[(plan.mutation?.site ?? 0) % Math.max(sites.length, 1)] ?? body;
  const kernel = ['kernel k for f on t {', ...[...tunes, ...printNodes(chosen)].map((line) => `  ${line}`), '}'];
  const entries = [...Object.entries(op.sizes).map(([name, size]) => `${name} = ${size}`), 'T = f16'];
  const text = [target.text, op.text, kernel.join('\n'), `case k { ${entries.join(', ')} }`, ''].join('\n\n');
  return { text, plan, op, body: chosen, ...(mutation ? { mutation } : {}) };
}

/** Programs that are right and, more than one in five, wrong by a mutation. */
export const randomPrograms: fc.Arbitrary<RandomProgram> = legalPlans.map(legalProgram);
