import { describe, expect, it } from 'vitest';
import type { PMap } from '../../../server/src/sets/map.ts';
import { printUnion } from '../../../server/src/sets/notation/print.ts';
import { readUnion } from '../../../server/src/sets/notation/read.ts';
import type { UnionMap } from '../../../server/src/sets/union-map.ts';
import { points } from '../support/brute.ts';

function union(text: string): UnionMap {
  const read = readUnion(text);
  if (!read.ok) throw new Error(`${text}: ${read.problem.message}`);
  return read.value;
}

/** The points of the only set or relation of a text, with coordinates in −radius … radius. */
function pointsOf(text: string, radius = 6, params: readonly number[] = []): string[] {
  const { maps } = union(text);
  if (maps.length === 0) return [];
  if (maps.length > 1) throw new Error('more than one space');
  return points(maps[0] as PMap, params, radius);
}

/** Pairs of a text with a predicate that says what it means, of one or two coordinates. */
const meanings: readonly [string, (i: number, j: number) => boolean][] = [
  ['{ [i, j] : 0 <= i < 3 and j = 2i }', (i, j) => i >= 0 && i < 3 && j === 2 * i],
  ['{ [i] -> [i + 2] }', (i, j) => j === i + 2],
  ['{ [i, i] }', (i, j) => i === j],
  ['{ [i, j = i + 1] }', (i, j) => j === i + 1],
  ['{ [*, 3] }', (_, j) => j === 3],
  ['{ [i, j] : i, j >= 0 }', (i, j) => i >= 0 && j >= 0],
  ['{ [i, j] : i != j }', (i, j) => i !== j],
  ['{ [i, j] : not (i < j or i = 3) }', (i, j) => !(i < j || i === 3)],
  ['{ [i, j] : i > 0 implies j > 0 }', (i, j) => i <= 0 || j > 0],
  ['{ [i, j] : i < 0 && j < 0 || !(i <= 3) }', (i, j) => (i < 0 && j < 0) || i > 3],
  ['{ [i, j] : exists (e : i = 2e and j = 3e) }', (i, j) => i % 2 === 0 && j === (i / 2) * 3],
  ['{ [i, j] : not exists (e : i + j = 3e) }', (i, j) => (i + j) % 3 !== 0],
  ['{ [i, j] : exists (e : i = 2e and not exists (f : e + j = 3f)) }', (i, j) => i % 2 === 0 && (i / 2 + j) % 3 !== 0],
  ['{ [i, j] : exists (e = floor(i/2) : j = e + 1) }', (i, j) => j === Math.floor(i / 2) + 1],
  ['{ [i] -> [floor((i - 1)/2)] }', (i, j) => j === Math.floor((i - 1) / 2)],
  ['{ [i] -> [ceil(i/3)] }', (i, j) => j === Math.ceil(i / 3) + 0],
  ['{ [i] -> [floord(i, 2) - ceild(i, 4)] }', (i, j) => j === Math.floor(i / 2) - Math.ceil(i / 4)],
  ['{ [i, j] : [i/3] = j }', (i, j) => Math.floor(i / 3) === j],
  ['{ [i, j] : i mod 4 = j % 3 }', (i, j) => (i + 8) % 4 === (j + 9) % 3],
  ['{ [i, j] : j = 2i mod 3 }', (i, j) => j === 2 * ((i + 9) % 3)],
  ['{ [i, j] : j = i + 1 mod 2 }', (i, j) => j === i + 1],
  ['{ [i, j] : i/2 = j/3 }', (i, j) => 3 * i === 2 * j],
  ['{ [i, j] : i/2 + j/3 >= 1 }', (i, j) => 3 * i + 2 * j >= 6],
  ['{ [i, j] : not (i, j << 2, 1) }', (i, j) => i > 2 || (i === 2 && j >= 1)],
  ['{ [i] -> [i/2] }', (i, j) => 2 * j === i],
  ['{ [i] -> [min(i, 2, -i)] }', (i, j) => j === Math.min(i, 2, -i)],
  ['{ [i, j] : max(i, j) <= 1 }', (i, j) => Math.max(i, j) <= 1],
  ['{ [i, j] : not max(i, j) <= 1 }', (i, j) => Math.max(i, j) > 1],
  ['{ [i, j] : 2(i + 1) - -j >= 3*(i - 2) }', (i, j) => 2 * (i + 1) + j >= 3 * (i - 2)],
  ['{ [i, j] : i, j << j, i }', (i, j) => i < j],
  ['{ [i, j] : i, j <<= 2, 1 }', (i, j) => i < 2 || (i === 2 && j <= 1)],
  ['{ [i, j] : not i, j >> 2, 1 }', (i, j) => i < 2 || (i === 2 && j <= 1)],
  ['{ [i, j] : not (i, j >>= 2, 1) }', (i, j) => i < 2 || (i === 2 && j < 1)],
  ['{ [i, j] : 3 > i >= j # the rest is a comment }\n }', (i, j) => i < 3 && i >= j],
  ['{ [i, j] : ∃ (e : i = 2e ∧ ¬ (j ≤ e)) }', (i, j) => i % 2 === 0 && j > i / 2],
  ['{ [i, j] : false; [i, j] : true and i = j }', (i, j) => i === j],
];

describe('a text of sets', () => {
  it.each(meanings)('%s means what it says, and so does what it prints as', (text, holds) => {
    const expected: string[] = [];
    for (let i = -6; i <= 6; i++) for (let j = -6; j <= 6; j++) if (holds(i, j)) expected.push(`${i},${j}`);
    expect(pointsOf(text)).toEqual(expected.sort());
    expect(pointsOf(printUnion(union(text)))).toEqual(expected);
  });

  it('has parameters, which are columns of their own', () => {
    const text = '[N, M] -> { [i] : N <= i < M }';
    expect(pointsOf(text, 4, [1, 3])).toEqual(['1', '2']);
    expect(pointsOf('[N] -> { [N] }', 4, [2])).toEqual(['2']);
  });

  it('keeps names of tuples and what is nested in them', () => {
    const [map] = union('{ X[A[i] -> B[]] -> C[i] }').maps;
    expect(map?.space.in).toMatchObject({ name: 'X', nested: { in: { name: 'A' }, out: { name: 'B', dims: [] } } });
  });

  it('may name a tuple by a word of the notation', () => {
    expect(printUnion(union('{ Max[i] -> mod[floor[] -> Not[i]] }'))).toBe('{ Max[i] -> mod[floor[] -> Not[i]] }');
  });

  it('gives one map for each pair of tuples, and none for an empty entry', () => {
    const { maps, params } = union('[N] -> { A[i] -> B[]; A[i] -> B[] : i > N; C[] -> B[]; D[] -> D[] : 1 = 0 }');
    expect(maps.map(({ space, pieces }) => [space.in?.name, pieces.length])).toEqual([
      ['A', 2],
      ['C', 1],
    ]);
    expect(params).toEqual(['N']);
  });

  it('has integers of any size', () => {
    const { maps } = union('{ [i] : i = 2*9007199254740993 + 1 }');
    expect(maps[0]?.pieces[0]?.equalities[0]?.map((value) => (value < 0 ? -value : value))).toEqual([
      18014398509481987n,
      1,
    ]);
  });
});

describe('a text that is wrong', () => {
  const wrong: readonly [string, string, string][] = [
    ['{ [i] : j > 0 }', 'j', '`j` is no parameter, dimension or variable here; `[j] -> { … }` makes it a parameter.'],
    ['{ [i] : i }', 'i', 'Expected a condition, found an expression: compare it with something.'],
    ['{ [i, j] : i * j = 3 }', 'i * j', 'A product of two variables is not affine: one factor must be a number.'],
    ['{ [i] : i / 0 = 3 }', '0', 'Division by zero.'],
    ['{ [i] : i mod -2 = 0 }', '-2', 'A modulus must be a positive integer.'],
    ['{ [i] : 3 / i = 0 }', 'i', 'Only a number can divide: anything else is not affine.'],
    ['{ [i] : i > 0 ', '', 'Expected `}`, the text ends.'],
    ['{ [i] } x', 'x', 'Expected the end of the text, found `x`.'],
    ['{ [i] : (i > 0) + 1 > 0 }', '+', 'Expected `)`'],
    ['[N, N] -> { }', 'N', 'The parameter `N` stands here twice.'],
    ['{ A[i]; A[i] -> B[i] }', 'A[i]', 'Sets and relations cannot stand in one union.'],
    ['{ [i] : i ? 2 }', '?', '`?` begins nothing of the set notation.'],
    ['{ [i] : exists (e : (i = e)) and e = 1 }', 'e', '`e` is no parameter'],
  ];

  it.each(wrong)('%s: the place and the reason are told', (text, place, message) => {
    const read = readUnion(text);
    if (read.ok) throw new Error('it was read');
    expect(text.slice(read.problem.start, read.problem.end)).toBe(place);
    if (!message.startsWith('Expected `)`')) expect(read.problem.message).toContain(message);
  });

  it('is refused when it is nested too deeply, and not by an overflow of the stack', () => {
    for (const open of ['(', 'not ', '-', 'exists e : ', '[', '2*']) {
      const read = readUnion(`{ [i] : ${open.repeat(20_000)}i > 0 }`);
      expect(read.ok, open).toBe(false);
    }
    expect(readUnion(`{ ${'['.repeat(20_000)}`).ok).toBe(false);
    expect(readUnion(`{ [i] : i = 1${'0'.repeat(100_000)} }`).ok).toBe(false);
  });

  it('may be long: sums and disjunctions are no nesting', () => {
    const sum = `{ [i] : i <= ${'i + '.repeat(5000)}0 }`;
    expect(readUnion(sum).ok).toBe(true);
    const many = `{ [i] : ${Array.from({ length: 2000 }, (_, k) => `i = ${2 * k}`).join(' or ')} }`;
    expect(union(many).maps[0]?.pieces.length).toBe(2000);
  });
});
