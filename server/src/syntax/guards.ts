/** Refuses texts that no person writes before the parser, which recurses, meets them. */
import { type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import { endOf } from './lex.ts';
import type { SyntaxProblem } from './problem.ts';
import {
  Comma,
  Equal,
  Keyword,
  LeftBrace,
  LeftBracket,
  LeftParenthesis,
  Plus,
  RightBrace,
  RightBracket,
  RightParenthesis,
} from './tokens.ts';

/** Deepest nesting of brackets, reductions and `or` values within each other. */
export const MAXIMUM_NESTING = 200;

/** Longest text of one declaration, in characters. */
export const MAXIMUM_DECLARATION_LENGTH = 2_000_000;

/** Most tokens of one declaration. */
export const MAXIMUM_TOKENS = 100_000;

/** The problem of a text that is too long to be looked at, if it is. */
export function tooLong(text: string): SyntaxProblem | undefined {
  if (text.length <= MAXIMUM_DECLARATION_LENGTH) return undefined;
  const length = text.length.toLocaleString('en-US');
  const most = MAXIMUM_DECLARATION_LENGTH.toLocaleString('en-US');
  return {
    message: `These ${length} characters are not read: a declaration has at most ${most}. Split it, or its file.`,
    start: 0,
    end: Math.min(text.length, 80),
  };
}

/** The problem of a declaration with too many tokens, if it has. */
export function tooManyTokens(tokens: readonly IToken[]): SyntaxProblem | undefined {
  const first = tokens[0];
  if (!first || tokens.length <= MAXIMUM_TOKENS) return undefined;
  const most = MAXIMUM_TOKENS.toLocaleString('en-US');
  return {
    message: `This declaration is not read: it has more than ${most} words and signs. Split it.`,
    start: first.startOffset,
    end: endOf(first),
  };
}

const opening = [LeftBrace, LeftBracket, LeftParenthesis];
const closing = [RightBrace, RightBracket, RightParenthesis];
const reductions = [Keyword.sum, Keyword.prod, Keyword.max, Keyword.min, Keyword.any];
/** Behind these the reductions and `or` values before them are over. (Not behind `-`: it may be a sign.) */
const separators = [Comma, Equal, Plus];

/** The problem of the first token that stands too deep, if there is one. */
export function tooDeep(tokens: readonly IToken[]): SyntaxProblem | undefined {
  // per open bracket: how many reductions and `or` values are open directly inside
  const levels = [0];
  let depth = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as IToken;
    if (is(token, closing)) depth -= levels.length > 1 ? 1 + (levels.pop() ?? 0) : 0;
    else if (is(token, separators)) {
      depth -= levels[levels.length - 1] ?? 0;
      levels[levels.length - 1] = 0;
    }
    if (is(token, opening)) {
      levels.push(0);
      depth++;
    } else if (tokenMatcher(token, Keyword.or) || (is(token, reductions) && isReduction(tokens, at))) {
      levels[levels.length - 1] = (levels[levels.length - 1] ?? 0) + 1;
      depth++;
    }
    if (depth > MAXIMUM_NESTING) return deepProblem(token);
  }
  return undefined;
}

function isReduction(tokens: readonly IToken[], at: number): boolean {
  const next = tokens[at + 1];
  return next !== undefined && tokenMatcher(next, LeftBracket);
}

function deepProblem(token: IToken): SyntaxProblem {
  return {
    message:
      `This is nested more than ${MAXIMUM_NESTING} levels deep, which is not read. ` +
      'Write the inner parts as equations or ops of their own.',
    start: token.startOffset,
    end: endOf(token),
  };
}

function is(token: IToken, types: readonly TokenType[]): boolean {
  return types.some((type) => tokenMatcher(token, type));
}
