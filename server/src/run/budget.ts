/** What an execution will take, estimated before it begins. */
import { boxOf } from './access.ts';
import type { ConcreteEquation, ConcreteOp } from './concrete-op.ts';
import { refuse } from './refusal.ts';

/** @returns the equation points of an op, reduction points included; an upper bound where conditions leave some out. */
export function stepsOf({ equations }: ConcreteOp): number {
  return equations.reduce((sum, equation) => sum + pointsIn(equation), 0);
}

/** The indices of reductions whose range depends on others count with the largest of their dimension. */
function pointsIn(equation: ConcreteEquation): number {
  const box = boxOf(equation);
  return box.reduce((product, { lower, upper }) => product * Math.max(1, upper - lower), 1);
}

/** Refuses an execution of more steps than the budget. */
export function requireSteps(steps: number, budget: number, what: string): void {
  if (steps <= budget) return;
  const [needs, most] = [Math.ceil(steps), budget].map((n) => n.toLocaleString('en'));
  throw refuse(
    'too-large',
    `\`${what}\` takes up to ${needs} equation points here; the budget is ${most}. Choose a smaller case.`,
  );
}
