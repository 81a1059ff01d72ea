/**
 * The two parsers. Both are built once, when they are first needed: the strict one stops at the first mistake and
 * serves every declaration that has none; the tolerant one, which goes on behind mistakes, sees single statements.
 */
import type { CstNode, IRecognitionException, IToken } from 'chevrotain';
import { TileParser } from './parser.ts';

export type RuleName =
  | 'declaration'
  | 'use'
  | 'constant'
  | 'targetHeader'
  | 'targetItem'
  | 'opHeader'
  | 'equation'
  | 'instrHeader'
  | 'kernelHeader'
  | 'step'
  | 'forHeader'
  | 'netHeader'
  | 'wire'
  | 'repeatHeader'
  | 'caseHeader'
  | 'entry';

/** A grammar rule, applied to the beginning of some tokens. */
export type Prefix =
  | { readonly ok: true; readonly cst: CstNode /** How many tokens it took. */; readonly length: number }
  | { readonly ok: false /** The first mistake. */; readonly error: IRecognitionException };

let strict: TileParser | undefined;
let tolerant: TileParser | undefined;

/** Applies a rule to as many tokens as it takes, if they begin with what the rule says. */
export function parsePrefix(rule: RuleName, tokens: IToken[]): Prefix {
  strict ??= new TileParser({ recovery: false });
  const { cst, errors } = run(strict, rule, tokens);
  const [error] = errors;
  if (!error) return { ok: true, cst, length: tokens.length };
  if (error.name !== 'NotAllInputParsedException') return { ok: false, error };
  return { ok: true, cst, length: tokens.indexOf(error.token) };
}

/** What can be understood of tokens in spite of their mistakes. */
export function parseTolerantly(rule: RuleName, tokens: IToken[]): CstNode {
  tolerant ??= new TileParser({ recovery: true });
  return run(tolerant, rule, tokens).cst;
}

function run(parser: TileParser, rule: RuleName, tokens: IToken[]) {
  parser.input = tokens;
  const cst = parser[rule]() ?? { name: rule, children: {} };
  const errors = parser.errors;
  parser.input = [];
  return { cst, errors };
}
