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
export interface Prefix {
  readonly cst: CstNode;
  /** How many tokens it took. */
  readonly length: number;
}

let strict: TileParser | undefined;
let tolerant: TileParser | undefined;

/** Applies a rule to as many tokens as it takes; undefined if they do not begin with what the rule says. */
export function parsePrefix(rule: RuleName, tokens: IToken[]): Prefix | undefined {
  strict ??= new TileParser({ recovery: false });
  const { cst, errors } = run(strict, rule, tokens);
  const [error] = errors;
  if (!error) return { cst, length: tokens.length };
  return isRest(error) ? { cst, length: tokens.indexOf(error.token) } : undefined;
}

/** Applies a rule to tokens that have mistakes: the tree of what could be understood, and the first mistake. */
export function parseTolerantly(rule: RuleName, tokens: IToken[]): { cst: CstNode; error?: IRecognitionException } {
  tolerant ??= new TileParser({ recovery: true });
  const { cst, errors } = run(tolerant, rule, tokens);
  return errors[0] ? { cst, error: errors[0] } : { cst };
}

/** Is the mistake only that tokens are left over behind the rule? */
export function isRest(error: IRecognitionException): boolean {
  return error.name === 'NotAllInputParsedException';
}

function run(parser: TileParser, rule: RuleName, tokens: IToken[]) {
  parser.input = tokens;
  const cst = parser[rule]() ?? { name: rule, children: {} };
  const errors = parser.errors;
  parser.input = [];
  return { cst, errors };
}
