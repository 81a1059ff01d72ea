/** Sentences about mistakes: what was expected, what was found, and the form of what was begun. */
import { type CstNode, type IToken, tokenMatcher } from 'chevrotain';
import { endOf } from '../lex.ts';
import type { SyntaxProblem } from '../problem.ts';
import { Identifier, RightBrace, StringToken } from '../tokens.ts';
import { continuationOf, formOf } from './forms.ts';
import { declarationKeywords, didYouMean } from './suggest.ts';

export interface Place {
  readonly text: string;
  readonly tokens: readonly IToken[];
  /** Number of the first token of the statement or header. */
  readonly start: number;
  /** Number of the token that does not fit; behind the last one: the text ends too early. */
  readonly at: number;
  /** Is the token left over behind a statement that is complete? Then it is the mistake, even on a new line. */
  readonly left?: boolean;
}

/**
 * "Expected X after `a`, found `b`", at the token that does not fit, or at the one before if its line ends there.
 * `rules` are the rules of the grammar that were being read, the innermost last.
 */
export function expected(
  { text, tokens, start, at, left = false }: Place,
  what: string,
  rules: readonly string[],
): SyntaxProblem {
  const previous = at > start ? tokens[at - 1] : undefined;
  const token = tokens[at];
  const goesOn = left || !previous || !/[\r\n]/.test(text.slice(endOf(previous), token?.startOffset));
  const here = token && goesOn;
  const after = previous ? ` after ${quote(previous)}` : '';
  const found = here ? `found ${quote(token)}` : 'but the line ends';
  const wrong = here ? token : (previous ?? tokens.at(-1));
  const suggestion = here && tokenMatcher(token, Identifier) ? didYouMean(token.image, what) : '';
  return {
    message: `Expected ${what}${after}, ${found}.${suggestion || formOf(rules, tokens, at)}`,
    start: wrong?.startOffset ?? 0,
    end: wrong ? endOf(wrong) : 0,
  };
}

/** A keyword with a slip in it. */
export function misspelt(token: IToken, meant: string): SyntaxProblem {
  const start = token.startOffset;
  return { message: `\`${token.image}\` is no keyword. Did you mean \`${meant}\`?`, start, end: endOf(token) };
}

/** What could follow a statement or header that is complete. */
export function continuation(cst: CstNode): string {
  const rules: string[] = [];
  for (let node: CstNode | undefined = cst; node; node = lastChild(node)) rules.push(node.name);
  return continuationOf(rules);
}

/** The child node that ends where the node ends, if it has one. */
function lastChild(node: CstNode): CstNode | undefined {
  const end = node.location?.endOffset;
  const children = Object.values(node.children).flat();
  return children.find((child): child is CstNode => 'children' in child && child.location?.endOffset === end);
}

/** Text where nothing is open any more. */
export function strayText(text: string, tokens: readonly IToken[], at: number, excess: number): SyntaxProblem {
  const token = tokens[at];
  if (!token) return { message: '', start: text.length, end: text.length };
  if (tokenMatcher(token, RightBrace)) return strayBrace(tokens, at);
  const range = { start: token.startOffset, end: endOf(token) };
  const declares = declarationKeywords.includes(token.image);
  if (declares && at === 0 && !isInFirstColumn(text, token.startOffset)) {
    return { message: `A declaration begins in column 1: remove the space before ${quote(token)}.`, ...range };
  }
  const keywords = declarationKeywords.map((keyword) => `\`${keyword}\``);
  const choice = `${keywords.slice(0, -1).join(', ')} or ${keywords.at(-1)}`;
  const suggestion = tokenMatcher(token, StringToken) ? ' Write `use` before it.' : didYouMean(token.image, choice);
  const advice = suggestion || (excess < 0 ? ' Is there a `}` too many above it?' : '');
  return { message: `Expected a declaration (${choice}), found ${quote(token)}.${advice}`, ...range };
}

function isInFirstColumn(text: string, offset: number): boolean {
  return offset === 0 || /[\r\n\uFEFF]/.test(text.charAt(offset - 1));
}

/** A `}` without its `{`. */
export function strayBrace(tokens: readonly IToken[], at: number): SyntaxProblem {
  const start = tokens[at]?.startOffset ?? 0;
  return { message: 'This `}` closes nothing: remove it, or add the `{` that it belongs to.', start, end: start + 1 };
}

/** A `{` without its `}`, named by the line it belongs to. */
export function unclosed(text: string, tokens: readonly IToken[], brace: number, owner: number): SyntaxProblem {
  const start = tokens[brace]?.startOffset ?? 0;
  const header = owner < brace ? text.slice(tokens[owner]?.startOffset ?? start, start).trim() : '';
  const [line = ''] = header.split(/[\r\n(]/);
  const short = line.length > 40 ? `${line.slice(0, 40).trimEnd()}…` : line;
  const of = short === '' ? '' : ` of \`${short}\``;
  return { message: `The \`{\`${of} is not closed: add its \`}\`.`, start, end: start + 1 };
}

function quote(token: IToken): string {
  const image = token.image.length > 30 ? `${token.image.slice(0, 30)}…` : token.image;
  return image.startsWith('"') ? image : `\`${image}\``;
}
