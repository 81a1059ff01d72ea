/** Statements of targets. */
import type { CopyItem, DmaItem, InstructionItem, Property, TargetDeclaration, TargetItem } from '../ast.ts';
import { type BlockStatement, blockOf, type ColumnStatement, type PlainStatement, type Statement } from './block.ts';
import { braced } from './braced.ts';
import { type Doc, group, hardline, indent } from './document.ts';
import { equationBlock } from './equations.ts';
import { closedExpression } from './expressions.ts';
import { flowingList } from './lists.ts';
import { signature, withBrace } from './signatures.ts';
import type { TokenCursor } from './token-cursor.ts';

export function targetStatement(tokens: TokenCursor, { name, items }: TargetDeclaration): BlockStatement {
  const header = withBrace(tokens, [tokens.take('target'), tokens.take(name.name, ' ')]);
  return { kind: 'block', header, block: blockOf(tokens, items, (item) => targetItem(tokens, item)) };
}

function targetItem(tokens: TokenCursor, item: TargetItem): Statement {
  switch (item.kind) {
    case 'memory':
    case 'unit':
    case 'engine':
      return resource(tokens, item);
    case 'dma':
    case 'copy':
      return path(tokens, item);
    case 'instr':
      return instruction(tokens, item);
  }
}

type Resource = Extract<TargetItem, { kind: 'memory' | 'unit' | 'engine' }>;

/** Aligned at the brace with its neighbours of the same kind. */
function resource(tokens: TokenCursor, { kind, name, properties }: Resource): ColumnStatement {
  const left = [tokens.take(kind), tokens.take(name.name, ' ')];
  return {
    kind: 'columns',
    family: kind,
    alignsBroken: false,
    left,
    right: [tokens.gap(' '), propertyList(tokens, properties)],
  };
}

function path(tokens: TokenCursor, item: DmaItem | CopyItem): PlainStatement {
  const from = [tokens.take(item.kind), tokens.take(item.from.name, ' ')];
  const ends = [...from, tokens.take(item.both ? '<->' : '->', ' '), tokens.take(item.to.name, ' ')];
  if (item.kind === 'dma')
    return { kind: 'plain', doc: [...ends, tokens.gap(' '), propertyList(tokens, item.properties)] };
  const keyword = [tokens.take('on', ' '), tokens.gap(' ')];
  const engines = indent([...keyword, ...flowingList(tokens, item.engines, ({ name }) => tokens.take(name))]);
  const properties = tokens.next === '{' ? [tokens.gap(' '), propertyList(tokens, item.properties)] : [];
  return { kind: 'plain', doc: [...ends, engines, ...properties] };
}

function propertyList(tokens: TokenCursor, properties: readonly Property[]): Doc {
  return braced(tokens, properties, ({ name, value }) => {
    const begin = tokens.take(name.name);
    if (value.kind === 'name') return [begin, tokens.take(value.name, ' ')];
    const number = [begin, tokens.take(value.number, ' ')];
    return value.unit === undefined ? number : [...number, tokens.gap(' '), unit(tokens, value.unit)];
  });
}

/** `MiB`, `B/ns` */
function unit(tokens: TokenCursor, text: string): Doc {
  const [first = '', per] = text.split('/');
  const part = tokens.take(first);
  return per === undefined ? part : [part, tokens.take('/'), tokens.take(per)];
}

function instruction(tokens: TokenCursor, item: InstructionItem): Statement {
  const engine = [tokens.take('instr'), tokens.take(item.engine.name, ' '), tokens.take('.')];
  const width = `instr ${item.engine.name}.${item.name.name}`.length;
  const begin = { doc: [...engine, tokens.take(item.name.name)], width };
  const header = signature(tokens, begin, item, () => (item.cost ? [costLine(tokens, item.cost)] : []));
  if (!item.equations) return { kind: 'plain', doc: group(header) };
  return { kind: 'block', header: withBrace(tokens, header), block: equationBlock(tokens, item.equations) };
}

function costLine(tokens: TokenCursor, { amount, unit: measure }: NonNullable<InstructionItem['cost']>): Doc {
  const keyword = [tokens.take('cost', hardline), tokens.gap(' ')];
  return indent([...keyword, closedExpression(tokens, amount), tokens.gap(' '), unit(tokens, measure)]);
}
