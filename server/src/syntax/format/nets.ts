/** Statements of nets. */
import type { Argument, Identifier, NetDeclaration, RepeatWire, Wire, WireValue } from '../ast.ts';
import { type BlockStatement, blockOf, type Statement } from './block.ts';
import { type Doc, indent } from './document.ts';
import { callArguments, closedExpression, rangeBetween } from './expressions.ts';
import { commaList, flowingList } from './lists.ts';
import { signature, tensor, withBrace } from './signatures.ts';
import type { TokenCursor } from './token-cursor.ts';

export function netStatement(tokens: TokenCursor, net: NetDeclaration): BlockStatement {
  const begin = { doc: [tokens.take('net'), tokens.take(net.name.name, ' ')], width: 4 + net.name.name.length };
  const header = withBrace(tokens, signature(tokens, begin, net));
  return { kind: 'block', header, block: blockOf(tokens, net.wires, (item) => wire(tokens, item)) };
}

function wire(tokens: TokenCursor, item: Wire): Statement {
  switch (item.kind) {
    case 'param':
      return { kind: 'plain', doc: indent([tokens.take('param'), tokens.gap(' '), tensor(tokens, item.tensor)]) };
    case 'let': {
      const names = [tokens.take('let'), tokens.gap(' '), indent(identifiers(tokens, item.names))];
      return { kind: 'plain', doc: [...names, ...bound(tokens, item.value)] };
    }
    case 'result':
      return { kind: 'plain', doc: [tokens.take(item.name.name), ...bound(tokens, item.value)] };
    case 'repeat':
      return repeatWire(tokens, item);
  }
}

function identifiers(tokens: TokenCursor, names: readonly Identifier[]): Doc[] {
  return flowingList(tokens, names, ({ name }) => tokens.take(name));
}

function bound(tokens: TokenCursor, value: WireValue): Doc[] {
  return [tokens.take('=', ' '), tokens.gap(' '), wireValue(tokens, value)];
}

function repeatWire(tokens: TokenCursor, { range, body }: RepeatWire): BlockStatement {
  const keyword = [tokens.take('repeat'), tokens.gap(' ')];
  const times =
    range.kind === 'count'
      ? closedExpression(tokens, range.count)
      : [tokens.take(range.index.name), tokens.take('in', ' '), tokens.gap(' '), rangeBetween(tokens, range)];
  const header = withBrace(tokens, [...keyword, times]);
  const joins = body.length === 1 && body[0]?.kind === 'let';
  return { kind: 'block', header, block: blockOf(tokens, body, (item) => wire(tokens, item), joins) };
}

function wireValue(tokens: TokenCursor, value: WireValue): Doc {
  const name = tokens.take(value.text);
  if (value.kind !== 'call') return name;
  const args = () => {
    const list = commaList(tokens, value.arguments, (item) => argument(tokens, item));
    tokens.passComma();
    return list;
  };
  const call = [name, value.arguments.length > 0 ? callArguments(tokens, args) : emptyArguments(tokens)];
  return value.using ? [...call, tokens.take('using', ' '), tokens.take(value.using.name, ' ')] : call;
}

function emptyArguments(tokens: TokenCursor): Doc {
  return [tokens.take('('), tokens.take(')')];
}

function argument(tokens: TokenCursor, { name, value }: Argument): Doc {
  const begin = name ? [tokens.take(name.name), tokens.take('=', ' '), tokens.gap(' ')] : [];
  return [...begin, value.kind === 'wire' ? wireValue(tokens, value.value) : closedExpression(tokens, value.value)];
}
