/**
 * Printing walks the tree and the tokens in step: every token is taken once, in text order, and brings the comments
 * before it along. So no comment can be lost, whatever a printer does; a token that is not where the tree has it is a
 * defect, and throws.
 */
import type { IToken } from 'chevrotain';
import type { Comment } from '../lex.ts';
import { type Doc, hardline, indent, trailing } from './document.ts';
import { emptyGap, type Gap, gapsOf } from './gaps.ts';

export class TokenCursor {
  readonly #tokens: readonly IToken[];
  readonly #spans: readonly number[];
  readonly #gaps: Gap[];
  /** The index of the parenthesis that closes another, by the index of that. */
  readonly #closings: ReadonlyMap<number, number>;
  #at = 0;

  /** @param spans start and end of node `id` at `2 * id` and `2 * id + 1` */
  constructor(text: string, tokens: readonly IToken[], comments: readonly Comment[], spans: readonly number[]) {
    this.#tokens = tokens;
    this.#spans = spans;
    this.#gaps = gapsOf(text, tokens, comments);
    this.#closings = closingsOf(tokens);
  }

  /** The text of the next token, '' at the end. */
  get next(): string {
    return this.#tokens[this.#at]?.image ?? '';
  }

  /** Is there a comment before the parenthesis that closes the next token, an opening one? */
  hasCommentsInside(): boolean {
    const inside = this.#gaps.slice(this.#at + 1, (this.#closings.get(this.#at) ?? 0) + 1);
    return inside.some(({ comments }) => comments.length > 0);
  }

  /** Does a parenthesis begin here that encloses the node, and is no part of it? */
  isParenthesised(node: { readonly id: number }): boolean {
    if (this.next !== '(') return false;
    const opening = this.#tokens[this.#at]?.startOffset ?? 0;
    const closing = this.#tokens[this.#closings.get(this.#at) ?? 0]?.startOffset ?? 0;
    return opening < (this.#spans[2 * node.id] ?? 0) && closing >= (this.#spans[2 * node.id + 1] ?? 0);
  }

  /** What stands before the next token. It is the caller's then: the cursor will not print it. */
  takeGap(): Gap {
    const gap = this.#gaps[this.#at] ?? emptyGap;
    this.#gaps[this.#at] = emptyGap;
    return gap;
  }

  /**
   * What goes before the next token: `usual`, or its comments on lines of their own. Where the document has no line
   * here, only a string, the line that the comments force is indented.
   */
  gap(usual: Doc): Doc {
    const { comments } = this.takeGap();
    if (comments.length === 0) return usual;
    const lines = comments.map(({ text, trailing: behind }) => (behind ? trailing(text) : [hardline, text]));
    const broken: Doc = [...lines, hardline];
    return typeof usual === 'string' ? indent(broken) : broken;
  }

  /** Prints the next token, with what goes before it. */
  take(image: string, before: Doc = ''): Doc {
    const gap = this.gap(before);
    if (this.next !== image) throw new Error(`formatter: \`${this.next}\` instead of \`${image}\``);
    this.#at++;
    return [gap, image];
  }

  /** Passes over a comma that the source may have here and that is printed otherwise, or not at all. */
  passComma(): void {
    if (this.next === ',') this.#at++;
  }

  /** Expects that everything but the last gap has been taken. */
  finish(): void {
    if (this.#at !== this.#tokens.length) throw new Error(`formatter: \`${this.next}\` is left over`);
    const forgotten = this.#gaps.slice(0, -1).flatMap(({ comments }) => comments);
    if (forgotten.length > 0) throw new Error(`formatter: \`${forgotten[0]?.text}\` is left over`);
  }
}

function closingsOf(tokens: readonly IToken[]): Map<number, number> {
  const closings = new Map<number, number>();
  const open: number[] = [];
  tokens.forEach((token, at) => {
    if (token.image === '(') open.push(at);
    if (token.image === ')') closings.set(open.pop() ?? -1, at);
  });
  return closings;
}
