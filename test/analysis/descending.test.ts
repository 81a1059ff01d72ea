import { expect, it } from 'vitest';
import { enumerate } from '../oracle/enumerate.ts';
import { statedCase } from '../oracle/program.ts';
import { analyse } from './analyse.ts';
import { compare, mistakes } from './compare.ts';
import { joinedSamples } from './samples.ts';

it('a left side that would be negative at some points of the box is not executed there', () => {
  const text = `${joinedSamples('trn1.tile')}
op f(X: T[N, J]) -> (Y: T[N]) {
  s[i - j] = X[i, j]
  Y[n] = s[n]
}
kernel k for f on trn1 {
  hold Y in sbuf
  hold s in sbuf
  load X in sbuf
  do s
  do Y
  store Y
}
case k { N = 5, J = 3, T = f16 }
`;
  const oracle = enumerate(text, 'k', statedCase(text, 'k'));
  const { facts } = analyse(text, 'k');
  if (!facts.ok) throw new Error(facts.reason);
  const comparisons = compare(facts.facts, oracle);
  expect(comparisons.length).toBeGreaterThan(0);
  expect(mistakes(comparisons)).toEqual([]);
});
