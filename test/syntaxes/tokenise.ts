import path from 'node:path';
import { createRegistry } from 'vscode-tmgrammar-test/dist/common/index.js';

/** A stretch of text with the scopes that the TextMate grammar gives it, the innermost last. */
export interface ScopedText {
  readonly start: number;
  readonly text: string;
  readonly scopes: readonly string[];
}

const scopeName = 'source.tilewright';
const registry = createRegistry([
  {
    scopeName,
    language: 'tilewright',
    path: path.resolve(import.meta.dirname, '../../syntaxes/tilewright.tmLanguage.json'),
  },
]);

/** Cuts a text as the editor does; `start` is the offset in the text. */
export async function tokenise(text: string): Promise<ScopedText[]> {
  const grammar = await registry.loadGrammar(scopeName);
  if (!grammar) throw new Error('the grammar cannot be loaded');
  const found: ScopedText[] = [];
  let state = null;
  let offset = 0;
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    for (const { startIndex, endIndex, scopes } of tokens) {
      found.push({ start: offset + startIndex, text: line.slice(startIndex, endIndex), scopes: scopes.slice(1) });
    }
    state = ruleStack;
    offset += line.length + 1;
  }
  return found;
}
