/** A place in the tokens of a declaration, with the mistakes that were found up to there. */
import { type CstElement, type CstNode, type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import { endOf } from '../lex.ts';
import { MAXIMUM_PROBLEMS, type SyntaxProblem } from '../problem.ts';
import { LeftBrace, RightBrace } from '../tokens.ts';
import { Lines } from './lines.ts';
import { expected, type Place } from './messages.ts';

export class Cursor {
  readonly text: string;
  readonly tokens: IToken[];
  readonly lines: Lines;
  readonly problems: SyntaxProblem[] = [];
  /** Number of the next token to read. */
  at = 0;
  /** How many more `{` than `}` there are, less those that a problem has explained. */
  excess: number;
  private endReported = false;

  constructor(text: string, tokens: readonly IToken[]) {
    this.text = text;
    this.tokens = [...tokens];
    this.lines = new Lines(text, tokens);
    this.excess = this.openedBetween(0, tokens.length);
  }

  get atEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  /** Has a mistake been reported at the end of the text? Then what is missing behind it is no news. */
  get brokenOff(): boolean {
    return this.endReported;
  }

  /** Says that the end of the text needs no further report. */
  endIsReported(): void {
    this.endReported = true;
  }

  isNext(type: TokenType): boolean {
    return this.isAt(this.at, type);
  }

  isAt(index: number, type: TokenType): boolean {
    const token = this.tokens[index];
    return token !== undefined && tokenMatcher(token, type);
  }

  /** The tokens from the next one up to number `end`. */
  upTo(end: number): IToken[] {
    return this.tokens.slice(this.at, end);
  }

  /** How many more `{` than `}` there are among some tokens. */
  openedBetween(start: number, end: number): number {
    let open = 0;
    for (let index = start; index < end; index++) {
      if (this.isAt(index, LeftBrace)) open++;
      else if (this.isAt(index, RightBrace)) open--;
    }
    return open;
  }

  report(problem: SyntaxProblem): void {
    if (this.problems.length < MAXIMUM_PROBLEMS) this.problems.push(problem);
    const last = this.tokens.at(-1);
    if (last && problem.end >= endOf(last)) this.endReported = true;
  }

  /** Reports that `what` is missing at a place; `rules` are the grammar's rules that were being read. */
  reportExpected(place: Omit<Place, 'text' | 'tokens'>, what: string, rules: readonly string[]): void {
    this.report(expected({ ...place, text: this.text, tokens: this.tokens }, what, rules));
  }

  /** Was a mistake reported at or behind token number `index`? */
  reportedSince(index: number): boolean {
    const start = this.tokens[index]?.startOffset ?? 0;
    return this.problems.some((problem) => problem.start >= start);
  }

  /** Was a mistake reported at token number `index`? */
  reportedAt(index: number): boolean {
    const start = this.tokens[index]?.startOffset;
    return this.problems.some((problem) => problem.start === start);
  }

  /** A node that spans the tokens from number `start` to the last one that was read. */
  node(start: number, name: string, children: Record<string, CstElement[]>): CstNode {
    const first = this.tokens[start];
    const last = this.tokens[Math.max(this.at - 1, start)];
    if (!first || !last) return { name, children };
    return { name, children, location: { startOffset: first.startOffset, endOffset: endOf(last) - 1 } };
  }
}
