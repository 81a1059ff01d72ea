/** TEXT → tokens, comments and lexical problems. */
import { type ILexingError, type IToken, Lexer, tokenMatcher } from 'chevrotain';
import { endOfLine, MAXIMUM_PROBLEMS, type SyntaxProblem } from './problem.ts';
import { allTokens, OpenString } from './tokens.ts';

/** A `//` comment or a `///` doc line, slashes included. */
export interface Comment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface LexedText {
  readonly tokens: IToken[];
  /** Ordinary comments and doc lines, in text order. */
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
}

let lexer: Lexer | undefined;

/** Cuts a text into tokens. Never fails: what is no token is reported, once a run, and left out. */
export function lex(text: string): LexedText {
  lexer ??= new Lexer(allTokens, { positionTracking: 'onlyOffset', ensureOptimizations: true, skipValidations: true });
  const { tokens, groups, errors } = lexer.tokenize(text);
  const comments = [...(groups.comments ?? []), ...(groups.docs ?? [])]
    .map((token): Comment => ({ start: token.startOffset, end: endOf(token), text: token.image }))
    .sort((a, b) => a.start - b.start);
  const problems = unknownRuns(text, errors);
  for (const token of tokens) {
    // the parser's own locations need it, and the lexer leaves it out to save time on lines and columns
    token.endOffset = endOf(token) - 1;
    if (tokenMatcher(token, OpenString)) problems.push(openString(token));
  }
  return { tokens, comments, problems };
}

/** Is this comment a `///` line? Four slashes and more are a ruler, not a doc line. */
export function isDocLine(comment: Comment): boolean {
  return comment.text.startsWith('///') && comment.text[3] !== '/';
}

/** Offset behind a token. */
export function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}

/** What people paste or carry over from other languages, and what to write here. */
const replacements: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/^;/, 'A line needs no semicolon: remove it'],
  [/^[\u00a0\u2000-\u200b\u202f\u3000]/, 'This is a special space character: replace it by an ordinary space'],
  [/^[×·∙•]/, 'Write `*` for a product'],
  [/^÷/, 'Write `/` for a quotient'],
  [/^[−–—]/, 'Write `-`'],
  [/^≤/, 'Write `<=`'],
  [/^≥/, 'Write `>=`'],
  [/^≠/, 'Write `!=`'],
  [/^[!~]/, 'Write `!=` for "is not equal"'],
  [/^→/, 'Write `->`'],
  [/^↔/, 'Write `<->`'],
  [/^[∑Σ]/, 'Write `sum[k]`'],
  [/^∞/, 'Write `inf`'],
  [/^[“”„«»'’]/, 'Write strings between `"` and `"`'],
  [/^#/, 'Comments start with `//`'],
  [/^&/, 'Write `and`'],
  [/^\p{L}/u, 'Names are made of the letters A to Z, digits and `_`'],
];

/** The first run of unknown characters of each line, and not more than anybody reads. */
function unknownRuns(text: string, errors: readonly ILexingError[]): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  let lineEnd = -1;
  for (const error of errors) {
    if (error.offset <= lineEnd) continue;
    if (problems.length === MAXIMUM_PROBLEMS) break;
    problems.push(unknownCharacters(text, error));
    lineEnd = endOfLine(text, error.offset);
  }
  return problems;
}

function unknownCharacters(text: string, error: ILexingError): SyntaxProblem {
  const { offset, length } = error;
  const run = text.slice(offset, offset + length);
  const shown = [...run].length > 20 ? `${[...run].slice(0, 20).join('')}…` : run;
  const advice = replacements.find(([pattern]) => pattern.test(run))?.[1] ?? 'Remove it';
  return { message: `\`${shown}\` has no meaning in this language. ${advice}.`, start: offset, end: offset + length };
}

function openString(token: IToken): SyntaxProblem {
  return {
    message: `The string ${token.image} has no end: close it with \`"\` on its line.`,
    start: token.startOffset,
    end: endOf(token),
  };
}
