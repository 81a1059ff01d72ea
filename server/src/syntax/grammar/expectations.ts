/**
 * What the parser says of a mistake is only what it expected, as a phrase: `` `in` ``, `the name of a memory`.
 * `recovery/message.ts` makes a sentence of it, which needs what was found as well.
 */
import type { IParserErrorMessageProvider, TokenType } from 'chevrotain';
import { Identifier, NumberToken } from '../tokens.ts';

/** A token type as a phrase. */
export function phrase(type: TokenType): string {
  if (type === Identifier) return 'a name';
  if (type === NumberToken) return 'a number';
  return `\`${type.LABEL ?? type.name}\``;
}

export const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => phrase(expected),
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
