/** What a declaration is laid out from: statements, the blocks in them, and what stands between statements. */
import type { Doc } from './document.ts';
import type { Gap } from './gaps.ts';
import type { TokenCursor } from './token-cursor.ts';

/** A statement that is one document. */
export interface PlainStatement {
  readonly kind: 'plain';
  readonly doc: Doc;
}

/** A statement whose parts are aligned with those of its neighbours of the same `family`: `left`, `right`, `tail`. */
export interface ColumnStatement {
  readonly kind: 'columns';
  readonly family: string;
  /** Is it aligned even where its right part takes several lines? */
  readonly alignsBroken: boolean;
  readonly left: Doc;
  /** Begins with its gap. */
  readonly right: Doc;
  /** `gap` is what goes before it. */
  readonly tail?: { readonly gap: Doc; readonly doc: Doc };
}

/** A statement with others inside; `header` ends with the brace. */
export interface BlockStatement {
  readonly kind: 'block';
  readonly header: Doc;
  readonly block: Block;
}

export type Statement = PlainStatement | ColumnStatement | BlockStatement;

export interface Block {
  /** The comment behind the brace, or ''. */
  readonly opening: string;
  readonly entries: readonly Entry[];
  /** May the only statement stand on the line of the header? */
  readonly joins: boolean;
}

export type Entry =
  | { readonly kind: 'blank' }
  | { readonly kind: 'comment'; readonly text: string }
  /** `comment` is the one behind the statement, or ''. */
  | { readonly kind: 'statement'; readonly statement: Statement; comment: string };

/** Collects statements with the comments and blank lines between them. */
export class EntryList {
  readonly entries: Entry[] = [];
  /** The comment before everything, on the line of what precedes the list, or ''. */
  opening = '';

  /** Adds what stands before a statement, or behind the last one. */
  addGap({ comments, blankAfter }: Gap, isLast = false): void {
    for (const { text, trailing, blankBefore } of comments) {
      if (trailing) this.#addTrailing(text);
      else {
        if (blankBefore) this.#addBlank();
        this.entries.push({ kind: 'comment', text });
      }
    }
    if (blankAfter && !isLast) this.#addBlank();
  }

  add(statement: Statement): void {
    this.entries.push({ kind: 'statement', statement, comment: '' });
  }

  #addTrailing(text: string): void {
    const last = this.entries.at(-1);
    if (last?.kind === 'statement') last.comment = text;
    else this.opening = text;
  }

  #addBlank(): void {
    if (this.entries.length > 0 && this.entries.at(-1)?.kind !== 'blank') this.entries.push({ kind: 'blank' });
  }
}

/** The statements of a block whose opening brace has been taken, up to and with the closing one. */
export function blockOf<T>(
  tokens: TokenCursor,
  items: readonly T[],
  print: (item: T) => Statement,
  joins = false,
): Block {
  const list = new EntryList();
  for (const item of items) {
    list.addGap(tokens.takeGap());
    list.add(print(item));
  }
  list.addGap(tokens.takeGap(), true);
  tokens.take('}');
  return { opening: list.opening, entries: list.entries, joins };
}
