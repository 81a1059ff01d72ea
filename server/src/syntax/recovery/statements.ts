/** Reads single statements and headers: as the grammar does if it accepts them, else in spite of their mistake. */
import { type CstNode, tokenMatcher } from 'chevrotain';
import { type Prefix, parsePrefix, parseTolerantly, type RuleName } from '../grammar/parsers.ts';
import { Identifier, LeftBrace } from '../tokens.ts';
import type { Body } from './bodies.ts';
import type { Cursor } from './cursor.ts';
import { continuation, misspelt } from './messages.ts';
import type { StatementEnds } from './statement-ends.ts';
import { isOneSlip } from './suggest.ts';

/**
 * Going on behind a mistake is slow, and in a text that is not of this language it is in vain. So only so many tokens
 * of a statement, and of all statements of a declaration, are read that way; beyond, a broken statement is lost.
 */
const LONGEST_MISTAKE = 200;
const PATIENCE = 2_000;

export class StatementReader {
  private readonly cursor: Cursor;
  private readonly ends: StatementEnds;
  private patience = PATIENCE;

  constructor(cursor: Cursor, ends: StatementEnds) {
    this.cursor = cursor;
    this.ends = ends;
  }

  /** `use` and `const`: a declaration that is one statement. */
  single(rule: RuleName): CstNode {
    const { cursor } = this;
    const whole = this.prefix(rule, cursor.tokens.length);
    if (whole.ok && cursor.lines.isFirst(cursor.at + whole.length)) return this.take(whole);
    const end = this.ends.ofSingle(cursor.at);
    return this.mistaken(rule, this.prefix(rule, end), end);
  }

  /** What stands before a `{`, up to token number `end`; if the `{` is missing, the body may begin before. */
  header(rule: RuleName, body: Body, end: number): CstNode {
    const { cursor } = this;
    const prefix = this.prefix(rule, end);
    if (!prefix.ok) return this.mistaken(rule, prefix, end);
    const behind = cursor.at + prefix.length;
    const bodyBegins = !cursor.isAt(end, LeftBrace) && body.begins(cursor.tokens, behind);
    return behind === end || bodyBegins ? this.take(prefix) : this.mistaken(rule, prefix, end);
  }

  /** A statement without a body of its own; undefined if nothing of it can be understood. */
  flat(body: Body, indent: number): CstNode | undefined {
    const { cursor } = this;
    const start = cursor.at;
    const end = this.ends.of(start, body, indent, cursor.excess);
    const near = this.prefix(body.rule, end);
    const tree =
      this.accepted(body, near, end) ?? this.acrossLines(body, indent, end) ?? this.broken(body, near, start, end);
    return Object.keys(tree.children).length > 0 ? tree : undefined;
  }

  /** `laod A in sbuf` is read as `load A in sbuf`, and reported. */
  correctKeyword(body: Body): void {
    const { tokens, at } = this.cursor;
    const token = tokens[at];
    const next = tokens[at + 1];
    if (token?.tokenType !== Identifier || !next || !tokenMatcher(next, Identifier) || body.begins(tokens, at)) return;
    const found = token.image.toLowerCase();
    const meant = body.keywords.find((keyword) => isOneSlip(found, keyword.LABEL ?? ''));
    if (!meant) return;
    this.cursor.report(misspelt(token, meant.LABEL ?? ''));
    tokens[at] = { ...token, tokenType: meant, tokenTypeIdx: meant.tokenTypeIdx ?? token.tokenTypeIdx };
  }

  private prefix(rule: RuleName, end: number): Prefix {
    return parsePrefix(rule, this.cursor.upTo(end));
  }

  private take({ cst, length }: Prefix & { ok: true }): CstNode {
    this.cursor.at += length;
    return cst;
  }

  /** The statement, if it has no mistake and what is left over before `end` may be the next statement. */
  private accepted(body: Body, prefix: Prefix, end: number): CstNode | undefined {
    if (!prefix.ok) return undefined;
    const behind = this.cursor.at + prefix.length;
    return behind >= end || this.mayFollow(body, behind) ? this.take(prefix) : undefined;
  }

  /** May a statement begin here, behind one that is complete? On a new line even one that lacks its beginning. */
  private mayFollow({ begins, separator }: Body, index: number): boolean {
    const { tokens, lines } = this.cursor;
    return (
      lines.isFirst(index) || begins(tokens, index) || (separator !== undefined && this.cursor.isAt(index, separator))
    );
  }

  /** A statement without mistake that goes on where by its layout the next one begins. */
  private acrossLines(body: Body, indent: number, end: number): CstNode | undefined {
    const { tokens, lines, at, excess } = this.cursor;
    if (end >= tokens.length || (lines.indent(end) <= indent && body.begins(tokens, end))) return undefined;
    const prefix = this.prefix(body.rule, this.ends.of(end, body, indent, excess));
    return prefix.ok && at + prefix.length > end ? this.accepted(body, prefix, at + prefix.length) : undefined;
  }

  private broken(body: Body, prefix: Prefix, start: number, end: number): CstNode {
    const sooner = this.ends.sooner(start, body, end);
    return this.mistaken(body.rule, sooner === end ? prefix : this.prefix(body.rule, sooner), sooner);
  }

  /** Reports the mistake in the tokens up to `end`, and returns what can be understood of them. */
  private mistaken(rule: RuleName, prefix: Prefix, end: number): CstNode {
    const { cursor } = this;
    const start = cursor.at;
    if (!prefix.ok) {
      const at = cursor.tokens.indexOf(prefix.error.token, start);
      const { message, context } = prefix.error;
      cursor.reportExpected({ start, at: at < 0 ? end : at }, message, [rule, ...context.ruleStack]);
    } else if (start + prefix.length < end) {
      cursor.reportExpected({ start, at: start + prefix.length, left: true }, continuation(prefix.cst), [rule]);
    }
    if (end >= cursor.tokens.length) cursor.endIsReported();
    const tree = prefix.ok ? prefix.cst : this.understood(rule, end);
    // braces that the mistake is about are explained with it
    cursor.excess -= cursor.openedBetween(start, end);
    cursor.at = end;
    return tree;
  }

  private understood(rule: RuleName, end: number): CstNode {
    if (this.patience <= 0) return { name: rule, children: {} };
    const window = this.cursor.upTo(end).slice(0, LONGEST_MISTAKE);
    this.patience -= window.length;
    return parseTolerantly(rule, window);
  }
}
