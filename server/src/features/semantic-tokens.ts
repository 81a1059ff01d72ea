/**
 * What each word is, for colours: a name by what it stands for, a keyword by its place. A tensor called `in` is a tensor.
 */
import type { Computation, Reader } from '../query/definition.ts';
import { chunkStarts, chunkText, outline } from '../syntax/files.ts';
import { lex } from '../syntax/lex.ts';
import { KEYWORDS } from '../syntax/tokens.ts';
import type { SymbolKind } from './names/symbol.ts';
import { occurrencesOf } from './occurrences.ts';

/** The types that LSP knows, so that every theme has colours for them. */
export const TOKEN_TYPES = [
  'keyword',
  'function',
  'class',
  'namespace',
  'variable',
  'parameter',
  'property',
  'type',
  'typeParameter',
  'enumMember',
  'method',
] as const;
export const TOKEN_MODIFIERS = ['declaration', 'readonly', 'defaultLibrary'] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

export interface SemanticToken {
  readonly start: number;
  readonly end: number;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

const TYPES: Readonly<Record<SymbolKind, TokenType>> = {
  op: 'function',
  kernel: 'class',
  net: 'class',
  target: 'namespace',
  const: 'variable',
  case: 'variable',
  parameter: 'parameter',
  result: 'parameter',
  tensor: 'variable',
  constParameter: 'parameter',
  size: 'typeParameter',
  spread: 'typeParameter',
  element: 'type',
  index: 'variable',
  dimension: 'property',
  tune: 'variable',
  memory: 'enumMember',
  engine: 'enumMember',
  unit: 'enumMember',
  instruction: 'method',
  pool: 'enumMember',
  property: 'property',
  builtinType: 'type',
  builtinFunction: 'function',
};

const READONLY: readonly SymbolKind[] = ['const', 'constParameter', 'size', 'spread', 'tune'];

/** @returns the tokens of a file in text order; none overlaps another. */
export function* semanticTokens(reader: Reader, uri: string): Computation<readonly SemanticToken[]> {
  const starts = yield* reader.get(chunkStarts, uri);
  const tokens: SemanticToken[] = [];
  for (const { key } of yield* reader.get(outline, uri)) {
    const names = new Map((yield* occurrencesOf(reader, uri, key)).map((o) => [o.start, o]));
    const origin = starts.get(key) ?? 0;
    for (const { startOffset, image } of lex(yield* reader.get(chunkText, uri, key)).tokens) {
      const start = origin + startOffset;
      const end = start + image.length;
      const name = names.get(start);
      if (name) {
        const modifiers: TokenModifier[] = [];
        if (name.declares) modifiers.push('declaration');
        if (READONLY.includes(name.symbol.kind)) modifiers.push('readonly');
        if (name.symbol.uri === '' || name.symbol.uri.startsWith('tilewright-std:')) modifiers.push('defaultLibrary');
        tokens.push({ start, end, type: TYPES[name.symbol.kind], modifiers });
      } else if (KEYWORDS.includes(image)) tokens.push({ start, end, type: 'keyword', modifiers: [] });
    }
    yield;
  }
  return tokens;
}
