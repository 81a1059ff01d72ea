import { describe, expect, it } from 'vitest';
import { hoverAt } from '../../server/src/features/hover.ts';
import { MemoryWorkspace, sample } from '../support/workspace.ts';

const FILE = 'net.tile';
const TEXT = `use "std/matmul"
use "./trn1.tile"

/// Twice the same.
net twice(x: T[M, M]) -> (y: T[M, M]) { y = matmul(matmul(x, x), x) using k }

kernel k for matmul on trn1 { load A in sbuf }

case twice { M = 4, T = f16 }
`;

/** The hover at the `n`-th occurrence of a word, with the text that it covers. */
function hover(word: string, n = 0): { text: string; over: string } | undefined {
  const workspace = new MemoryWorkspace({ [FILE]: TEXT, 'trn1.tile': sample('trn1.tile') });
  workspace.diagnostics(FILE);
  let at = -1;
  for (let i = 0; i <= n; i++) at = TEXT.indexOf(word, at + 1);
  const found = workspace.compute((reader) => hoverAt(reader, workspace.uri(FILE), at + 1));
  return found && { text: found.text, over: TEXT.slice(found.start, found.end) };
}

describe('hover', () => {
  it('on a call shows the header of the op and its doc, from the library too', () => {
    const shown = hover('matmul(');
    expect(shown?.over).toBe('matmul');
    expect(shown?.text).toMatch(
      /^```tilewright\nop matmul\(A: T\[M, K\], B: T\[K, N\]\) -> \(C: T\[M, N\]\)\n```\n\n\w/,
    );
    expect(hover('matmul(', 1)?.text).toBe(shown?.text);
  });

  it('on a declaration shows itself', () => {
    expect(hover('twice')?.text).toBe('```tilewright\nnet twice(x: T[M, M]) -> (y: T[M, M])\n```\n\nTwice the same.');
    expect(hover('twice', 1)?.over).toBe('twice');
  });

  it('in the header of a kernel shows op and target', () => {
    expect(hover('for matmul')).toBeUndefined();
    expect(hover('matmul on')?.text).toContain('op matmul');
    expect(hover('trn1 {')?.text).toContain('target trn1');
    expect(hover('using k')).toBeUndefined();
    expect(hover('k }')?.text).toContain('kernel k for matmul on trn1');
  });

  it('on anything else is not there', () => {
    expect(hover('load A')).toBeUndefined();
    expect(hover('use')).toBeUndefined();
  });
});
