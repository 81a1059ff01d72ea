/** What follows from the shape of a text alone: folding, growing selections, and the files that `use` lines name. */
import { resolveUse } from '../model/uses.ts';
import type { Computation, Reader } from '../query/definition.ts';
import { chunkStarts, outline, sourceText } from '../syntax/files.ts';
import { LineIndex } from '../syntax/line-index.ts';
import { ofKind, parsed } from '../syntax/queries.ts';
import { declarationAt } from './occurrences.ts';

export interface Fold {
  /** Lines, from 0; the first stays visible. */
  readonly first: number;
  readonly last: number;
  readonly kind: 'block' | 'comment' | 'uses';
}

/** @returns the stretches of a file that can be folded: braces over several lines, runs of comments and of `use` lines. */
export function* folds(reader: Reader, uri: string): Computation<readonly Fold[]> {
  const text = yield* reader.get(sourceText, uri);
  const lines = new LineIndex(text);
  const starts = yield* reader.get(chunkStarts, uri);
  const comments: { first: number; last: number }[] = [];
  const uses: { first: number; last: number }[] = [];
  for (const { key, kind } of yield* reader.get(outline, uri)) {
    const origin = starts.get(key) ?? 0;
    const { comments: own, declaration: tree, spans } = yield* reader.get(parsed, uri, key);
    for (const { start } of own) {
      const { line, character } = lines.position(origin + start);
      if (/^\s*$/.test(text.slice(origin + start - character, origin + start))) grow(comments, line);
    }
    if (kind === 'use' && tree) grow(uses, lines.position(origin + (spans[2 * tree.id] ?? 0)).line);
    yield;
  }
  return [
    ...braceFolds(text, lines),
    ...comments.map((run): Fold => ({ ...run, kind: 'comment' })),
    ...uses.map((run): Fold => ({ ...run, kind: 'uses' })),
  ]
    .filter(({ first, last }) => last > first)
    .sort((a, b) => a.first - b.first || b.last - a.last);
}

function grow(runs: { first: number; last: number }[], line: number): void {
  const run = runs.at(-1);
  if (run?.last === line - 1) run.last = line;
  else runs.push({ first: line, last: line });
}

/** The line of the closing brace stays visible. A brace without its partner folds nothing. */
function braceFolds(text: string, lines: LineIndex): Fold[] {
  const folded: Fold[] = [];
  const open: number[] = [];
  // Braces in comments and strings are no braces.
  for (const { 0: found, index } of text.matchAll(/\/\/[^\r\n]*|"[^"\r\n]*|[{}]/g)) {
    if (found === '{') open.push(lines.position(index).line);
    const first = found === '}' ? open.pop() : undefined;
    if (first !== undefined) folded.push({ first, last: lines.position(index).line - 1, kind: 'block' });
  }
  return folded;
}

/** @returns the stretches around an offset, the smallest first, each inside of the next: words, expressions, steps, the file. */
export function* selectionsAt(
  reader: Reader,
  uri: string,
  offset: number,
): Computation<readonly { readonly start: number; readonly end: number }[]> {
  const text = yield* reader.get(sourceText, uri);
  const around = [{ start: 0, end: text.length }];
  const at = yield* declarationAt(reader, uri, offset);
  if (!at) return around;
  const { spans } = yield* reader.get(parsed, uri, at.key);
  const nodes: { start: number; end: number }[] = [];
  for (let node = 0; 2 * node < spans.length; node++)
    nodes.push({ start: at.origin + (spans[2 * node] ?? 0), end: at.origin + (spans[2 * node + 1] ?? 0) });
  nodes.sort((a, b) => b.end - b.start - (a.end - a.start));
  for (const node of nodes) {
    const outer = around.at(-1) as { start: number; end: number };
    const isInside =
      node.start >= outer.start && node.end <= outer.end && node.end - node.start < outer.end - outer.start;
    if (isInside && node.start <= offset && offset <= node.end && node.end > node.start) around.push(node);
  }
  return around.reverse();
}

export interface FileLink {
  readonly start: number;
  readonly end: number;
  readonly target: string;
}

/** @returns the paths of the `use` lines with the files that they name; whether a file is there is not asked. */
export function* fileLinks(reader: Reader, uri: string): Computation<readonly FileLink[]> {
  const starts = yield* reader.get(chunkStarts, uri);
  const text = yield* reader.get(sourceText, uri);
  const links: FileLink[] = [];
  for (const { key, kind } of yield* reader.get(outline, uri)) {
    if (kind !== 'use') continue;
    const { declaration: tree, spans } = yield* reader.get(parsed, uri, key);
    const use = ofKind(tree, 'use');
    const target = use?.path ? resolveUse(uri, use.path) : undefined;
    if (!use || target === undefined) continue;
    const from = (starts.get(key) ?? 0) + (spans[2 * use.id] ?? 0);
    const start = text.indexOf('"', from) + 1;
    links.push({ start, end: start + use.path.length, target });
  }
  return links;
}
