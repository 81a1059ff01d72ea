/** A problem is a value beside a result: what is wrong, where, and what to do. Nothing in the server throws at a user. */
import type { Place } from '../syntax/locate.ts';

export type Severity = 'error' | 'warning' | 'info';

/** The codes that exist; each has a page in `docs/checks.md`. */
export type ProblemCode =
  | 'syntax'
  | 'unknown-name'
  | 'duplicate-name'
  | 'unknown-file'
  | 'case-violates-where'
  | 'case-incomplete'
  | 'internal-error';

export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** What, why, what to do. */
  readonly message: string;
  readonly at: Place;
  readonly related?: readonly { readonly at: Place; readonly message: string }[];
}
