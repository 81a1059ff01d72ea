/** TEXT → CST → AST of one declaration, and everything that is wrong with its text. */
import type { CstNode, IToken } from 'chevrotain';
import type { Declaration } from './ast.ts';
import { beginsDeclaration } from './chunks.ts';
import { docLookup } from './docs.ts';
import { parsePrefix } from './grammar/parsers.ts';
import { tooDeep, tooLong, tooManyTokens } from './guards.ts';
import { type Comment, lex } from './lex.ts';
import { firstOfEachLine, type SyntaxProblem } from './problem.ts';
import { strayText } from './recovery/messages.ts';
import { recover } from './recovery/recover.ts';
import { type ItemDoc, TreeBuilder } from './to-ast/builder.ts';
import { declarationTree } from './to-ast/declaration.ts';

export type { Comment } from './lex.ts';
export type { SyntaxProblem } from './problem.ts';
export type { ItemDoc } from './to-ast/builder.ts';

export interface ParsedDeclaration {
  /** Absent where the text is no declaration, as in a preamble. */
  readonly declaration?: Declaration;
  /** Start of node `id` at `2 * id`, its end at `2 * id + 1`; offsets in the declaration's text. */
  readonly spans: readonly number[];
  /** The `///` lines above the declaration, without the slashes; '' if there are none. */
  readonly doc: string;
  /** The docs of items inside (memories, paths, instructions of a target). */
  readonly docs: readonly ItemDoc[];
  /** At most one a line, in text order. */
  readonly problems: readonly SyntaxProblem[];
  /** Every comment, doc lines included, in text order. */
  readonly comments: readonly Comment[];
}

/**
 * Parses one declaration: a chunk of `splitDeclarations`. A pure function of its text, so it can be memoised by it.
 * Never throws; what is wrong with the text is in `problems`, and the tree holds what could be understood.
 */
export function parseDeclaration(text: string): ParsedDeclaration {
  const long = tooLong(text);
  if (long) return withoutTree([], [long]);
  const { tokens, comments, problems } = lex(text);
  const [first] = tokens;
  if (!first) return withoutTree(comments, firstOfEachLine(text, problems));
  const refused = tooDeep(tokens) ?? tooManyTokens(tokens);
  if (refused) return withoutTree(comments, [refused]);
  if (!beginsDeclaration(text, first.startOffset)) {
    return withoutTree(comments, firstOfEachLine(text, [...problems, strayText(text, tokens, 0, 0)]));
  }
  const concrete = concreteTree(text, tokens);
  const docAbove = docLookup(text, comments);
  const builder = new TreeBuilder(docAbove);
  const declaration = declarationTree(builder, concrete.cst);
  return {
    ...(declaration && { declaration }),
    spans: builder.spans,
    doc: docAbove(first.startOffset),
    docs: builder.docs,
    problems: firstOfEachLine(text, [...problems, ...concrete.problems, ...builder.problems]),
    comments,
  };
}

function concreteTree(text: string, tokens: IToken[]): { cst: CstNode; problems: readonly SyntaxProblem[] } {
  const whole = parsePrefix('declaration', tokens);
  return whole.ok && whole.length === tokens.length ? { cst: whole.cst, problems: [] } : recover(text, tokens);
}

function withoutTree(comments: readonly Comment[], problems: readonly SyntaxProblem[]): ParsedDeclaration {
  return { spans: [], doc: '', docs: [], problems, comments };
}
