/**
 * Semantic tokens as LSP sends them: five numbers each, the line and the first character relative to the token before,
 * then length, type and modifiers.
 *
 * Worked example: tokens at 0:3 and 0:10 of lengths 4 and 1 are [0, 3, 4, …] and [0, 7, 1, …].
 */
import type { SemanticTokensEdit } from 'vscode-languageserver';
import { type SemanticToken, TOKEN_MODIFIERS, TOKEN_TYPES } from '../features/semantic-tokens.ts';
import type { LineIndex } from '../syntax/line-index.ts';

const NUMBERS_A_TOKEN = 5;

/** @returns the tokens as numbers; they must be in text order. */
export function encodeTokens(lines: LineIndex, tokens: readonly SemanticToken[]): number[] {
  const data: number[] = [];
  let before = { line: 0, character: 0 };
  for (const { start, end, type, modifiers } of tokens) {
    const at = lines.position(start);
    const sameLine = at.line === before.line;
    const bits = modifiers.reduce((sum, modifier) => sum + (1 << TOKEN_MODIFIERS.indexOf(modifier)), 0);
    const character = sameLine ? at.character - before.character : at.character;
    data.push(at.line - before.line, character, end - start, TOKEN_TYPES.indexOf(type), bits);
    before = at;
  }
  return data;
}

/** @returns the tokens of the lines from `first` to `last`. */
export function tokensInLines(data: readonly number[], first: number, last: number): number[] {
  const kept: number[] = [];
  let line = 0;
  let character = 0;
  let before = { line: 0, character: 0 };
  for (let i = 0; i < data.length; i += NUMBERS_A_TOKEN) {
    const [lines = 0, characters = 0, ...rest] = data.slice(i, i + NUMBERS_A_TOKEN);
    character = lines === 0 ? character + characters : characters;
    line += lines;
    if (line < first || line > last) continue;
    kept.push(line - before.line, line === before.line ? character - before.character : character, ...rest);
    before = { line, character };
  }
  return kept;
}

/** @returns the one edit that makes `after` of `before`, or none where they are equal. */
export function tokenEdits(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let common = 0;
  while (common < shorter - start && before.at(-1 - common) === after.at(-1 - common)) common++;
  const deleteCount = before.length - common - start;
  const data = after.slice(start, after.length - common);
  return deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data }];
}
