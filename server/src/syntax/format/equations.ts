/** Equations: aligned at `=` and at `when`. */
import type { Equation } from '../ast.ts';
import { type Block, blockOf, type ColumnStatement } from './block.ts';
import { type Doc, group, indent, line } from './document.ts';
import { boundExpression, conjunction, plainRead } from './expressions.ts';
import { flowingList } from './lists.ts';
import type { TokenCursor } from './token-cursor.ts';

/** The equations of a body whose opening brace has been taken. */
export function equationBlock(tokens: TokenCursor, equations: readonly Equation[]): Block {
  return blockOf(tokens, equations, (item) => equation(tokens, item), equations.length === 1);
}

function equation(tokens: TokenCursor, { tensor, index, type, right }: Equation): ColumnStatement {
  const defined = plainRead(tokens, { tensor, index });
  const left = type ? [defined, tokens.take(':'), tokens.take(type.name, ' ')] : defined;
  const statement = { kind: 'columns', family: 'equation', alignsBroken: true, left } as const;
  if (right.kind === 'reads') {
    const keyword = [tokens.take('reads', ' '), tokens.gap(' ')];
    const reads = flowingList(tokens, right.reads, (read) => plainRead(tokens, read));
    return { ...statement, right: indent([...keyword, ...reads]) };
  }
  const value = [tokens.take('=', ' '), tokens.gap(' '), boundExpression(tokens, right.value)];
  if (right.when.length === 0) return { ...statement, right: value };
  return { ...statement, right: value, tail: whenClause(tokens, right.when) };
}

function whenClause(tokens: TokenCursor, conditions: Parameters<typeof conjunction>[1]): { gap: Doc; doc: Doc } {
  const gap = tokens.gap(line);
  return { gap, doc: group([tokens.take('when'), tokens.gap(' '), indent(conjunction(tokens, conditions))]) };
}
