/**
 * Sets and relations, from tokens to trees.
 *
 *     sets   = [ params "->" ] "{" [ entry { ";" entry } ] "}"
 *     entry  = tuple [ "->" tuple ] [ ":" formula ] | ":" formula
 *     tuple  = [ name ] "[" [ position { "," position } ] "]" | [ name ] "[" tuple "->" tuple "]"
 */
import { parseExpression, parseFormula } from './parse-formula.ts';
import { catchProblem, NotationError, type Read } from './problem.ts';
import { TokenStream } from './token-stream.ts';
import type { Entry, Formula, Position, SetsTree, TupleTree } from './tree.ts';

/** The tree of a text that holds sets and nothing else. */
export function parseSets(text: string): Read<SetsTree> {
  return catchProblem(() => {
    const stream = new TokenStream(text);
    const tree = parseSetsAt(stream);
    if (stream.peek().kind !== 'end') stream.fail('the end of the text');
    return tree;
  });
}

/** Whether sets begin here; a `[` begins the parameters. */
export function beginsSets(stream: TokenStream): boolean {
  return stream.is('{') || stream.is('[');
}

/** Reads sets and leaves the stream after them; throws `NotationError`. */
export function parseSetsAt(stream: TokenStream): SetsTree {
  const { start } = stream.peek();
  const params: { name: string; start: number; end: number }[] = [];
  if (stream.eat('[')) {
    while (!stream.is(']')) {
      const { text, start, end } = stream.name('the name of a parameter');
      params.push({ name: text, start, end });
      if (!stream.eat(',')) break;
    }
    stream.expect(']');
    stream.expect('->');
  }
  checkDistinct(params);
  stream.expect('{');
  const entries: Entry[] = [];
  while (!stream.is('}')) {
    entries.push(parseEntry(stream));
    if (!stream.eat(';')) break;
  }
  stream.expect('}');
  return { params, entries, ...stream.spanFrom(start) };
}

function checkDistinct(params: SetsTree['params']): void {
  const seen = new Set<string>();
  for (const { name, start, end } of params) {
    if (seen.has(name))
      throw new NotationError({ start, end, message: `The parameter \`${name}\` stands here twice.` });
    seen.add(name);
  }
}

function parseEntry(stream: TokenStream): Entry {
  const { start } = stream.peek();
  if (stream.is(':')) return { in: null, out: null, condition: parseCondition(stream), ...stream.spanFrom(start) };
  const first = parseTuple(stream);
  const second = stream.eat('->') ? parseTuple(stream) : null;
  const condition = parseCondition(stream);
  const tuples = second === null ? { in: null, out: first } : { in: first, out: second };
  return { ...tuples, condition, ...stream.spanFrom(start) };
}

function parseCondition(stream: TokenStream): Formula | null {
  if (!stream.eat(':') || stream.is(';') || stream.is('}')) return null;
  return parseFormula(stream);
}

function parseTuple(stream: TokenStream): TupleTree {
  const { start, kind, text, word } = stream.peek();
  const name = kind === 'name' ? text : (word ?? null);
  if (name !== null) stream.next();
  if (!stream.is('[')) stream.fail('a tuple, as `S[i, j]`');
  stream.next();
  if (beginsTuple(stream)) {
    const nested = stream.deeper(() => {
      const first = parseTuple(stream);
      stream.expect('->');
      return { in: first, out: parseTuple(stream) };
    });
    stream.expect(']');
    return { name, positions: [], nested, ...stream.spanFrom(start) };
  }
  const positions: Position[] = [];
  while (!stream.is(']')) {
    positions.push(parsePosition(stream));
    if (!stream.eat(',')) break;
  }
  stream.expect(']');
  return { name, positions, nested: null, ...stream.spanFrom(start) };
}

/** A tuple inside of a tuple; `[i/2]` is also isl's older form of floor, which has no arrow after its bracket. */
function beginsTuple(stream: TokenStream): boolean {
  const { kind, word } = stream.peek();
  const from = kind === 'name' || word !== undefined ? 1 : 0;
  if (!stream.is('[', from)) return false;
  let depth = 0;
  for (let ahead = from; stream.peek(ahead).kind !== 'end'; ahead++) {
    if (stream.is('[', ahead)) depth += 1;
    if (stream.is(']', ahead)) depth -= 1;
    if (depth === 0) return stream.is('->', ahead + 1);
  }
  return false;
}

function parsePosition(stream: TokenStream): Position {
  const { start, kind, text } = stream.peek();
  if (stream.eat('*')) return { name: null, expression: null, ...stream.spanFrom(start) };
  if (kind === 'name' && (stream.is(',', 1) || stream.is(']', 1))) {
    stream.next();
    return { name: text, expression: null, ...stream.spanFrom(start) };
  }
  if (kind === 'name' && stream.is('=', 1)) {
    stream.next();
    stream.next();
    return { name: text, expression: parseExpression(stream), ...stream.spanFrom(start) };
  }
  return { name: null, expression: parseExpression(stream), ...stream.spanFrom(start) };
}
