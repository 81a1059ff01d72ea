/** Random white space and comments between the tokens of a file. */
import fc from 'fast-check';
import { splitDeclarations } from '../../../server/src/syntax/chunks.ts';
import { endOf, lex } from '../../../server/src/syntax/lex.ts';

/** The texts of a file's tokens and comments, with the white space before each; and that at its end. */
interface Piece {
  readonly before: string;
  readonly text: string;
  readonly isComment: boolean;
  /** How many tokens of its declaration stand before it. */
  readonly number: number;
}

interface Pieces {
  readonly pieces: readonly Piece[];
  readonly end: string;
}

function piecesOf(text: string): Pieces {
  const pieces: Piece[] = [];
  let at = 0;
  for (const chunk of splitDeclarations(text)) {
    const { tokens, comments } = lex(chunk.text);
    const all = [
      ...tokens.map((token) => ({ start: token.startOffset, end: endOf(token), isComment: false })),
      ...comments.map((comment) => ({ ...comment, isComment: true })),
    ].sort((a, b) => a.start - b.start);
    let number = 0;
    for (const { start, end, isComment } of all) {
      const before = text.slice(at, chunk.start + start);
      pieces.push({ before, text: chunk.text.slice(start, end), isComment, number });
      if (!isComment) number++;
      at = chunk.start + end;
    }
  }
  return { pieces, end: text.slice(at) };
}

const breaksIn = (space: string) => space.match(/\n/g)?.length ?? 0;

/** May two tokens stand side by side? */
function mayTouch(first: string, second: string): boolean {
  const { tokens, comments, problems } = lex(first + second);
  const images = tokens.map(({ image }) => image);
  return comments.length + problems.length === 0 && images.length === 2 && images[0] === first && images[1] === second;
}

/** White space of another look: the same blank lines, and the same comments behind code. */
function otherSpace(piece: Piece, previous: Piece | undefined, choose: Choose): string {
  const breaks = breaksIn(piece.before);
  // a declaration begins in column 1, its name stands on the same line, and doc lines directly above it
  if (piece.number === 0) return breaks > 1 ? '\n'.repeat(choose(2, 4)) : piece.before;
  if (piece.number < 3 && !piece.isComment && !previous?.isComment) return ' '.repeat(choose(1, 3));
  const indentation = choose(0, 1) ? ' '.repeat(choose(1, 9)) : '\t';
  if (breaks > 1) return `${' '.repeat(choose(0, 2))}${'\n'.repeat(choose(2, 4))}${indentation}`;
  if (piece.isComment && breaks > 0) return `\n${indentation}`;
  // a slash before a comment would become part of it
  if (piece.isComment) return ' '.repeat(choose(previous?.text === '/' ? 1 : 0, 5));
  if (previous?.isComment || choose(0, 3) === 0) return `\n${indentation}`;
  const least = previous && mayTouch(previous.text, piece.text) ? 0 : 1;
  return ' '.repeat(choose(least, 4));
}

type Choose = (least: number, most: number) => number;

/** A source of choices that depend on a seed alone. */
function chooser(seed: number): Choose {
  let state = seed >>> 0;
  return (least, most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return least + ((state >>> 8) % (most - least + 1));
  };
}

const seeds = fc.integer({ min: 0, max: 0xffffffff });

/** A text with other white space wherever that means the same. */
export function scrambled(text: string): fc.Arbitrary<string> {
  const { pieces, end } = piecesOf(text);
  return seeds.map((seed) => {
    const choose = chooser(seed);
    const texts = pieces.map((piece, at) => otherSpace(piece, pieces[at - 1], choose) + piece.text);
    return texts.join('') + (end === '' ? '' : '\n'.repeat(choose(1, 3)));
  });
}

const commentTexts = ['// one', '//two', '//', '/// three', '//// four', '// 5\t', '// C = A·B ≤ 1', '// { ( ['];

/** A text with comments before some of its tokens: behind the token before, or on lines of their own. */
export function commented(text: string): fc.Arbitrary<string> {
  const { pieces, end } = piecesOf(text);
  return fc.tuple(seeds, fc.integer({ min: 1, max: 40 })).map(([seed, rarity]) => {
    const choose = chooser(seed);
    const texts = pieces.map(({ before, text: piece, number, isComment }, at) => {
      // between `extern` and its `op` a comment would end the declaration
      const isHead = number < 2;
      if (isHead || isComment || pieces[at - 1]?.isComment || choose(0, rarity) > 0) return before + piece;
      const comments = Array.from({ length: choose(1, 3) }, () => commentTexts[choose(0, commentTexts.length - 1)]);
      const begin = choose(0, 1) ? ' ' : `\n${'\n'.repeat(choose(0, 1))}  `;
      const lines = comments.join(`\n${'\n'.repeat(choose(0, 1))} `);
      return `${begin}${lines}\n${'\n'.repeat(choose(0, 1))} ${piece}`;
    });
    return texts.join('') + end;
  });
}
