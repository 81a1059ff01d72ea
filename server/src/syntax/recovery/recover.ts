/**
 * Reads a declaration that has a mistake, so that a broken line loses only itself.
 *
 * The grammar alone cannot do that: keywords are names too, so behind a mistake almost every token still fits
 * somewhere, and a line that breaks off takes the next one with it. What people keep right while they type is layout.
 * So the declaration is cut into header and statements first, by braces and lines, and each is parsed alone:
 *
 *     for k by 128 {            header: up to `{`
 *       load A in               a statement that breaks off: up to the line that begins like one
 *       load B in sbuf          not touched by it
 *     }
 *
 * A statement that the grammar accepts is taken as it is, wherever its lines end. Braces are trusted as long as they
 * balance; if they do not, indentation says which of them is missing.
 *
 * The result is a concrete tree of the same shape as the grammar's.
 */
import { type CstElement, type CstNode, type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import { parsePrefix, parseTolerantly, type RuleName } from '../grammar/parsers.ts';
import { endOf } from '../lex.ts';
import type { SyntaxProblem } from '../problem.ts';
import { Identifier, Keyword, LeftBrace, RightBrace } from '../tokens.ts';
import { type Body, type BodyName, bodies, type Compound, shapeOf } from './bodies.ts';
import { Lines } from './lines.ts';
import { continuation, expected, misspelt, strayBrace, strayText, unclosed } from './messages.ts';
import { StatementEnds } from './statement-ends.ts';
import { isOneSlip } from './suggest.ts';

/** The concrete tree of a declaration with mistakes, as far as it can be understood, and its mistakes. */
export function recover(text: string, tokens: readonly IToken[]): { cst: CstNode; problems: SyntaxProblem[] } {
  const recovery = new Recovery(text, tokens);
  return { cst: recovery.declaration(), problems: recovery.problems };
}

/** A block whose end is looked for. */
interface OpenBlock {
  readonly body: Body;
  /** Index of its `{`, or -1 where the source lacks it. */
  readonly brace: number;
  /** First token of what the block belongs to (`for`, `kernel`, `{`). */
  readonly owner: number;
  readonly outermost: boolean;
}

/**
 * Going on behind a mistake is slow, and in a text that is not of this language it is in vain. So only so many tokens
 * of a statement, and of all statements of a declaration, are read that way; behind them a broken statement is lost.
 */
const LONGEST_MISTAKE = 200;
const PATIENCE = 2_000;

class Recovery {
  readonly problems: SyntaxProblem[] = [];
  private readonly text: string;
  private readonly tokens: IToken[];
  private readonly lines: Lines;
  private readonly ends: StatementEnds;
  /** The next token to read. */
  private at = 0;
  /** How many more `{` than `}` there are, less those that a problem has explained. */
  private excess = 0;
  /** How many more tokens of broken statements are looked at for what can be understood of them. */
  private patience = PATIENCE;
  /** Has the end of the text been reported as the place of a mistake? */
  private brokenOff = false;

  constructor(text: string, tokens: readonly IToken[]) {
    this.text = text;
    this.tokens = [...tokens];
    this.lines = new Lines(text, tokens);
    this.ends = new StatementEnds(this.tokens, this.lines);
    for (const token of tokens) {
      if (tokenMatcher(token, LeftBrace)) this.excess++;
      else if (tokenMatcher(token, RightBrace)) this.excess--;
    }
  }

  declaration(): CstNode {
    const [first] = this.tokens;
    const shape = first && shapeOf(first);
    const child = shape ? this.withBody(shape) : this.single();
    if (this.at < this.tokens.length) this.report(strayText(this.text, this.tokens, this.at, this.excess));
    return assemble('declaration', { [child.name]: [child] });
  }

  /** `use` and `const`: nothing but one statement. */
  private single(): CstNode {
    const rule = this.isNext(Keyword.use) ? 'use' : 'constant';
    const prefix = parsePrefix(rule, this.tokens.slice(this.at));
    if (!prefix.ok || !this.lines.isFirst(this.at + prefix.length)) {
      return this.statementTree(rule, this.ends.ofSingle(this.at));
    }
    this.at += prefix.length;
    return prefix.cst;
  }

  private withBody({ node, header, body }: { node: string; header: RuleName; body: BodyName }): CstNode {
    const owner = this.at;
    const headerTree = this.header(header, bodies[body], this.ends.ofOuterHeader(owner, bodies[body], this.excess));
    const bodyTree = this.bodyAfterHeader(owner, bodies[body], header, true);
    return this.from(owner, node, { header: [headerTree], ...(bodyTree && { body: [bodyTree] }) });
  }

  // ---------------------------------------------------------------- headers

  private header(rule: RuleName, body: Body, end: number): CstNode {
    const window = this.tokens.slice(this.at, end);
    const prefix = parsePrefix(rule, window);
    const behind = this.at + (prefix.ok ? prefix.length : 0);
    // without the `{` the body may follow on the same line
    if (prefix.ok && (behind === end || (!this.isAt(end, LeftBrace) && body.begins(this.tokens, behind)))) {
      this.at = behind;
      return prefix.cst;
    }
    return this.statementTree(rule, end);
  }

  /** The block behind a header; its `{` may be missing, which is then reported. */
  private bodyAfterHeader(owner: number, body: Body, header: RuleName, outermost: boolean): CstNode | undefined {
    if (this.isNext(LeftBrace)) {
      this.at++;
      return this.block({ body, brace: this.at - 1, owner, outermost });
    }
    if (!this.reportedSince(owner)) {
      const place = { text: this.text, tokens: this.tokens, start: owner, at: this.at };
      this.report(expected(place, '`{`', [header]));
    }
    if (!this.implicitBlockFollows(owner, outermost)) return undefined;
    return this.block({ body, brace: -1, owner, outermost });
  }

  private implicitBlockFollows(owner: number, outermost: boolean): boolean {
    if (this.at >= this.tokens.length) return false;
    if (outermost || !this.lines.isFirst(this.at)) return true;
    if (this.isNext(RightBrace)) return this.excess < 0 && this.lines.indent(this.at) === this.lines.indent(owner);
    return this.lines.indent(this.at) > this.lines.indent(owner);
  }

  // ---------------------------------------------------------------- blocks

  private block(open: OpenBlock): CstNode {
    const { body, brace } = open;
    const start = this.at;
    const indent = this.ends.bodyIndent(this.at);
    const statements: CstNode[] = [];
    while (this.at < this.tokens.length && !this.endsHere(open)) {
      const before = this.at;
      const statement = this.statement(body, indent);
      if (statement) statements.push(statement);
      if (body.separator && this.isNext(body.separator)) this.at++;
      if (this.at === before) this.at++;
    }
    if (this.at >= this.tokens.length) this.endOfText(open);
    else if (this.isNext(RightBrace) && this.closes(open)) this.at++;
    return this.from(brace >= 0 ? brace : start, body.name, { [body.label]: statements });
  }

  /** Is the next token the end of the block, or outside of it? Reports what is missing, and skips stray braces. */
  private endsHere(open: OpenBlock): boolean {
    const { owner, brace, outermost } = open;
    const first = this.lines.isFirst(this.at);
    const ownerIndent = this.lines.indent(owner);
    const indent = this.lines.indent(this.at);
    if (brace < 0) {
      if (this.isNext(RightBrace)) return true;
      return first && !outermost && indent <= ownerIndent;
    }
    if (this.isNext(RightBrace)) {
      if (first && this.excess < 0 && indent > ownerIndent) {
        this.report(strayBrace(this.tokens, this.at));
        this.excess++;
        this.at++;
        return this.at >= this.tokens.length || this.endsHere(open);
      }
      if (first && this.excess > 0 && indent < ownerIndent) this.reportUnclosed(open);
      return true;
    }
    if (first && this.excess > 0 && !outermost && indent <= ownerIndent) {
      this.reportUnclosed(open);
      return true;
    }
    return false;
  }

  /** Does the `}` that comes next belong to this block? */
  private closes({ brace, owner }: OpenBlock): boolean {
    const outdented = this.lines.isFirst(this.at) && this.lines.indent(this.at) < this.lines.indent(owner);
    if (brace < 0) {
      if (this.excess >= 0 || outdented) return false;
      this.excess++;
      return true;
    }
    return !(outdented && this.wasReported(brace));
  }

  private endOfText(open: OpenBlock): void {
    if (open.brace < 0 || this.brokenOff) return;
    this.reportUnclosed(open);
    this.brokenOff = true;
  }

  private reportUnclosed({ brace, owner }: OpenBlock): void {
    this.report(unclosed(this.text, this.tokens, brace, owner));
    this.excess--;
  }

  // ---------------------------------------------------------------- statements

  private statement(body: Body, indent: number): CstNode | undefined {
    this.correctKeyword(body);
    const compound = body.compounds.find((candidate) => this.beginsCompound(candidate));
    if (compound) return wrap(body, this.compound(compound, body));
    if (body.name === 'block' && this.isNext(LeftBrace)) {
      this.at++;
      const brace = this.at - 1;
      return wrap(body, this.block({ body, brace, owner: brace, outermost: false }));
    }
    return this.flat(body, indent);
  }

  /** A statement without a body. */
  private flat(body: Body, indent: number): CstNode | undefined {
    const start = this.at;
    const end = this.ends.of(start, body, indent, this.excess);
    const tree = this.accepted(body, end, indent) ?? this.statementTree(body.rule, this.ends.sooner(start, body, end));
    this.excess -= this.bracesBetween(start, this.at);
    return Object.keys(tree.children).length > 0 ? tree : undefined;
  }

  /** `laod A in sbuf` is read as `load A in sbuf`, and reported. */
  private correctKeyword(body: Body): void {
    const token = this.tokens[this.at];
    if (!token || body.begins(this.tokens, this.at) || !this.isAt(this.at + 1, Identifier)) return;
    if (token.tokenType !== Identifier) return;
    const meant = body.keywords.find((keyword) => isOneSlip(token.image.toLowerCase(), labelOf(keyword)));
    if (!meant) return;
    this.report(misspelt(token, labelOf(meant)));
    this.tokens[this.at] = { ...token, tokenType: meant, tokenTypeIdx: meant.tokenTypeIdx ?? token.tokenTypeIdx };
  }

  /** A compound begins with its keyword, or lacks it and shows by the rest what it is (`k by 128 {`). */
  private beginsCompound({ keyword, headless }: Compound): boolean {
    if (this.isNext(keyword)) return !this.ends.isNameOfWire(this.at);
    return headless(this.tokens, this.at);
  }

  private compound({ node, header, body, required }: Compound, around: Body): CstNode {
    const owner = this.at;
    const headerTree = this.header(header, bodies[body], this.ends.ofHeader(owner, around));
    const bodyFollows = this.excess < 0 && bodies[body].begins(this.tokens, this.at);
    if (!required && !this.isNext(LeftBrace) && !bodyFollows) return this.from(owner, node, { header: [headerTree] });
    const bodyTree = this.bodyAfterHeader(owner, bodies[body], header, false);
    return this.from(owner, node, { header: [headerTree], ...(bodyTree && { body: [bodyTree] }) });
  }

  /** The statement as the grammar reads it, if it has no mistake and ends where a statement may end. */
  private accepted(body: Body, end: number, indent: number): CstNode | undefined {
    const near = this.accept(body, end, end);
    const nextBegins = this.lines.indent(end) <= indent && body.begins(this.tokens, end);
    if (near || nextBegins || end >= this.tokens.length) return near;
    const far = this.ends.of(end, body, indent, this.excess);
    return this.accept(body, far, end);
  }

  /** Parses up to `end`; what is left over must begin a statement itself, and begin behind `beyond` or on its line. */
  private accept(body: Body, end: number, beyond: number): CstNode | undefined {
    const prefix = parsePrefix(body.rule, this.tokens.slice(this.at, end));
    if (!prefix.ok) return undefined;
    const behind = this.at + prefix.length;
    const fits = behind >= end || this.mayFollow(body, behind);
    if (!fits || (end > beyond && behind <= beyond)) return undefined;
    this.at = behind;
    return prefix.cst;
  }

  /** May a statement begin here, behind one that is complete? On a new line even one that lacks its beginning. */
  private mayFollow(body: Body, index: number): boolean {
    return this.lines.isFirst(index) || body.begins(this.tokens, index) || this.isAt(index, body.separator);
  }

  /** The next tokens up to `end`, read as a statement or header in spite of a mistake, which is reported. */
  private statementTree(rule: RuleName, end: number): CstNode {
    const window = this.tokens.slice(this.at, end);
    const place = { text: this.text, tokens: this.tokens, start: this.at };
    const prefix = parsePrefix(rule, window);
    if (!prefix.ok) {
      const { error } = prefix;
      this.report(
        expected({ ...place, at: this.indexOf(error.token, end) }, error.message, [rule, ...error.context.ruleStack]),
      );
    } else if (prefix.length < window.length) {
      this.report(expected({ ...place, at: this.at + prefix.length }, continuation(prefix.cst), [rule]));
    }
    this.at = end;
    return prefix.ok ? prefix.cst : this.understood(rule, window);
  }

  /** What can be understood of a statement with a mistake, as long as there are not too many of them. */
  private understood(rule: RuleName, window: IToken[]): CstNode {
    if (this.patience <= 0) return assemble(rule, {});
    const part = window.slice(0, LONGEST_MISTAKE);
    this.patience -= part.length;
    return parseTolerantly(rule, part);
  }

  // ---------------------------------------------------------------- tools

  private indexOf(token: IToken, end: number): number {
    for (let index = this.at; index < end; index++) {
      if (this.tokens[index] === token) return index;
    }
    return end;
  }

  private bracesBetween(start: number, end: number): number {
    let open = 0;
    for (let index = start; index < end; index++) {
      if (this.isAt(index, LeftBrace)) open++;
      else if (this.isAt(index, RightBrace)) open--;
    }
    return open;
  }

  private isNext(type: TokenType): boolean {
    return this.isAt(this.at, type);
  }

  private isAt(index: number, type: TokenType | undefined): boolean {
    const token = this.tokens[index];
    return type !== undefined && token !== undefined && tokenMatcher(token, type);
  }

  private report(problem: SyntaxProblem): void {
    this.problems.push(problem);
    const last = this.tokens.at(-1);
    if (last && problem.end >= endOf(last)) this.brokenOff = true;
  }

  private reportedSince(index: number): boolean {
    const start = this.tokens[index]?.startOffset ?? 0;
    return this.problems.some((problem) => problem.start >= start);
  }

  private wasReported(index: number): boolean {
    const start = this.tokens[index]?.startOffset;
    return this.problems.some((problem) => problem.start === start);
  }

  /** A node that spans the tokens from `start` to the last one that was read. */
  private from(start: number, name: string, children: Record<string, CstElement[]>): CstNode {
    const first = this.tokens[start];
    const last = this.tokens[Math.max(this.at - 1, start)];
    const location = { startOffset: first?.startOffset ?? -1, endOffset: last ? endOf(last) - 1 : -1 };
    return { name, children, location: first ? location : { startOffset: -1, endOffset: -1 } };
  }
}

function labelOf(keyword: TokenType): string {
  return keyword.LABEL ?? keyword.name;
}

function assemble(name: string, children: Record<string, CstElement[]>): CstNode {
  return { name, children };
}

function wrap({ rule }: Body, child: CstNode): CstNode {
  const node = assemble(rule, { [child.name]: [child] });
  return child.location ? { ...node, location: child.location } : node;
}
