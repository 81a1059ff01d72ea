/**
 * The calculator's language, iscc's (Verdoolaege, "barvinok: User Guide", chapter on iscc), from tokens to trees.
 *
 *     statement  = name ":=" expression ";" | [ "print" ] expression ";" | "assert" expression ";"
 *     expression = operand { operator operand }
 *     operand    = function operand | primary { "^" integer | "(" expression ")" | "[" integer "]" }
 *
 * As in iscc, all operators bind alike and to the left: `A + B * C` is `(A + B) * C`.
 */
import { beginsSets, parseSetsAt } from '../notation/parse-sets.ts';
import type { TokenStream } from '../notation/token-stream.ts';
import { UNARY } from './operations.ts';
import type { CalculatorExpression, Statement } from './tree.ts';

/** Signs of operators, longest first where one begins with another; `%` is the notation's `mod`. */
const OPERATORS = ['+', '-', '*', '.', '=', '<=', '<', '>=', '>', '<<', '<<=', '>>', '>>='];

/** Words that begin or divide something, and so name no variable. */
const RESERVED: ReadonlySet<string> = new Set(['last', 'any', 'before', 'under', 'print', 'assert', ...UNARY]);

/** One statement and its `;`, which may be missing at the end of the text; throws `NotationError`. */
export function parseStatement(stream: TokenStream): Statement {
  const { start } = stream.peek();
  let kind: Statement['kind'] = 'print';
  let name = '';
  if (stream.peek().kind === 'name' && stream.is(':=', 1)) {
    kind = 'assign';
    name = variable(stream);
    stream.next();
  } else if (word(stream, 'assert')) kind = 'assert';
  else word(stream, 'print');
  const expression = parseExpression(stream);
  const span = stream.spanFrom(start);
  if (!stream.eat(';') && stream.peek().kind !== 'end') stream.fail('an operator or `;`');
  return { kind, name, expression, ...span };
}

function variable(stream: TokenStream): string {
  if (RESERVED.has(stream.peek().text)) stream.fail('the name of a variable');
  return stream.next().text;
}

/** Takes the word if it is next. */
function word(stream: TokenStream, text: string): boolean {
  const token = stream.peek();
  if (token.kind !== 'name' || token.text !== text) return false;
  stream.next();
  return true;
}

function expectWord(stream: TokenStream, text: string): void {
  if (!word(stream, text)) stream.fail(`\`${text}\``);
}

function parseExpression(stream: TokenStream): CalculatorExpression {
  const { start } = stream.peek();
  let left = parseOperand(stream);
  for (let operator = operatorOf(stream); operator !== undefined; operator = operatorOf(stream)) {
    const before = left;
    const operands = [before, parseOperand(stream)] as const;
    left = { kind: 'binary', operator, operands, ...stream.spanFrom(start) };
  }
  return left;
}

function operatorOf(stream: TokenStream): string | undefined {
  if (stream.eat('->')) return stream.eat('*') ? '->*' : '->';
  if (stream.eat('mod')) return '%';
  const operator = OPERATORS.find((sign) => stream.is(sign));
  if (operator !== undefined) stream.next();
  return operator;
}

function parseOperand(stream: TokenStream): CalculatorExpression {
  const { start, kind, text } = stream.peek();
  if (stream.eat('-')) {
    const operand = stream.deeper(() => parseOperand(stream));
    return { kind: 'unary', operator: '-', operand, ...stream.spanFrom(start) };
  }
  if (kind === 'name' && (UNARY as readonly string[]).includes(text)) {
    stream.next();
    const operand = stream.deeper(() => parseOperand(stream));
    return { kind: 'unary', operator: text, operand, ...stream.spanFrom(start) };
  }
  if (kind === 'name' && (text === 'last' || text === 'any')) return stream.deeper(() => parseFlow(stream));
  return parsePostfix(stream, parsePrimary(stream), start);
}

function parsePostfix(stream: TokenStream, operand: CalculatorExpression, start: number): CalculatorExpression {
  let result = operand;
  while (stream.is('^') || stream.is('(') || stream.is('[')) {
    const inner = result;
    if (stream.eat('^')) {
      const exponent = stream.eat('-') ? -integer(stream) : integer(stream);
      result = { kind: 'power', operand: inner, exponent, ...stream.spanFrom(start) };
    } else if (stream.eat('(')) {
      const argument = stream.deeper(() => parseExpression(stream));
      stream.expect(')');
      result = { kind: 'apply', operands: [inner, argument], ...stream.spanFrom(start) };
    } else {
      stream.next();
      const index = integer(stream);
      stream.expect(']');
      result = { kind: 'element', operand: inner, index, ...stream.spanFrom(start) };
    }
  }
  return result;
}

/** A small number: an exponent or an index. */
function integer(stream: TokenStream): number {
  const { kind, text } = stream.peek();
  if (kind !== 'number' || text.length > 6) stream.fail('a number of at most six digits');
  stream.next();
  return Number(text);
}

function parsePrimary(stream: TokenStream): CalculatorExpression {
  const { start, kind, text } = stream.peek();
  if (beginsSets(stream)) {
    const tree = parseSetsAt(stream);
    return { kind: 'sets', tree, ...stream.spanFrom(start) };
  }
  if (stream.eat('(')) {
    const inner = stream.deeper(() => parseExpression(stream));
    stream.expect(')');
    return { ...inner, ...stream.spanFrom(start) };
  }
  if (kind === 'number') {
    stream.next();
    return { kind: 'integer', digits: text, ...stream.spanFrom(start) };
  }
  if (kind === 'string') {
    stream.next();
    return { kind: 'text', text, ...stream.spanFrom(start) };
  }
  for (const value of [true, false]) {
    if (stream.eat(`${value}`)) return { kind: 'boolean', value, ...stream.spanFrom(start) };
  }
  if (kind !== 'name' || RESERVED.has(text)) return stream.fail('a set, a relation, a number, a text or a variable');
  stream.next();
  return { kind: 'name', name: text, ...stream.spanFrom(start) };
}

/** `last A any B before C under S`, of which `last A` or `any B` may be missing. */
function parseFlow(stream: TokenStream): CalculatorExpression {
  const { start } = stream.peek();
  const last = word(stream, 'last') ? parseOperand(stream) : null;
  const any = word(stream, 'any') ? parseOperand(stream) : null;
  expectWord(stream, 'before');
  const sinks = parseOperand(stream);
  expectWord(stream, 'under');
  const schedule = parseOperand(stream);
  return { kind: 'flow', last, any, sinks, schedule, ...stream.spanFrom(start) };
}
