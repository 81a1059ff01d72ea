/**
 * Formulas and affine expressions, from tokens to trees.
 *
 *     formula    = or { "implies" formula }
 *     or         = and { "or" and }
 *     and        = unary { "and" unary }
 *     unary      = "not" unary | "exists" … | comparison
 *     comparison = list { ("=" | "!=" | "<" | "<=" | ">" | ">=" | "<<" | "<<=" | ">>" | ">>=") list }
 *     list       = sum { "," sum }
 *     sum        = [ "-" ] product { ("+" | "-") product }
 *     product    = factor { "*" factor | "/" factor | "mod" factor }, `2i` is a product too
 *
 * A bracket may hold a formula or an expression, and which of them is known only at its end: `(i + 1) * 2 <= n` and
 * `(i + 1 <= n)` begin alike. So both are read by the same functions, and the one who needs a formula says so.
 *
 * As in isl, `mod` belongs to the factor before it: `i + j mod 2` is `i + (j mod 2)`, and `2i mod 3` is `2 (i mod 3)`.
 */
import { NotationError } from './problem.ts';
import type { TokenStream } from './token-stream.ts';
import type { Bound, Comparison, Expression, Formula, Span } from './tree.ts';

type Node = Formula | Expression;

const FORMULAS: ReadonlySet<string> = new Set(['constant', 'and', 'or', 'implies', 'not', 'exists', 'compare']);
const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=', '<<', '<<=', '>>', '>>=']);

function isFormula(node: Node): node is Formula {
  return FORMULAS.has(node.kind);
}

/** A formula; throws `NotationError`. */
export function parseFormula(stream: TokenStream): Formula {
  return needFormula(parseNode(stream));
}

/** An affine expression; throws `NotationError`. */
export function parseExpression(stream: TokenStream): Expression {
  return needExpression(parseSum(stream));
}

function needFormula(node: Node): Formula {
  if (isFormula(node)) return node;
  const message = 'Expected a condition, found an expression: compare it with something.';
  throw new NotationError({ start: node.start, end: node.end, message });
}

function needExpression(node: Node): Expression {
  if (!isFormula(node)) return node;
  throw new NotationError({ start: node.start, end: node.end, message: 'Expected an expression, found a condition.' });
}

function parseNode(stream: TokenStream): Node {
  const { start } = stream.peek();
  const left = parseOperators(stream, 'or', (inner) => parseOperators(inner, 'and', parseUnary));
  if (!stream.eat('implies')) return left;
  const right = stream.deeper(() => needFormula(parseNode(stream)));
  return { kind: 'implies', operands: [needFormula(left), right], ...stream.spanFrom(start) };
}

function parseOperators(stream: TokenStream, sign: 'and' | 'or', parse: (stream: TokenStream) => Node): Node {
  const { start } = stream.peek();
  const first = parse(stream);
  if (!stream.is(sign)) return first;
  const operands = [needFormula(first)];
  while (stream.eat(sign)) operands.push(needFormula(parse(stream)));
  return { kind: sign, operands, ...stream.spanFrom(start) };
}

function parseUnary(stream: TokenStream): Node {
  const { start } = stream.peek();
  if (stream.eat('not')) {
    const operand = stream.deeper(() => needFormula(parseUnary(stream)));
    return { kind: 'not', operand, ...stream.spanFrom(start) };
  }
  if (stream.eat('exists')) return stream.deeper(() => parseExists(stream, start));
  for (const [sign, value] of [
    ['true', true],
    ['false', false],
  ] as const) {
    if (stream.eat(sign)) return { kind: 'constant', value, ...stream.spanFrom(start) };
  }
  return parseComparison(stream);
}

/** `exists (e, f = floor(i/2) : …)`; without brackets the formula lasts as long as it can. */
function parseExists(stream: TokenStream, start: number): Formula {
  const bracketed = stream.eat('(');
  const variables: Bound[] = [];
  do {
    const { text, ...token } = stream.name('the name of a variable');
    const definition = stream.eat('=') ? parseExpression(stream) : null;
    variables.push({ name: text, definition, ...stream.spanFrom(token.start) });
  } while (stream.eat(','));
  stream.expect(':');
  const body = needFormula(parseNode(stream));
  if (bracketed) stream.expect(')');
  return { kind: 'exists', variables, body, ...stream.spanFrom(start) };
}

function parseComparison(stream: TokenStream): Node {
  const { start } = stream.peek();
  const first = parseSum(stream);
  if (isFormula(first)) return first;
  const lists: Expression[][] = [parseList(stream, first)];
  const comparisons: Comparison[] = [];
  while (isComparison(stream)) {
    comparisons.push(stream.next().text as Comparison);
    lists.push(parseList(stream, parseExpression(stream)));
  }
  if (comparisons.length > 0) return { kind: 'compare', lists, comparisons, ...stream.spanFrom(start) };
  if (lists[0]?.length === 1) return first;
  return stream.fail('a comparison');
}

function isComparison(stream: TokenStream): boolean {
  const { kind, text } = stream.peek();
  return kind === 'sign' && COMPARISONS.has(text);
}

function parseList(stream: TokenStream, first: Expression): Expression[] {
  const list = [first];
  while (stream.eat(',')) list.push(parseExpression(stream));
  return list;
}

function parseSum(stream: TokenStream): Node {
  const { start } = stream.peek();
  const first = parseTerm(stream, stream.eat('-'), start);
  if (isFormula(first) || !(stream.is('+') || stream.is('-'))) return first;
  const operands = [first];
  while (stream.is('+') || stream.is('-')) {
    const sign = stream.next();
    operands.push(needExpression(parseTerm(stream, sign.text === '-', sign.start)));
  }
  return { kind: 'add', operands, ...stream.spanFrom(start) };
}

function parseTerm(stream: TokenStream, negative: boolean, start: number): Node {
  const product = parseProduct(stream);
  if (!negative) return product;
  return { kind: 'negate', operand: needExpression(product), ...stream.spanFrom(start) };
}

const PRODUCTS = { '*': 'multiply', '/': 'divide', mod: 'modulo' } as const;

function parseProduct(stream: TokenStream): Node {
  const { start } = stream.peek();
  const first = parseFactor(stream);
  if (isFormula(first)) return first;
  return parseProductAfter(stream, first, start);
}

/** Recursive to the left: each operator takes all that stands before it, except that `2i mod 3` is `2 (i mod 3)`. */
function parseProductAfter(stream: TokenStream, left: Expression, start: number): Expression {
  const multiplies = stream.is('*') || (left.kind === 'number' && beginsFactor(stream));
  if (left.kind === 'number' && multiplies) {
    stream.eat('*');
    const right = stream.deeper(() => needExpression(parseProduct(stream)));
    return { kind: 'multiply', operands: [left, right], ...stream.spanFrom(start) };
  }
  for (const sign of ['*', '/', 'mod'] as const) {
    if (!stream.eat(sign)) continue;
    const operands = [left, needExpression(parseFactor(stream))] as const;
    const product: Expression = { kind: PRODUCTS[sign], operands, ...stream.spanFrom(start) };
    return stream.deeper(() => parseProductAfter(stream, product, start));
  }
  return left;
}

/** What may follow a number without a sign between them. */
function beginsFactor(stream: TokenStream): boolean {
  const { kind, text } = stream.peek();
  return kind === 'name' || (kind === 'sign' && ['(', '[', 'floor', 'ceil', 'min', 'max'].includes(text));
}

function parseFactor(stream: TokenStream): Node {
  const token = stream.peek();
  const span: Span = { start: token.start, end: token.end };
  if (token.kind === 'number') {
    stream.next();
    return { kind: 'number', digits: token.text, ...span };
  }
  if (token.kind === 'name') {
    stream.next();
    return { kind: 'name', name: token.text, ...span };
  }
  if (stream.eat('-')) {
    const operand = stream.deeper(() => needExpression(parseFactor(stream)));
    return { kind: 'negate', operand, ...stream.spanFrom(span.start) };
  }
  return stream.deeper(() => parseBracket(stream, span.start));
}

function parseBracket(stream: TokenStream, start: number): Node {
  if (stream.eat('(')) {
    const node = parseNode(stream);
    stream.expect(')');
    return { ...node, ...stream.spanFrom(start) };
  }
  // isl's older form of floor
  if (stream.eat('[')) return closeCall(stream, 'floor', parseExpression(stream), ']', start);
  for (const [sign, kind] of [
    ['floor', 'floor'],
    ['ceil', 'ceiling'],
  ] as const) {
    if (!stream.eat(sign)) continue;
    stream.expect('(');
    return closeCall(stream, kind, parseExpression(stream), ')', start);
  }
  for (const [sign, kind] of [
    ['floord', 'floor'],
    ['ceild', 'ceiling'],
  ] as const) {
    if (!stream.eat(sign)) continue;
    const operands = parsePair(stream);
    return closeCall(stream, kind, { kind: 'divide', operands, ...stream.spanFrom(start) }, ')', start);
  }
  for (const [sign, kind] of [
    ['min', 'minimum'],
    ['max', 'maximum'],
  ] as const) {
    if (!stream.eat(sign)) continue;
    stream.expect('(');
    const operands = parseList(stream, parseExpression(stream));
    stream.expect(')');
    return { kind, operands, ...stream.spanFrom(start) };
  }
  return stream.fail('an expression');
}

function parsePair(stream: TokenStream): [Expression, Expression] {
  stream.expect('(');
  const dividend = parseExpression(stream);
  stream.expect(',');
  return [dividend, parseExpression(stream)];
}

function closeCall(
  stream: TokenStream,
  kind: 'floor' | 'ceiling',
  operand: Expression,
  close: string,
  start: number,
): Expression {
  stream.expect(close);
  return { kind, operand, ...stream.spanFrom(start) };
}
