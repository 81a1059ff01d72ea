/** A problem is a value beside a result: what is wrong, where, and what to do. Nothing in the server throws at a user. */
import type { Place } from '../syntax/locate.ts';

export type Severity = 'error' | 'warning' | 'info';

/** The codes that exist; each has its words in `docs/checks.md`. */
export const PROBLEM_CODES = [
  'syntax',
  'unknown-name',
  'duplicate-name',
  'unknown-file',
  'arity',
  'shape-mismatch',
  'type-mismatch',
  'not-affine',
  'unbounded-index',
  'uncovered',
  'defined-twice',
  'writes-input',
  'ill-founded',
  'nested-reduction',
  'misplaced-reads',
  'misplaced-star',
  'shared-layout',
  'layout-invalid',
  'unwritten-load',
  'tile-size',
  'tune-invalid',
  'misplaced-step',
  'buffer-count',
  'no-hold',
  'no-path',
  'needs-engine',
  'result-wiring',
  'tensor-for-const',
  'tuple-argument',
  'too-large',
  'case-value',
  'case-violates-where',
  'case-incomplete',
  'internal-error',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** What, why, what to do. */
  readonly message: string;
  readonly at: Place;
  readonly related?: readonly { readonly at: Place; readonly message: string }[];
}
