/** Lists of properties and of case entries: `{ capacity 24 MiB, partitions 128 }`. */
import { type Doc, group, indent, line } from './document.ts';
import { flowingList } from './lists.ts';
import type { TokenCursor } from './token-cursor.ts';

/** On one line, or as many items on a line as fit, indented between the braces. */
export function braced<T>(tokens: TokenCursor, items: readonly T[], print: (item: T) => Doc): Doc {
  const opening = tokens.take('{');
  if (items.length === 0) return [opening, tokens.take('}')];
  const list = indent([tokens.gap(line), ...flowingList(tokens, items, print)]);
  tokens.passComma();
  return group([opening, list, tokens.take('}', line)]);
}
