/**
 * Formats one declaration: tree and tokens → statement → lines.
 *
 * What is printed is parsed again. Should it differ from what was there in anything but white space, a defect of ours,
 * the declaration is left as it is and the defect reported: formatting must never change a program.
 */
import { structurallyEqual } from '../../query/definition.ts';
import { splitDeclarations } from '../chunks.ts';
import { lex } from '../lex.ts';
import { type ParsedDeclaration, parseDeclaration } from '../parse.ts';
import type { SyntaxProblem } from '../problem.ts';
import { EntryList } from './block.ts';
import { declarationStatement } from './declarations.ts';
import { entryLines } from './layout.ts';
import { textOf } from './lines.ts';
import { TokenCursor } from './token-cursor.ts';

export interface FormattedDeclaration {
  /** Without white space at the end; '' where there is nothing but white space. Lines end with `\n` if formatted. */
  readonly text: string;
  readonly formatted: boolean;
  /** Is there a blank line behind it? */
  readonly blankAfter: boolean;
  /** Why it was left as it is; offsets in the declaration's text. */
  readonly problems: readonly SyntaxProblem[];
}

/** Formats a chunk of `splitDeclarations`. One with problems, or with text that is no declaration, is left as it is. */
export function formatDeclaration(text: string, width: number): FormattedDeclaration {
  const content = text.trimEnd();
  const blankAfter = (text.slice(content.length).match(/\r\n|\r|\n/g)?.length ?? 0) > 1;
  const parsed = parseDeclaration(text);
  const asItIs = (problems: readonly SyntaxProblem[]) => ({ text: content, formatted: false, blankAfter, problems });
  if (parsed.problems.length > 0) return asItIs(parsed.problems);
  try {
    const printed = print(text, parsed, width);
    if (isSame(parsed, printed)) return { text: printed, formatted: true, blankAfter, problems: [] };
    return asItIs([defect(content, 'what it printed means something else')]);
  } catch (thrown) {
    return asItIs([defect(content, thrown instanceof Error ? thrown.message : String(thrown))]);
  }
}

function print(text: string, { declaration, comments, spans }: ParsedDeclaration, width: number): string {
  const tokens = new TokenCursor(text, lex(text).tokens, comments, spans);
  const list = new EntryList();
  if (declaration) {
    list.addGap(tokens.takeGap());
    list.add(declarationStatement(tokens, declaration));
  }
  list.addGap(tokens.takeGap(), true);
  tokens.finish();
  return textOf(entryLines(list.entries, 0, width)).join('\n');
}

function isSame(before: ParsedDeclaration, text: string): boolean {
  if (text === '') return !before.declaration && before.comments.length === 0;
  const after = parseDeclaration(text);
  const meaning = ({ declaration, doc, docs, problems }: ParsedDeclaration) => ({ declaration, doc, docs, problems });
  const comments = (parsed: ParsedDeclaration) => parsed.comments.map((comment) => comment.text.trimEnd()).sort();
  return (
    splitDeclarations(text).length === 1 &&
    structurallyEqual(meaning(before), meaning(after)) &&
    structurallyEqual(comments(before), comments(after))
  );
}

function defect(content: string, what: string): SyntaxProblem {
  const message = `The formatter failed here (${what}) and left the declaration as it is. Please report this.`;
  return { message, start: 0, end: Math.min(content.length, 80) };
}
