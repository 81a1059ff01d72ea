/** The tokens of a text with a place in them; what every parser of the notation and the calculator reads from. */
import { NotationError } from './problem.ts';
import { type Token, tokenize } from './tokens.ts';
import type { Span } from './tree.ts';

/** Brackets, negations and the like may stand in each other this deep; a deeper text would overflow the stack. */
const MAXIMUM_DEPTH = 200;

/** Throws `NotationError` where the text is not what was asked for. */
export class TokenStream {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    const { tokens, problem } = tokenize(text);
    if (problem !== null) throw new NotationError(problem);
    this.#tokens = tokens;
  }

  /** The token `ahead` places after the next one; beyond the end it is the end. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)] as Token;
  }

  /** Takes the next token; the end is never passed. */
  next(): Token {
    const token = this.peek();
    if (this.#at < this.#tokens.length - 1) this.#at += 1;
    return token;
  }

  /** Whether the token `ahead` places after the next one is this sign. */
  is(sign: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'sign' && token.text === sign;
  }

  /** Takes the sign if it is next. */
  eat(sign: string): boolean {
    if (!this.is(sign)) return false;
    this.next();
    return true;
  }

  expect(sign: string): Token {
    if (!this.is(sign)) this.fail(`\`${sign}\``);
    return this.next();
  }

  name(what: string): Token {
    if (this.peek().kind !== 'name') this.fail(what);
    return this.next();
  }

  /** From the start of a token to the end of the last one that was taken. */
  spanFrom(start: number): Span {
    return { start, end: this.#tokens[this.#at - 1]?.end ?? start };
  }

  /** Runs a parser one level deeper. */
  deeper<T>(parse: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAXIMUM_DEPTH) {
      throw new NotationError({ ...this.#place(), message: `Nested deeper than ${MAXIMUM_DEPTH} levels.` });
    }
    const parsed = parse();
    this.#depth -= 1;
    return parsed;
  }

  /** The problem that something else stands where `what` should. */
  fail(what: string): never {
    const { kind, text } = this.peek();
    const found = kind === 'end' ? 'the text ends' : `found \`${kind === 'string' ? `"${text}"` : text}\``;
    throw new NotationError({ ...this.#place(), message: `Expected ${what}, ${found}.` });
  }

  #place(): Span {
    const { start, end } = this.peek();
    return { start, end };
  }
}
