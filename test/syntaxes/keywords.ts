import type { CstNode, IToken } from 'chevrotain';
import { parsePrefix } from '../../server/src/syntax/grammar/parsers.ts';
import { lex } from '../../server/src/syntax/lex.ts';
import { Keyword } from '../../server/src/syntax/tokens.ts';

/** A word of a program: does the parser take it as a keyword or as a name? */
export interface Word {
  readonly start: number;
  readonly text: string;
  readonly keyword: boolean;
}

const keywordTypes = new Set(Object.values(Keyword));

/** Every word of a declaration that could be a keyword, and what the parser takes it for. */
export function wordsOf(declaration: string): Word[] {
  const { tokens } = lex(declaration);
  if (tokens.length === 0) return [];
  const parsed = parsePrefix('declaration', tokens);
  if (!parsed.ok || parsed.length < tokens.length) throw new Error(`has a mistake: ${declaration}`);
  return wordsBelow(parsed.cst).sort((a, b) => a.start - b.start);
}

function wordsBelow(node: CstNode): Word[] {
  return Object.entries(node.children).flatMap(([label, children]) =>
    children.flatMap((child) => ('children' in child ? wordsBelow(child) : word(node.name, label, child))),
  );
}

/** The grammar labels a keyword by its own name, or `kind` or `operator`; only `select` is also the name of a call. */
function word(rule: string, label: string, token: IToken): Word[] {
  if (!keywordTypes.has(token.tokenType)) return [];
  const keyword = label.startsWith('"') || label === 'kind' || label === 'operator' || rule === 'select';
  return [{ start: token.startOffset, text: token.image, keyword }];
}
