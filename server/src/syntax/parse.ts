/** TEXT → CST → AST of one declaration, and everything that is wrong with its text. */
import type { CstNode } from 'chevrotain';
import type { Declaration } from './ast.ts';
import { docLookup } from './docs.ts';
import { TileParser } from './grammar/parser.ts';
import { type Comment, endOf, lex } from './lex.ts';
import { firstOfEachLine, type SyntaxProblem } from './problem.ts';
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
  readonly problems: readonly SyntaxProblem[];
  /** Every comment, doc lines included, in text order. */
  readonly comments: readonly Comment[];
}

let parser: TileParser | undefined;

/**
 * Parses one declaration: a chunk of `splitDeclarations`. A pure function of its text, so it can be memoised by it.
 * Never throws; what is wrong with the text is in `problems`, and the tree holds what could be understood.
 */
export function parseDeclaration(text: string): ParsedDeclaration {
  const { tokens, comments, problems } = lex(text);
  const all = [...problems];
  parser ??= new TileParser({ recovery: true });
  parser.input = tokens;
  const cst = parser.declaration() as CstNode;
  for (const error of parser.errors) {
    const token = Number.isNaN(error.token.startOffset) ? undefined : error.token;
    all.push({
      message: error.message,
      start: token?.startOffset ?? 0,
      end: token ? endOf(token) : 0,
    });
  }
  const docAbove = docLookup(text, comments);
  const builder = new TreeBuilder(docAbove);
  const declaration = declarationTree(builder, cst);
  return {
    ...(declaration && { declaration }),
    spans: builder.spans,
    doc: tokens[0] ? docAbove(tokens[0].startOffset) : '',
    docs: builder.docs,
    problems: firstOfEachLine(text, [...all, ...builder.problems]),
    comments,
  };
}
