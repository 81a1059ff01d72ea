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
import type { CstNode, IToken } from 'chevrotain';
import type { RuleName } from '../grammar/parsers.ts';
import type { SyntaxProblem } from '../problem.ts';
import { Equal, Keyword, LeftBrace, RightBrace } from '../tokens.ts';
import { type Body, type BodyName, bodies, type Compound, shapeOf } from './bodies.ts';
import { Cursor } from './cursor.ts';
import { strayBrace, strayText, unclosed } from './messages.ts';
import { StatementEnds } from './statement-ends.ts';
import { StatementReader } from './statements.ts';

/** The concrete tree of a declaration with mistakes, as far as it can be understood, and its mistakes. */
export function recover(text: string, tokens: readonly IToken[]): { cst: CstNode; problems: SyntaxProblem[] } {
  const recovery = new Recovery(new Cursor(text, tokens));
  return { cst: recovery.declaration(), problems: recovery.cursor.problems };
}

/** A block whose end is looked for. */
interface OpenBlock {
  readonly body: Body;
  /** Number of its `{`, or -1 where the source lacks it. */
  readonly brace: number;
  /** First token of what the block belongs to (`for`, `kernel`, `{`). */
  readonly owner: number;
  readonly outermost: boolean;
}

class Recovery {
  readonly cursor: Cursor;
  private readonly ends: StatementEnds;
  private readonly statements: StatementReader;

  constructor(cursor: Cursor) {
    this.cursor = cursor;
    this.ends = new StatementEnds(cursor.tokens, cursor.lines);
    this.statements = new StatementReader(cursor, this.ends);
  }

  declaration(): CstNode {
    const { cursor } = this;
    const [first] = cursor.tokens;
    const shape = first && shapeOf(first);
    const single = cursor.isNext(Keyword.use) ? 'use' : 'constant';
    const child = shape ? this.withBody(shape) : this.statements.single(single);
    if (!cursor.atEnd) cursor.report(strayText(cursor.text, cursor.tokens, cursor.at, cursor.excess));
    return { name: 'declaration', children: { [child.name]: [child] } };
  }

  private withBody({ node, header, body }: { node: string; header: RuleName; body: BodyName }): CstNode {
    const owner = this.cursor.at;
    const end = this.ends.ofOuterHeader(owner, bodies[body], this.cursor.excess);
    const headerTree = this.statements.header(header, bodies[body], end);
    const bodyTree = this.bodyAfterHeader(owner, bodies[body], header, true);
    return this.cursor.node(owner, node, { header: [headerTree], ...(bodyTree && { body: [bodyTree] }) });
  }

  /** The block behind a header; its `{` may be missing, which is then reported. */
  private bodyAfterHeader(owner: number, body: Body, header: RuleName, outermost: boolean): CstNode | undefined {
    const { cursor } = this;
    if (cursor.isNext(LeftBrace)) {
      cursor.at++;
      return this.block({ body, brace: cursor.at - 1, owner, outermost });
    }
    if (!cursor.reportedSince(owner)) {
      cursor.reportExpected({ start: owner, at: cursor.at }, '`{`', [header]);
    }
    if (!this.implicitBlockFollows(owner, outermost)) return undefined;
    return this.block({ body, brace: -1, owner, outermost });
  }

  private implicitBlockFollows(owner: number, outermost: boolean): boolean {
    const { at, atEnd, lines, excess } = this.cursor;
    if (atEnd) return false;
    if (outermost || !lines.isFirst(at)) return true;
    if (this.cursor.isNext(RightBrace)) return excess < 0 && lines.indent(at) === lines.indent(owner);
    return lines.indent(at) > lines.indent(owner);
  }

  private block(open: OpenBlock): CstNode {
    const { cursor } = this;
    const { body, brace } = open;
    const start = cursor.at;
    const indent = this.ends.bodyIndent(start);
    const statements: CstNode[] = [];
    while (!cursor.atEnd && !this.endsHere(open)) {
      const before = cursor.at;
      const statement = this.statement(body, indent);
      if (statement) statements.push(statement);
      if (body.separator && cursor.isNext(body.separator)) cursor.at++;
      if (cursor.at === before) cursor.at++;
    }
    if (cursor.atEnd) {
      if (brace >= 0 && !cursor.brokenOff) this.reportUnclosed(open);
    } else if (cursor.isNext(RightBrace) && this.closes(open)) cursor.at++;
    return cursor.node(brace >= 0 ? brace : start, body.name, { [body.label]: statements });
  }

  /** Is the next token the end of the block, or outside of it? Reports what is missing, and skips stray braces. */
  private endsHere(open: OpenBlock): boolean {
    const { cursor } = this;
    const { at, lines, excess } = cursor;
    const first = lines.isFirst(at);
    const outward = lines.indent(at) - lines.indent(open.owner);
    const closing = cursor.isNext(RightBrace);
    if (open.brace < 0) return closing || (first && !open.outermost && outward <= 0);
    if (closing && first && excess < 0 && outward > 0) {
      cursor.report(strayBrace(cursor.tokens, at));
      cursor.excess++;
      cursor.at++;
      return cursor.atEnd || this.endsHere(open);
    }
    const leaves = closing ? outward < 0 : outward <= 0 && !open.outermost;
    if (first && excess > 0 && leaves) this.reportUnclosed(open);
    else if (!closing) return false;
    return true;
  }

  /** Does the `}` that comes next belong to this block? */
  private closes({ brace, owner }: OpenBlock): boolean {
    const { cursor } = this;
    const { at, lines, excess } = cursor;
    const outdented = lines.isFirst(at) && lines.indent(at) < lines.indent(owner);
    if (brace >= 0) return !(outdented && cursor.reportedAt(brace));
    if (excess >= 0 || outdented) return false;
    cursor.excess++;
    return true;
  }

  private reportUnclosed({ brace, owner }: OpenBlock): void {
    const { cursor } = this;
    cursor.report(unclosed(cursor.text, cursor.tokens, brace, owner));
    cursor.excess--;
    if (cursor.atEnd) cursor.endIsReported();
  }

  private statement(body: Body, indent: number): CstNode | undefined {
    const { cursor } = this;
    this.statements.correctKeyword(body);
    const compound = body.compounds.find((candidate) => this.beginsCompound(candidate));
    if (compound) return wrap(body, this.compound(compound, body));
    if (body.name === 'block' && cursor.isNext(LeftBrace)) {
      const brace = cursor.at++;
      return wrap(body, this.block({ body, brace, owner: brace, outermost: false }));
    }
    return this.statements.flat(body, indent);
  }

  /** A compound begins with its keyword, or lacks it and shows by the rest what it is (`k by 128 {`). */
  private beginsCompound({ keyword, headless }: Compound): boolean {
    const { cursor } = this;
    // `repeat = …` defines a result that is called `repeat`
    if (cursor.isNext(keyword)) return !cursor.isAt(cursor.at + 1, Equal);
    return headless(cursor.tokens, cursor.at);
  }

  private compound({ node, header, body, required }: Compound, around: Body): CstNode {
    const { cursor } = this;
    const owner = cursor.at;
    const headerTree = this.statements.header(header, bodies[body], this.ends.ofHeader(owner, around, cursor.excess));
    const bodyFollows = cursor.excess < 0 && bodies[body].begins(cursor.tokens, cursor.at);
    if (!required && !cursor.isNext(LeftBrace) && !bodyFollows)
      return cursor.node(owner, node, { header: [headerTree] });
    const bodyTree = this.bodyAfterHeader(owner, bodies[body], header, false);
    return cursor.node(owner, node, { header: [headerTree], ...(bodyTree && { body: [bodyTree] }) });
  }
}

function wrap({ rule }: Body, child: CstNode): CstNode {
  return { name: rule, children: { [child.name]: [child] }, ...(child.location && { location: child.location }) };
}
