/** Documents of parameters, results, types and `where`, and of the headers that are made of them. */
import type { ConstParameter, Constraint, Dimension, Parameters, TensorParameter, TypeExpression } from '../ast.ts';
import { align, type Doc, group, hardline, indent, line } from './document.ts';
import { closedExpression, constraint } from './expressions.ts';
import { barred, bracketed, commaList, flowingList } from './lists.ts';
import type { TokenCursor } from './token-cursor.ts';

/** A list that does not fit on the line of its name continues below its parenthesis, unless that is further right. */
const MAXIMUM_HANGING = 40;

interface Signature {
  readonly parameters: Parameters;
  readonly results: readonly TensorParameter[];
  readonly where: readonly Constraint[];
}

/** What stands before the parameters, and how many columns it takes. */
interface Beginning {
  readonly doc: Doc;
  readonly width: number;
}

/**
 * The header of a declaration or instruction:
 *
 *     name(parameters) -> (results)     one line, if it fits
 *
 *     name(parameters)                  else two
 *       -> (results)
 *       where constraints               always on a line of its own
 *
 * @param below prints what stands behind `where`, on lines of its own
 */
export function signature(
  tokens: TokenCursor,
  begin: Beginning,
  { parameters, results, where }: Signature,
  below: () => Doc[] = () => [],
): Doc {
  const print = (item: TensorParameter | ConstParameter) => parameter(tokens, item);
  const params = listInParentheses(tokens, parameters.list, begin.width + 1, print, isFirstConst);
  const arrow = [tokens.take('->', line), tokens.gap(' ')];
  const list = listInParentheses(tokens, results, '-> ('.length, (item) => tensor(tokens, item));
  const head: Doc = [begin.doc, params, indent([...arrow, list])];
  const lines = [...(where.length > 0 ? [whereLines(tokens, where)] : []), ...below()];
  return lines.length > 0 ? [group(head), ...lines] : head;
}

/** `where …` on a line of its own; where one does not suffice, each definition (`P = …`) begins another. */
export function whereLines(tokens: TokenCursor, where: readonly Constraint[]): Doc {
  const begin = [tokens.take('where', hardline), tokens.gap(' ')];
  const list = flowingList(tokens, where, (part) => group(constraint(tokens, part)), isDefinition);
  return indent([...begin, group(align('where '.length, list))]);
}

function isDefinition({ left, relation }: Constraint): boolean {
  return left.kind === 'name' && relation === '=';
}

/** The brace behind a header: on a line of its own, if the header has several. */
export function withBrace(tokens: TokenCursor, header: Doc): Doc {
  return group([header, tokens.take('{', line)]);
}

/** `(…)` with as many items on a line as fit, or one on a line if there are comments among them. */
function listInParentheses<T>(
  tokens: TokenCursor,
  items: readonly T[],
  hanging: number,
  print: (item: T) => Doc,
  startsLine: (item: T, before: T) => boolean = () => false,
): Doc {
  if (tokens.hasCommentsInside()) return explodedList(tokens, items, print);
  const opening = tokens.take('(');
  const list = flowingList(tokens, items, print, startsLine);
  tokens.passComma();
  return group([opening, align(hanging > MAXIMUM_HANGING ? 4 : hanging, list), tokens.take(')')]);
}

function explodedList<T>(tokens: TokenCursor, items: readonly T[], print: (item: T) => Doc): Doc {
  const opening = tokens.take('(');
  const list = items.length > 0 ? indent([tokens.gap(hardline), ...commaList(tokens, items, print, hardline)]) : '';
  tokens.passComma();
  return [opening, list, tokens.take(')', hardline)];
}

/** Consts begin a line of their own behind tensors, if the list takes several lines. */
function isFirstConst(item: object, before: object): boolean {
  return !('type' in item) && 'type' in before;
}

function parameter(tokens: TokenCursor, item: TensorParameter | ConstParameter): Doc {
  if ('type' in item) return tensor(tokens, item);
  const name = [tokens.take('const'), tokens.take(item.name.name, ' ')];
  if (!item.default) return name;
  return [...name, tokens.take('=', ' '), tokens.gap(' '), closedExpression(tokens, item.default)];
}

/** `A: T[M, K] in hbm` */
export function tensor(tokens: TokenCursor, { name, type, memory }: TensorParameter): Doc {
  const typed = [tokens.take(name.name), tokens.take(':'), tokens.gap(' '), typeExpression(tokens, type)];
  return memory ? [...typed, tokens.take('in', ' '), tokens.take(memory.name, ' ')] : typed;
}

function typeExpression(tokens: TokenCursor, { element, dimensions, bar }: TypeExpression): Doc {
  const name = tokens.take(element.name);
  if (!dimensions) return name;
  const print = (item: Dimension) => dimension(tokens, item);
  if (bar === undefined) return group([name, ...bracketed(tokens, () => flowingList(tokens, dimensions, print))]);
  return group([name, ...barred(tokens, dimensions.slice(0, bar), dimensions.slice(bar), print)]);
}

function dimension(tokens: TokenCursor, { label, size }: Dimension): Doc {
  if (size.kind === 'spread') return [tokens.take('..'), tokens.take(size.name.name)];
  const begin = label ? [tokens.take(label.name), tokens.take(':'), tokens.gap(' ')] : [];
  return [...begin, closedExpression(tokens, size)];
}
