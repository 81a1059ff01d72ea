/** Lists in documents. */
import { type Doc, group, indent, line } from './document.ts';
import type { TokenCursor } from './token-cursor.ts';

/** Items with commas between them; `gap` goes before each but the first. */
export function commaList<T>(
  tokens: TokenCursor,
  items: readonly T[],
  print: (item: T) => Doc,
  gap: Doc = line,
): Doc[] {
  return items.map((item, position) => {
    if (position === 0) return print(item);
    tokens.passComma();
    return [',', tokens.gap(gap), print(item)];
  });
}

/**
 * Items with commas between them, as many on a line as fit.
 *
 * @param startsLine which items begin a line of their own wherever the list takes several lines
 */
export function flowingList<T>(
  tokens: TokenCursor,
  items: readonly T[],
  print: (item: T) => Doc,
  startsLine: (item: T, before: T) => boolean = () => false,
): Doc[] {
  return items.map((item, position) => {
    const before = items[position - 1];
    if (before === undefined) return print(item);
    tokens.passComma();
    const gap = tokens.gap(line);
    return startsLine(item, before) ? [',', gap, print(item)] : [',', group([gap, print(item)])];
  });
}

/** `[before | behind]` */
export function barred<T>(
  tokens: TokenCursor,
  before: readonly T[],
  behind: readonly T[],
  print: (item: T) => Doc,
): Doc[] {
  return bracketed(tokens, () => {
    const first = flowingList(tokens, before, print);
    const bar = tokens.take('|', before.length > 0 ? ' ' : '');
    const gap = behind.length > 0 ? tokens.gap(' ') : '';
    return [...first, bar, gap, ...flowingList(tokens, behind, print)];
  });
}

/** `[…]` */
export function bracketed(tokens: TokenCursor, print: () => Doc[]): Doc[] {
  const opening = tokens.take('[');
  const inside = indent([tokens.gap(''), ...print()]);
  return [opening, inside, tokens.take(']')];
}
