/** What is wrong with a text of sets, and where; offsets are UTF-16 units of the whole text. */
export interface NotationProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** A value, or why there is none. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: NotationProblem };

/** Carries a problem up through the recursive functions of this folder; the functions that it exports catch it. */
export class NotationError extends Error {
  readonly problem: NotationProblem;

  constructor(problem: NotationProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Runs a reader; a `NotationError` becomes the problem that it carries. */
export function catchProblem<T>(read: () => T): Read<T> {
  try {
    return { ok: true, value: read() };
  } catch (thrown) {
    if (thrown instanceof NotationError) return { ok: false, problem: thrown.problem };
    throw thrown;
  }
}
