/** Statements of kernels. */
import type {
  Axis,
  CopyStep,
  DoPart,
  DoStep,
  EndStep,
  ForStep,
  Identifier,
  KernelDeclaration,
  Layout,
  Step,
} from '../ast.ts';
import { type BlockStatement, blockOf, type Statement } from './block.ts';
import { type Doc, group, indent, line } from './document.ts';
import { closedExpression } from './expressions.ts';
import { barred, bracketed, flowingList } from './lists.ts';
import { whereLines, withBrace } from './signatures.ts';
import type { TokenCursor } from './token-cursor.ts';

export function kernelStatement(
  tokens: TokenCursor,
  { name, op, target, where, body }: KernelDeclaration,
): BlockStatement {
  const names = [
    tokens.take('kernel'),
    tokens.take(name.name, ' '),
    tokens.take('for', ' '),
    tokens.take(op.name, ' '),
  ];
  const place = [tokens.take('on', ' '), tokens.take(target.name, ' ')];
  const constraints = where.length > 0 ? whereLines(tokens, where) : '';
  const header = withBrace(tokens, [...names, ...place, constraints]);
  return { kind: 'block', header, block: blockOf(tokens, body, (item) => step(tokens, item)) };
}

function step(tokens: TokenCursor, item: Step): Statement {
  switch (item.kind) {
    case 'for':
      return forStep(tokens, item);
    case 'load':
    case 'hold':
      return plain(copyStep(tokens, item));
    case 'store':
    case 'accumulate':
      return plain(endStep(tokens, item));
    case 'do':
      return plain(doStep(tokens, item));
    case 'given': {
      const what = [tokens.take('given'), tokens.take(item.tensor.name, ' ')];
      const place = [tokens.take('in', ' '), tokens.take(item.memory.name, ' ')];
      return plain([...what, ...place, group([tokens.take('as', line), tokens.gap(' '), layout(tokens, item.layout)])]);
    }
    case 'tune': {
      const name = [tokens.take('tune'), tokens.take(item.name.name, ' '), tokens.take('in', ' '), tokens.gap(' ')];
      const candidates = numberList(
        tokens,
        item.candidates.map(({ text }) => text),
      );
      return plain([...name, candidates, tokens.take('=', ' '), tokens.take(item.default.text, ' ')]);
    }
    case 'block': {
      const header = tokens.take('{');
      return { kind: 'block', header, block: blockOf(tokens, item.body, (inner) => step(tokens, inner)) };
    }
  }
}

/** What does not fit on the line of its step is indented. */
function plain(doc: Doc): Statement {
  return { kind: 'plain', doc: indent(doc) };
}

function forStep(tokens: TokenCursor, { axes, across, body }: ForStep): BlockStatement {
  const loops = [tokens.take('for'), tokens.gap(' '), ...flowingList(tokens, axes, (item) => axis(tokens, item))];
  const unit = across ? group([tokens.take('across', line), tokens.take(across.name, ' ')]) : '';
  const header = withBrace(tokens, indent([...loops, unit]));
  const joins = body.length === 1 && body[0]?.kind === 'do';
  return { kind: 'block', header, block: blockOf(tokens, body, (item) => step(tokens, item), joins) };
}

function axis(tokens: TokenCursor, { tensor, index, by }: Axis): Doc {
  const owner = tensor ? [tokens.take(tensor.name), tokens.take('.')] : [];
  const name = [...owner, tokens.take(index.name), tokens.take('by', ' '), tokens.gap(' ')];
  return [...name, closedExpression(tokens, by)];
}

function copyStep(tokens: TokenCursor, item: CopyStep): Doc {
  const tensors = [tokens.take(item.kind), ...names(tokens, item.tensors)];
  const type = item.type ? [tokens.take(':'), tokens.take(item.type.name, ' ')] : [];
  const place = [tokens.take('in', ' '), tokens.take(item.memory.name, ' ')];
  return [...tensors, ...type, ...place, ...copyClauses(tokens, item)];
}

/** The clauses may be written in any order; they are printed in one. */
function copyClauses(tokens: TokenCursor, { buffers, layout: written, engine }: CopyStep): Doc[] {
  const clauses = new Map<string, () => Doc>();
  if (buffers) clauses.set('buffers', () => tokens.take(buffers.text, ' '));
  if (written) clauses.set('as', () => [tokens.gap(' '), layout(tokens, written)]);
  if (engine) clauses.set('on', () => tokens.take(engine.name, ' '));
  const docs = new Map<string, Doc>();
  while (docs.size < clauses.size) {
    const keyword = tokens.next;
    const clause: Doc[] = [tokens.take(keyword, line)];
    clause.push(clauses.get(keyword)?.() ?? '');
    docs.set(keyword, group(clause));
  }
  return [...clauses.keys()].map((keyword) => docs.get(keyword) ?? '');
}

function endStep(tokens: TokenCursor, { kind, tensors, engine }: EndStep): Doc {
  return [tokens.take(kind), ...names(tokens, tensors), ...onEngine(tokens, engine)];
}

function doStep(tokens: TokenCursor, { parts, instruction, engine }: DoStep): Doc {
  const what = [tokens.take('do'), tokens.gap(' '), ...flowingList(tokens, parts, (part) => doPart(tokens, part))];
  if (!instruction) return [...what, ...onEngine(tokens, engine)];
  const unit = [tokens.take('with', line), tokens.take(instruction.engine.name, ' ')];
  return [...what, group([...unit, tokens.take('.'), tokens.take(instruction.name.name)])];
}

function doPart(tokens: TokenCursor, { tensor, equation }: DoPart): Doc {
  const name = tokens.take(tensor.name);
  return equation ? [name, tokens.take('.'), tokens.take(equation.text)] : name;
}

function names(tokens: TokenCursor, list: readonly Identifier[]): Doc[] {
  return [tokens.gap(' '), ...flowingList(tokens, list, ({ name }) => tokens.take(name))];
}

function onEngine(tokens: TokenCursor, engine: Identifier | undefined): Doc[] {
  return engine ? [group([tokens.take('on', line), tokens.take(engine.name, ' ')])] : [];
}

/** `[512, 1024]` */
export function numberList(tokens: TokenCursor, numbers: readonly string[]): Doc {
  return bracketed(tokens, () => {
    const list = flowingList(tokens, numbers, (text) => tokens.take(text));
    tokens.passComma();
    return list;
  });
}

function layout(tokens: TokenCursor, { partition, free }: Layout): Doc {
  const print = (item: Layout['free'][number]) => closedExpression(tokens, item);
  if (partition) return barred(tokens, partition, free, print);
  return bracketed(tokens, () => flowingList(tokens, free, print));
}
