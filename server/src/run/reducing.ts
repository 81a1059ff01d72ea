/** The reductions: what they start from, and how they combine. */
import type { ReductionOperator } from '../model/value.ts';

export interface Combination {
  /** Of no values at all. */
  readonly identity: number;
  readonly combine: (a: number, b: number) => number;
}

const COMBINATIONS: Readonly<Record<ReductionOperator, Combination>> = {
  sum: { identity: 0, combine: (a, b) => a + b },
  prod: { identity: 1, combine: (a, b) => a * b },
  max: { identity: Number.NEGATIVE_INFINITY, combine: Math.max },
  min: { identity: Number.POSITIVE_INFINITY, combine: Math.min },
  // NaN stands for what is not defined, and stays
  any: { identity: 0, combine: (a, b) => (Number.isNaN(a + b) ? Number.NaN : a !== 0 || b !== 0 ? 1 : 0) },
};

/** @returns the combination of an operator. */
export function combination(operator: ReductionOperator): Combination {
  return COMBINATIONS[operator];
}
