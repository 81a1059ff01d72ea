import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestName, suggestion } from '../../server/src/model/nearest.ts';
import { runs } from '../support/runs.ts';

/** The edit distance by its definition: the fewest letters added, left out or changed; another case counts one half. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [x, y] = [a[0] as string, b[0] as string];
  const change = x === y ? 0 : x.toLowerCase() === y.toLowerCase() ? 0.5 : 1;
  return Math.min(distance(a.slice(1), b.slice(1)) + change, distance(a.slice(1), b) + 1, distance(a, b.slice(1)) + 1);
}

describe('the nearest name', () => {
  it.each([
    ['matmull', ['conv2d', 'matmul'], 'matmul'],
    ['sbug', ['hbm', 'sbuf', 'psum'], 'sbuf'],
    ['K', ['M', 'k', 'N'], 'k'],
    ['kernle', ['kernel'], 'kernel'],
    ['sotfmax', ['softmax'], 'softmax'],
    ['x', ['y'], undefined],
    ['ab', ['ax'], undefined],
    ['ab', ['aB', 'abc'], 'aB'],
    ['abc', ['abd'], 'abd'],
    ['abc', ['xyz'], undefined],
    ['softmax', ['conv2d'], undefined],
    ['matmul', ['matmul'], undefined],
    ['a', [], undefined],
    ['', ['a'], undefined],
  ])('to %s among %j is %s', (name, candidates, expected) => {
    expect(nearestName(name, candidates)).toBe(expected);
  });

  it('is the first of those at the same distance', () => {
    expect(nearestName('abc', ['abx', 'xbc'])).toBe('abx');
    expect(nearestName('abc', ['xbc', 'abx'])).toBe('xbc');
  });

  it('has the least edit distance: at most one for each three letters, and a letter of another case', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', 'A'), maxLength: 6 });
    fc.assert(
      fc.property(words, fc.array(words, { maxLength: 4 }), (name, candidates) => {
        const near = candidates.filter((c) => c !== name && distance(name, c) <= Math.floor(name.length / 3) + 0.5);
        const least = Math.min(...near.map((c) => distance(name, c)));
        expect(nearestName(name, candidates)).toBe(near.find((c) => distance(name, c) === least));
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('a suggestion', () => {
  it('names the nearest', () => {
    expect(suggestion('sbug', ['hbm', 'sbuf'])).toBe(' Did you mean `sbuf`?');
  });

  it('lists what there is where nothing is near and it is little', () => {
    expect(suggestion('xyz', ['A', 'B'])).toBe(' There are `A`, `B`.');
    expect(suggestion('xyz', ['A'])).toBe(' There is `A`.');
  });

  it('says nothing where there is nothing, or much', () => {
    expect(suggestion('xyz', [])).toBe('');
    expect(suggestion('xyzxyz', [...'abcdefghi'])).toBe('');
  });
});
