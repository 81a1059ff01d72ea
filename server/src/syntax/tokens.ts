/**
 * The tokens of the language.
 *
 * Keywords are contextual: each is also an `Identifier` (by category), so a tensor may be called `in`, `unit` or
 * `copy`, and the grammar decides by position. `//` comments and `///` doc lines are in groups of their own: the
 * parser does not see them, and none is lost.
 */
import { createToken, Lexer, type TokenType } from 'chevrotain';

export const Identifier = createToken({ name: 'Identifier', pattern: /[A-Za-z_][A-Za-z0-9_]*/ });

const keywordNames = [
  // declarations
  'use',
  'target',
  'extern',
  'op',
  'kernel',
  'net',
  'case',
  'const',
  // items of a target
  'memory',
  'dma',
  'copy',
  'unit',
  'engine',
  'instr',
  'cost',
  // steps and their clauses
  'for',
  'by',
  'across',
  'load',
  'hold',
  'store',
  'accumulate',
  'do',
  'with',
  'given',
  'tune',
  'in',
  'buffers',
  'as',
  'on',
  // nets
  'param',
  'let',
  'repeat',
  'using',
  // equations
  'where',
  'when',
  'and',
  'or',
  'reads',
  'sum',
  'prod',
  'max',
  'min',
  'any',
  'select',
] as const;

/** Every keyword as written. */
export const KEYWORDS: readonly string[] = keywordNames;

export type KeywordName = (typeof keywordNames)[number];

/** The token type of each keyword. */
export const Keyword = Object.fromEntries(
  keywordNames.map((name) => [
    name,
    createToken({ name: `"${name}"`, label: name, pattern: name, longer_alt: Identifier, categories: [Identifier] }),
  ]),
) as unknown as Readonly<Record<KeywordName, TokenType>>;

const punctuation = (name: string, pattern: string) => createToken({ name, label: pattern, pattern });

export const NumberToken = createToken({ name: 'Number', pattern: /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/ });
export const StringToken = createToken({ name: 'String', pattern: /"[^"\r\n]*"/ });
/** A string up to the end of its line; the lexer reports the missing quote, the parser takes it as a string. */
export const OpenString = createToken({ name: 'OpenString', pattern: /"[^"\r\n]*/, categories: [StringToken] });

export const Both = punctuation('Both', '<->');
export const Arrow = punctuation('Arrow', '->');
export const LessEqual = punctuation('LessEqual', '<=');
export const GreaterEqual = punctuation('GreaterEqual', '>=');
export const NotEqual = punctuation('NotEqual', '!=');
export const DotDot = punctuation('DotDot', '..');
export const Less = punctuation('Less', '<');
export const Greater = punctuation('Greater', '>');
export const Equal = punctuation('Equal', '=');
export const LeftBrace = punctuation('LeftBrace', '{');
export const RightBrace = punctuation('RightBrace', '}');
export const LeftParenthesis = punctuation('LeftParenthesis', '(');
export const RightParenthesis = punctuation('RightParenthesis', ')');
export const LeftBracket = punctuation('LeftBracket', '[');
export const RightBracket = punctuation('RightBracket', ']');
export const Comma = punctuation('Comma', ',');
export const Colon = punctuation('Colon', ':');
export const Bar = punctuation('Bar', '|');
export const Dot = punctuation('Dot', '.');
export const Plus = punctuation('Plus', '+');
export const Minus = punctuation('Minus', '-');
export const Star = punctuation('Star', '*');
export const Slash = punctuation('Slash', '/');
export const Percent = punctuation('Percent', '%');
export const Caret = punctuation('Caret', '^');

const WhiteSpace = createToken({ name: 'WhiteSpace', pattern: /[ \t\r\n\f\v\uFEFF]+/, group: Lexer.SKIPPED });
const DocComment = createToken({ name: 'DocComment', pattern: /\/\/\/(?!\/)[^\r\n]*/, group: 'docs' });
const Comment = createToken({ name: 'Comment', pattern: /\/\/[^\r\n]*/, group: 'comments' });

/** Every token type, in the order in which the lexer tries them. */
export const allTokens: TokenType[] = [
  WhiteSpace,
  DocComment,
  Comment,
  ...keywordNames.map((name) => Keyword[name]),
  Identifier,
  NumberToken,
  StringToken,
  OpenString,
  Both,
  Arrow,
  LessEqual,
  GreaterEqual,
  NotEqual,
  DotDot,
  Less,
  Greater,
  Equal,
  LeftBrace,
  RightBrace,
  LeftParenthesis,
  RightParenthesis,
  LeftBracket,
  RightBracket,
  Comma,
  Colon,
  Bar,
  Dot,
  Plus,
  Minus,
  Star,
  Slash,
  Percent,
  Caret,
];
