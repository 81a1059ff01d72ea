/** Why something is not executed, as a value. */

export type RefusalCode =
  /** The text needs more steps or memory than the budget; the message states the estimate. */
  | 'too-large'
  | 'case-incomplete'
  | 'case-violates-where'
  | 'shape-mismatch'
  | 'unbounded-index'
  | 'out-of-bounds'
  | 'ill-founded'
  | 'uncovered'
  | 'defined-twice'
  /** A mistake that the checks report in the text: an unknown name, a syntax error. */
  | 'broken'
  /** An extern op states no values. */
  | 'extern';

export interface Refusal {
  readonly code: RefusalCode;
  /** What, why, what to do. */
  readonly message: string;
}

/** Leaves a deep computation with a refusal; `refusable` turns it into a value. */
class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** @returns what is thrown inside of `refusable` to refuse. */
export function refuse(code: RefusalCode, message: string): Error {
  return new Refused({ code, message });
}

export type Refusable<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Refusal };

/** @returns the value of a computation, or why it was refused; any other exception passes. */
export function refusable<Value>(compute: () => Value): Refusable<Value> {
  try {
    return { ok: true, value: compute() };
  } catch (thrown) {
    if (thrown instanceof Refused) return { ok: false, problem: thrown.refusal };
    throw thrown;
  }
}
