/** What a check of a kernel sees. */
import type { Kernel } from '../../model/kernel.ts';
import type { Op } from '../../model/op.ts';
import type { ProblemCode } from '../../model/problem.ts';
import type { Report } from '../../model/report.ts';
import type { Target } from '../../model/target.ts';
import type { OpTensor } from '../../model/tensors.ts';
import type * as ast from '../../syntax/ast.ts';

export interface KernelContext {
  readonly tree: ast.KernelDeclaration;
  readonly kernel: Kernel;
  /** Absent where the kernel's op or target means nothing; that was said. */
  readonly op?: Op;
  readonly tensors?: ReadonlyMap<string, OpTensor>;
  readonly target?: Target;
  /** Values of the consts of the file. */
  readonly consts: ReadonlyMap<string, bigint>;
  readonly report: Report;
}

/** One thing that can be wrong with a kernel. */
export interface KernelCheck {
  readonly code: ProblemCode;
  readonly run: (context: KernelContext) => void;
}

/** A step with the loops around it. */
export interface Visited {
  readonly step: ast.Step;
  readonly loops: readonly ast.ForStep[];
}

/** @returns every step of a kernel in text order. */
export function stepsOf(tree: ast.KernelDeclaration): readonly Visited[] {
  const visited: Visited[] = [];
  const walk = (steps: readonly ast.Step[], loops: readonly ast.ForStep[]): void => {
    for (const step of steps) {
      visited.push({ step, loops });
      if (step.kind === 'for') walk(step.body, [...loops, step]);
      if (step.kind === 'block') walk(step.body, loops);
    }
  };
  walk(tree.body, []);
  return visited;
}
