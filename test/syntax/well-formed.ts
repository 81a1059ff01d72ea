/** What holds for every result of the parser, whatever its text. */
import { expect } from 'vitest';
import type { ParsedDeclaration } from '../../server/src/syntax/parse.ts';

/** A node anywhere in a tree, with the nodes directly below it. */
interface Found {
  readonly id: number;
  readonly children: readonly Found[];
}

function nodesBelow(part: unknown): Found[] {
  if (part === null || typeof part !== 'object') return [];
  const children = Object.values(part).flatMap(nodesBelow);
  const { id } = part as { id?: unknown };
  return typeof id === 'number' ? [{ id, children }] : children;
}

/** Expects what the interface of the parser promises: numbering, spans, problems, comments. */
export function expectWellFormed(text: string, parsed: ParsedDeclaration): void {
  const numbers: number[] = [];
  const visit = (node: Found, from: number, to: number) => {
    numbers.push(node.id);
    const start = parsed.spans[2 * node.id] ?? Number.NaN;
    const end = parsed.spans[2 * node.id + 1] ?? Number.NaN;
    const ordered = from <= start && start <= end && end <= to;
    if (!ordered) expect.fail(`node ${node.id} spans ${start} to ${end}, its parent ${from} to ${to}`);
    for (const child of node.children) visit(child, start, end);
  };
  for (const root of nodesBelow(parsed.declaration)) visit(root, 0, text.length);
  expect(numbers, 'nodes are numbered in preorder, without gaps').toEqual(numbers.map((_, index) => index));
  expect(parsed.spans.length, 'every node has a span').toBe(2 * numbers.length);
  expectProblemsInPlace(text, parsed);
  for (const { start, end, text: comment } of parsed.comments) expect(text.slice(start, end)).toBe(comment);
}

function expectProblemsInPlace(text: string, { problems }: ParsedDeclaration): void {
  for (const { start, end, message } of problems) {
    if (!(start >= 0 && start <= end && end <= text.length)) expect.fail(`${message}: ${start} to ${end}`);
    if (!/^[\p{L}`].*[.?]$/su.test(message)) expect.fail(`no sentence: ${message}`);
  }
  const lines = problems.map(({ start }) => lineOf(text, start));
  expect(new Set(lines).size, 'at most one problem a line').toBe(lines.length);
}

/** Number of the line that contains an offset. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length - 1;
}
