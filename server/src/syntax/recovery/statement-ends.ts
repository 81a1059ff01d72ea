/** Where a statement or header that has a mistake ends, judged by lines, braces and what begins a statement. */
import { type IToken, tokenMatcher } from 'chevrotain';
import {
  Comma,
  Identifier,
  Keyword,
  LeftBrace,
  LeftBracket,
  LeftParenthesis,
  NumberToken,
  RightBrace,
  RightBracket,
  RightParenthesis,
} from '../tokens.ts';
import type { Body } from './bodies.ts';
import type { Lines } from './lines.ts';

const opening = [LeftBracket, LeftParenthesis];
const closing = [RightBracket, RightParenthesis];

export class StatementEnds {
  private readonly tokens: readonly IToken[];
  private readonly lines: Lines;

  constructor(tokens: readonly IToken[], lines: Lines) {
    this.tokens = tokens;
    this.lines = lines;
  }

  /**
   * End of the statement that starts here: at the `}` around it, or at a line that begins like a statement.
   * `excess` below zero: there are more `}` than `{`, so one on the statement's own lines may belong to it.
   */
  of(start: number, body: Body, bodyIndent: number, excess: number): number {
    let brackets = 0;
    let braces = 0;
    for (let at = start; at < this.tokens.length; at++) {
      if (at > start && this.beginsLine(at, body, bodyIndent, brackets <= 0 && braces === 0)) return at;
      if (this.is(at, RightBrace)) {
        if (braces > 0) braces--;
        else if (body.braces && excess < 0 && this.isClosedBy(start, at)) return at + 1;
        else if (!this.isStray(at, body, excess)) return at;
      } else if (this.is(at, LeftBrace)) {
        if (body.braces) braces++;
        else if (at > start && !this.isStray(at, body, excess)) return at;
      } else if (this.is(at, ...opening)) brackets++;
      else if (this.is(at, ...closing)) brackets--;
    }
    return this.tokens.length;
  }

  /** Could the `}` at `at` belong to the statement that starts at `start`? */
  private isClosedBy(start: number, at: number): boolean {
    for (let between = start + 1; between < at; between++) {
      if (this.lines.isFirst(between))
        return this.lines.isFirst(at) && this.lines.indent(at) === this.lines.indent(start);
    }
    return !this.lines.isFirst(at);
  }

  /** Is there one brace of this kind too many, and does the line go on behind this one as if it were not there? */
  private isStray(at: number, body: Body, excess: number): boolean {
    const tooMany = this.is(at, LeftBrace) ? excess > 0 : excess < 0;
    if (!tooMany || at + 1 >= this.tokens.length || this.lines.isFirst(at + 1)) return false;
    return !this.is(at + 1, LeftBrace, RightBrace) && !body.begins(this.tokens, at + 1);
  }

  /** An end before `end` on the same line, where a statement seems to follow a complete one. */
  sooner(start: number, body: Body, end: number): number {
    for (let at = start + 1; at < end; at++) {
      if (this.endsExpression(at - 1) && body.begins(this.tokens, at)) return at;
    }
    return end;
  }

  /** End of a header inside a body. */
  ofHeader(start: number, around: Body, excess: number): number {
    for (let at = start + 1; at < this.tokens.length; at++) {
      if (this.is(at, LeftBrace, RightBrace) && !this.isStray(at, around, excess)) return at;
      if (this.lines.isFirst(at) && around.begins(this.tokens, at)) return at;
    }
    return this.tokens.length;
  }

  /** End of the header of the declaration. `excess` below zero: there is a `}` too many, so its `{` may be missing. */
  ofOuterHeader(start: number, body: Body, excess: number): number {
    for (let at = start + 1; at < this.tokens.length; at++) {
      if (this.is(at, LeftBrace, RightBrace) && !this.isStray(at, body, excess)) return at;
      if (excess < 0 && body.begins(this.tokens, at) && this.mayBeginBody(at)) return at;
    }
    return this.tokens.length;
  }

  /** End of a declaration that is one line by nature. */
  ofSingle(start: number): number {
    for (let at = start + 1; at < this.tokens.length; at++) {
      if (this.lines.isFirst(at) && this.lines.indent(at) <= this.lines.indent(start)) return at;
    }
    return this.tokens.length;
  }

  /** Column in which the lines of a body begin: that of its first line. */
  bodyIndent(start: number): number {
    for (let at = start; at < this.tokens.length; at++) {
      if (this.lines.isFirst(at)) return this.is(at, RightBrace) ? -1 : this.lines.indent(at);
      if (this.is(at, RightBrace)) return -1;
    }
    return -1;
  }

  private beginsLine(at: number, body: Body, bodyIndent: number, closed: boolean): boolean {
    if (!this.lines.isFirst(at)) return false;
    if (this.lines.indent(at) <= bodyIndent && this.mayBegin(at, body)) return true;
    return closed && body.begins(this.tokens, at);
  }

  /** Not an operator, a comma or a closing bracket: those continue a line. */
  private mayBegin(at: number, body: Body): boolean {
    return this.is(at, Identifier, ...body.beginnings);
  }

  /** On a line of its own, or behind the `)` of the results. */
  private mayBeginBody(at: number): boolean {
    return this.lines.isFirst(at) || this.is(at - 1, RightParenthesis);
  }

  private endsExpression(at: number): boolean {
    return this.is(at, Identifier, NumberToken, Comma, ...closing) && !this.is(at, ...namesFollow);
  }

  private is(at: number, ...types: readonly (typeof Comma)[]): boolean {
    const token = this.tokens[at];
    return token !== undefined && types.some((type) => tokenMatcher(token, type));
  }
}

/** Keywords and commas behind which a name stands, so that what follows is no new statement. */
const namesFollow = [
  Comma,
  Keyword.in,
  Keyword.on,
  Keyword.with,
  Keyword.as,
  Keyword.for,
  Keyword.by,
  Keyword.load,
  Keyword.hold,
  Keyword.store,
  Keyword.accumulate,
  Keyword.do,
  Keyword.given,
  Keyword.tune,
  Keyword.param,
  Keyword.let,
  Keyword.repeat,
  Keyword.using,
];
