/**
 * Words of the set notation: isl's, and the calculator's, which contains it.
 *
 *     [N] -> { S[i] : 0 <= i < N }    gives    [  N  ]  ->  {  S  [  i  ]  :  0  <=  i  <  N  }
 *
 * The words of logic are case-insensitive as in isl, and may be written as signs (`and`, `&&`, `∧`). A name may end in
 * primes. `#` begins a comment that lasts to the end of its line; so does `/*` up to the closing sign.
 */
import type { NotationProblem } from './problem.ts';

export type TokenKind = 'name' | 'number' | 'string' | 'sign' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** A sign or word of logic in its canonical form, the digits of a number, the characters inside of quotes. */
  readonly text: string;
  /** The letters as written where the token is made of letters: a word of logic may still be the name of a tuple. */
  readonly word?: string;
  /** Offsets in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** Longer numbers are refused: reading one takes time that grows with the square of its length. */
const MAXIMUM_DIGITS = 2000;

/** Words that are signs: they are never names. */
const WORDS: Readonly<Record<string, string>> = {
  and: 'and',
  or: 'or',
  not: 'not',
  implies: 'implies',
  exists: 'exists',
  mod: 'mod',
  floor: 'floor',
  ceil: 'ceil',
  floord: 'floord',
  ceild: 'ceild',
  min: 'min',
  max: 'max',
  true: 'true',
  false: 'false',
};

/** What signs mean that have another form too. */
const ALIASES: Readonly<Record<string, string>> = {
  '&&': 'and',
  '∧': 'and',
  '||': 'or',
  '∨': 'or',
  '!': 'not',
  '¬': 'not',
  '∃': 'exists',
  '%': 'mod',
  '==': '=',
  '≠': '!=',
  '≤': '<=',
  '≥': '>=',
  '→': '->',
  '≪': '<<',
  '≫': '>>',
};

const PATTERN = new RegExp(
  [
    '(?<space>\\s+|#[^\\n]*|/\\*[\\s\\S]*?\\*/)',
    "(?<name>[A-Za-z_][A-Za-z0-9_]*'*)",
    '(?<number>[0-9]+)',
    '"(?<string>[^"\\n]*)"',
    '(?<sign><<=|>>=|<<|>>|<=|>=|!=|==|:=|->|&&|\\|\\||[-+*/%^.,;:=<>!()[\\]{}@∧∨¬∃≠≤≥→≪≫])',
  ].join('|'),
  'uy',
);

/** Tokens up to the first character that begins none; the last one has kind `end`. */
export function tokenize(text: string): {
  readonly tokens: readonly Token[];
  readonly problem: NotationProblem | null;
} {
  const tokens: Token[] = [];
  let at = 0;
  let problem: NotationProblem | null = null;
  while (at < text.length && problem === null) {
    PATTERN.lastIndex = at;
    const groups = PATTERN.exec(text)?.groups;
    if (groups === undefined) {
      problem = { start: at, end: at + 1, message: unexpectedCharacter(text, at) };
      break;
    }
    const end = PATTERN.lastIndex;
    if (groups.space === undefined) tokens.push(token(groups, at, end));
    if (groups.number !== undefined && groups.number.length > MAXIMUM_DIGITS) {
      problem = { start: at, end, message: `A number may have ${MAXIMUM_DIGITS} digits.` };
    }
    at = end;
  }
  tokens.push({ kind: 'end', text: '', start: at, end: at });
  return { tokens, problem };
}

function unexpectedCharacter(text: string, at: number): string {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (character === '"') return 'The string has no closing quote in its line.';
  return `\`${character}\` begins nothing of the set notation.`;
}

function token(groups: Record<string, string | undefined>, start: number, end: number): Token {
  const { name, number, string, sign } = groups;
  if (number !== undefined) return { kind: 'number', text: number, start, end };
  if (string !== undefined) return { kind: 'string', text: string, start, end };
  if (sign !== undefined) return { kind: 'sign', text: ALIASES[sign] ?? sign, start, end };
  const text = name as string;
  const lower = text.toLowerCase();
  const word = Object.hasOwn(WORDS, lower) ? WORDS[lower] : undefined;
  return word === undefined ? { kind: 'name', text, start, end } : { kind: 'sign', text: word, word: text, start, end };
}
