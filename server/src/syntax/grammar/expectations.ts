/**
 * What the parser says of a mistake is only what it expected, as a phrase: `` `in` ``, `the name of a memory`.
 * `recovery/messages.ts` makes a sentence of it, which needs what was found as well.
 */
import { type IParserErrorMessageProvider, type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import {
  Bar,
  Comma,
  Identifier,
  LeftBrace,
  LeftBracket,
  LeftParenthesis,
  NumberToken,
  RightBrace,
  RightBracket,
  RightParenthesis,
} from '../tokens.ts';

/** A token type as a phrase. */
function phrase(type: TokenType): string {
  if (type === Identifier) return 'a name';
  if (type === NumberToken) return 'a number';
  return `\`${type.LABEL ?? type.name}\``;
}

/** Rules that are lists in brackets, and what such a list may begin with. */
const elements: Readonly<Record<string, string>> = {
  params: 'a parameter (`X: T[N]` or `const n`)',
  results: 'a result',
  type: 'a dimension',
  index: 'an index',
  reduce: 'a reduction index',
  callArguments: 'an expression',
  layout: 'a dimension',
  props: 'a property',
  value: 'an argument',
  numberList: 'a number',
};

/** What is missing where a closing bracket does not come: behind an element a comma, else an element. */
function endOfList(close: TokenType, previous: IToken, rule: string): string {
  if (rule === 'parenthesised') return `an operator or ${phrase(close)}`;
  const element = elements[rule];
  if (element === undefined) return phrase(close);
  const wanted = [LeftParenthesis, LeftBracket, LeftBrace, Comma, Bar].some((type) => tokenMatcher(previous, type));
  return `${wanted ? element : '`,`'} or ${phrase(close)}`;
}

export const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, previous, ruleName }) =>
    [RightParenthesis, RightBracket, RightBrace].includes(expected)
      ? endOfList(expected, previous, ruleName)
      : phrase(expected),
  buildNotAllInputParsedMessage: () => '',
  buildNoViableAltMessage: ({ expectedPathsPerAlt, customUserDescription }) =>
    customUserDescription ?? alternatives(expectedPathsPerAlt.flat().map(([first]) => first)),
  buildEarlyExitMessage: ({ expectedIterationPaths, customUserDescription }) =>
    customUserDescription ?? alternatives(expectedIterationPaths.map(([first]) => first)),
};

function alternatives(types: readonly (TokenType | undefined)[]): string {
  const phrases = [...new Set(types.filter((type) => type !== undefined).map(phrase))];
  const last = phrases.pop() ?? 'something else';
  return phrases.length === 0 ? last : `${phrases.join(', ')} or ${last}`;
}
