/**
 * Documents of expressions, constraints and indices.
 *
 * An expression breaks before the operators that bind least, as many operands on a line as fit. An *open* document
 * breaks at the indentation of where it stands, a *closed* one is indented behind its first line:
 *
 *     Y[n, k] = sum[r, s, c]            the right side is open, and indented by the equation
 *       (X[n, r, c] or 0) * F[r, c, k]
 *       + B[k]
 */
import type { BinaryExpression, Binder, Constraint, Expression, IndexItem, ReadExpression } from '../ast.ts';
import { align, type Doc, group, hardlineWithoutBreakParent, ifBreak, indent, line, softline } from './document.ts';
import { bracketed, commaList, flowingList } from './lists.ts';
import type { TokenCursor } from './token-cursor.ts';

/** An expression whose lines after the first stand where its first one does, or are indented by the caller. */
export function openExpression(tokens: TokenCursor, node: Expression): Doc {
  if (tokens.isParenthesised(node)) {
    const inside = [tokens.take('('), align(1, [tokens.gap(''), openExpression(tokens, node)])];
    return group([...inside, tokens.take(')')]);
  }
  if (node.kind === 'binary') return node.operator === '^' ? power(tokens, node) : chain(tokens, node);
  if (node.kind === 'reduce') {
    const head = [tokens.take(node.operator), tokens.take('['), ...binders(tokens, node.binders), tokens.take(']')];
    return [...head, group([tokens.gap(line), group(openExpression(tokens, node.body))])];
  }
  return atom(tokens, node);
}

/** An expression that is a part of another: what does not fit on its first line is indented. */
export function closedExpression(tokens: TokenCursor, node: Expression): Doc {
  // what is enclosed in brackets indents itself
  const indents = !tokens.isParenthesised(node) && (node.kind === 'binary' || node.kind === 'reduce');
  const doc = openExpression(tokens, node);
  return indents ? group(indent(doc)) : doc;
}

/** What stands behind `=`: further lines are indented, but the brackets of a call close where the statement begins. */
export function boundExpression(tokens: TokenCursor, node: Expression): Doc {
  const isCall = !tokens.isParenthesised(node) && (node.kind === 'call' || node.kind === 'select');
  const doc = openExpression(tokens, node);
  return isCall ? doc : indent(doc);
}

type Atom = Exclude<Expression, { kind: 'binary' | 'reduce' }>;

function atom(tokens: TokenCursor, node: Atom): Doc {
  switch (node.kind) {
    case 'number':
      return tokens.take(node.text);
    case 'name':
      return tokens.take(node.name);
    case 'negate':
      return [tokens.take('-'), tokens.gap(''), closedExpression(tokens, node.operand)];
    case 'read':
      return readWithFallback(tokens, node);
    case 'factored':
      return [
        tokens.take('('),
        ...node.names.map(({ name }, at) => tokens.take(name, at ? ' ' : '')),
        tokens.take(')'),
      ];
    case 'call':
      return [
        tokens.take(node.callee.name),
        callArguments(tokens, () => commaList(tokens, node.arguments, closed(tokens))),
      ];
    case 'select': {
      const parts = () => {
        const conditions = group(indent(conjunction(tokens, node.conditions)));
        tokens.passComma();
        return [conditions, ',', tokens.gap(line), ...commaList(tokens, [node.then, node.else], closed(tokens))];
      };
      return [tokens.take('select'), callArguments(tokens, parts)];
    }
    case 'missing':
      return '';
  }
}

const closed = (tokens: TokenCursor) => (node: Expression) => closedExpression(tokens, node);

/** `(…)` behind the name of what is called: one argument a line where they do not fit on one. */
export function callArguments(tokens: TokenCursor, print: () => Doc[]): Doc {
  const opening = tokens.take('(');
  const inside = indent([tokens.gap(softline), ...print()]);
  return group([opening, inside, tokens.gap(softline), tokens.take(')')]);
}

function power(tokens: TokenCursor, node: BinaryExpression): Doc {
  const left = closedExpression(tokens, node.left);
  return [left, tokens.take('^', ' '), tokens.gap(' '), closedExpression(tokens, node.right)];
}

const rank = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 2, '^': 3 };

/** `a + b - c`, without recursion along the chain. */
function chain(tokens: TokenCursor, node: BinaryExpression): Doc {
  const links: BinaryExpression[] = [node];
  let first = node.left;
  while (first.kind === 'binary' && rank[first.operator] === rank[node.operator] && !tokens.isParenthesised(first)) {
    links.push(first);
    first = first.left;
  }
  let before = Symbol();
  const docs: Doc[] = [group(closedExpression(tokens, first), { id: before })];
  for (const { operator, right } of links.reverse()) {
    const id = Symbol();
    const operation = [tokens.take(operator, behind(before)), tokens.gap(' ')];
    docs.push(group([...operation, align(operator.length + 1, group(openExpression(tokens, right), { id }))]));
    before = id;
  }
  return docs;
}

/** A line, broken if the group before it is: nothing follows the last line of an operand that takes several. */
function behind(id: symbol): Doc {
  return ifBreak(hardlineWithoutBreakParent, line, { groupId: id });
}

/** `k`, or `k in 0..n - 1`. */
function binders(tokens: TokenCursor, list: readonly Binder[]): Doc[] {
  return flowingList(tokens, list, ({ index, range }) => {
    const name = tokens.take(index.name);
    return range ? [name, tokens.take('in', ' '), tokens.gap(' '), rangeBetween(tokens, range)] : name;
  });
}

/** `from..to` */
export function rangeBetween(
  tokens: TokenCursor,
  { from, to }: { readonly from: Expression; readonly to: Expression },
): Doc {
  const start = closedExpression(tokens, from);
  return [start, tokens.take('..'), tokens.gap(''), closedExpression(tokens, to)];
}

function readWithFallback(tokens: TokenCursor, node: ReadExpression): Doc {
  const read = plainRead(tokens, node);
  if (!node.fallback) return read;
  return [read, tokens.take('or', ' '), tokens.gap(' '), closedExpression(tokens, node.fallback)];
}

/** `T[i, j]` */
export function plainRead(tokens: TokenCursor, { tensor, index }: Pick<ReadExpression, 'tensor' | 'index'>): Doc {
  const name = tokens.take(tensor.name);
  return [name, ...bracketed(tokens, () => flowingList(tokens, index, (item) => indexItem(tokens, item)))];
}

function indexItem(tokens: TokenCursor, item: IndexItem): Doc {
  if (item.kind === 'spread') return [tokens.take('..'), tokens.take(item.name.name)];
  return item.kind === 'star' ? tokens.take('*') : closedExpression(tokens, item);
}

export function constraint(tokens: TokenCursor, { left, relation, right }: Constraint): Doc {
  const first = closedExpression(tokens, left);
  const second = [tokens.take(relation, line), tokens.gap(' '), closedExpression(tokens, right)];
  return [first, indent(group(second))];
}

/** Constraints joined by `and`, as many on a line as fit. */
export function conjunction(tokens: TokenCursor, constraints: readonly Constraint[]): Doc {
  return constraints.map((part, position) => {
    if (position === 0) return constraint(tokens, part);
    const joined = [tokens.take('and', line), tokens.gap(' '), constraint(tokens, part)];
    return group(joined);
  });
}
