/** What a check of an op sees. */
import type { Op } from '../../model/op.ts';
import type { ProblemCode } from '../../model/problem.ts';
import type { Report } from '../../model/report.ts';
import type * as ast from '../../syntax/ast.ts';

export interface OpContext {
  readonly tree: ast.OpDeclaration;
  readonly op: Op;
  readonly report: Report;
}

/** One thing that can be wrong with an op. */
export interface OpCheck {
  readonly code: ProblemCode;
  readonly run: (context: OpContext) => void;
}
