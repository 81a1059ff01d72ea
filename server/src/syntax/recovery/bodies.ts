/** The kinds of bodies between `{` and `}`, and what begins a statement in each. */
import { type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import { stepKeywords } from '../grammar/kernels.ts';
import type { RuleName } from '../grammar/parsers.ts';
import {
  Colon,
  Comma,
  Dot,
  Equal,
  Identifier,
  Keyword,
  LeftBrace,
  LeftBracket,
  LeftParenthesis,
  NumberToken,
  RightBracket,
} from '../tokens.ts';

export type BodyName = 'block' | 'equations' | 'wires' | 'targetItems' | 'entries';

/** A statement that has a body of its own. */
export interface Compound {
  /** Name of its node, as in the grammar. */
  readonly node: string;
  readonly keyword: TokenType;
  readonly header: RuleName;
  readonly body: BodyName;
  /** Must a body follow the header? */
  readonly required: boolean;
  /** Do the tokens from here on look like the statement without its keyword? */
  readonly headless: (tokens: readonly IToken[], index: number) => boolean;
}

export interface Body {
  readonly name: BodyName;
  /** The rule of one statement, and the label under which the body's node holds it. */
  readonly rule: RuleName;
  readonly label: string;
  readonly compounds: readonly Compound[];
  /** The keywords that begin statements. */
  readonly keywords: readonly TokenType[];
  /** What else may stand first on the line of a statement that lacks its beginning. */
  readonly beginnings: readonly TokenType[];
  /** May statements contain braces that are not bodies (the properties of a target's items)? */
  readonly braces: boolean;
  /** Stands between statements if the writer likes. */
  readonly separator?: TokenType;
  /** Do the tokens from here on look like the beginning of a statement, wherever they stand? */
  readonly begins: (tokens: readonly IToken[], index: number) => boolean;
}

function is(token: IToken | undefined, ...types: readonly TokenType[]): boolean {
  return token !== undefined && types.some((type) => tokenMatcher(token, type));
}

/** Is there a keyword here with what it wants behind it, so that it is hardly a name? */
function isLed(
  tokens: readonly IToken[],
  index: number,
  keywords: readonly TokenType[],
  ...operands: readonly TokenType[]
): boolean {
  return is(tokens[index], ...keywords) && is(tokens[index + 1], ...operands);
}

function beginsStep(tokens: readonly IToken[], index: number): boolean {
  if (is(tokens[index], LeftBrace)) return true;
  if (!isLed(tokens, index, stepKeywords, Identifier)) return false;
  // `for matmul on …` belongs to the header of the kernel
  return !is(tokens[index], Keyword.for) || is(tokens[index + 2], Keyword.by, Dot) || is(tokens[index + 1], Keyword.by);
}

/** `Y[n, c] =`, `Y[n]: f32`, `Y[n] reads` */
function beginsEquation(tokens: readonly IToken[], index: number): boolean {
  if (!isLed(tokens, index, [Identifier], LeftBracket)) return false;
  let depth = 0;
  for (let at = index + 1; at < tokens.length; at++) {
    const token = tokens[at];
    if (is(token, LeftBracket)) depth++;
    else if (is(token, RightBracket)) {
      depth--;
      if (depth === 0) return is(tokens[at + 1], Equal, Colon, Keyword.reads);
    } else if (is(token, Equal, LeftBrace)) return is(token, Equal);
  }
  return false;
}

function beginsWire(tokens: readonly IToken[], index: number): boolean {
  return (
    isLed(tokens, index, [Keyword.param, Keyword.let], Identifier) ||
    isLed(tokens, index, [Keyword.repeat], Identifier, NumberToken, LeftBrace) ||
    isLed(tokens, index, [Identifier], Equal)
  );
}

/** `k by 128` or `S.k by 128` */
function isAxis(tokens: readonly IToken[], index: number): boolean {
  if (!is(tokens[index], Identifier)) return false;
  return is(tokens[index + 1], Keyword.by) || (is(tokens[index + 1], Dot) && is(tokens[index + 3], Keyword.by));
}

/** `3 {` or `i in 0` */
function isCount(tokens: readonly IToken[], index: number): boolean {
  if (is(tokens[index], NumberToken)) return is(tokens[index + 1], LeftBrace);
  return isLed(tokens, index, [Identifier], Keyword.in) && is(tokens[index + 2], NumberToken, Identifier);
}

/** `pe.matmul(` */
function isInstruction(tokens: readonly IToken[], index: number): boolean {
  return isLed(tokens, index, [Identifier], Dot) && isLed(tokens, index + 2, [Identifier], LeftParenthesis);
}

const itemKeywords = [Keyword.memory, Keyword.dma, Keyword.copy, Keyword.unit, Keyword.engine, Keyword.instr];

export const bodies: Readonly<Record<BodyName, Body>> = {
  block: {
    name: 'block',
    rule: 'step',
    label: 'step',
    compounds: [
      { node: 'forStep', keyword: Keyword.for, header: 'forHeader', body: 'block', required: true, headless: isAxis },
    ],
    keywords: stepKeywords,
    beginnings: [LeftBrace],
    braces: false,
    begins: beginsStep,
  },
  equations: {
    name: 'equations',
    rule: 'equation',
    label: 'equation',
    compounds: [],
    keywords: [],
    beginnings: [LeftBracket],
    braces: false,
    begins: beginsEquation,
  },
  wires: {
    name: 'wires',
    rule: 'wire',
    label: 'wire',
    compounds: [
      {
        node: 'repeatWire',
        keyword: Keyword.repeat,
        header: 'repeatHeader',
        body: 'wires',
        required: true,
        headless: isCount,
      },
    ],
    keywords: [Keyword.param, Keyword.let, Keyword.repeat],
    beginnings: [NumberToken],
    braces: false,
    begins: beginsWire,
  },
  targetItems: {
    name: 'targetItems',
    rule: 'targetItem',
    label: 'item',
    compounds: [
      {
        node: 'instr',
        keyword: Keyword.instr,
        header: 'instrHeader',
        body: 'equations',
        required: false,
        headless: isInstruction,
      },
    ],
    keywords: itemKeywords,
    beginnings: [],
    braces: true,
    begins: (tokens, index) => isLed(tokens, index, itemKeywords, Identifier),
  },
  entries: {
    name: 'entries',
    rule: 'entry',
    label: 'entry',
    compounds: [],
    keywords: [],
    beginnings: [Equal],
    braces: false,
    separator: Comma,
    begins: (tokens, index) => isLed(tokens, index, [Identifier], Equal),
  },
};

/** A declaration with a header and a body. */
export interface DeclarationShape {
  readonly node: string;
  readonly header: RuleName;
  readonly body: BodyName;
}

/** The shape of the declaration that begins with this token; the others are single statements. */
export function shapeOf(token: IToken): DeclarationShape | undefined {
  if (is(token, Keyword.op, Keyword.extern)) return { node: 'op', header: 'opHeader', body: 'equations' };
  if (is(token, Keyword.kernel)) return { node: 'kernel', header: 'kernelHeader', body: 'block' };
  if (is(token, Keyword.net)) return { node: 'net', header: 'netHeader', body: 'wires' };
  if (is(token, Keyword.target)) return { node: 'target', header: 'targetHeader', body: 'targetItems' };
  if (is(token, Keyword.case)) return { node: 'case', header: 'caseHeader', body: 'entries' };
  return undefined;
}
