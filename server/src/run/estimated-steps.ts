/** What running an op at a case would take, before anything is computed. */
import type { Op } from '../model/op.ts';
import { stepsOf } from './budget.ts';
import { caseValues, type RunCase } from './case-values.ts';
import { lowerOp } from './lower-op.ts';

/** @returns the equation points, an upper bound where conditions leave some out; refuses what cannot be run at all. */
export function estimatedSteps(op: Op, given: RunCase, consts: ReadonlyMap<string, bigint> = new Map()): number {
  return stepsOf(lowerOp(op, caseValues(op.signature, given, consts)));
}
