/** `docs/sets.md`: every statement in it prints what the page says. */
import { expect, it } from 'vitest';
import { calculate } from '../../server/src/sets/calculator/calculate.ts';
import { UNARY } from '../../server/src/sets/calculator/operations.ts';
import { readUnion } from '../../server/src/sets/notation/read.ts';
import { unionIsEqual } from '../../server/src/sets/operations/unions.ts';
import { pageText } from './examples.ts';

const page = pageText('sets.md');
const scripts = [...page.matchAll(/^```iscc\n([\s\S]*?)^```$/gm)].map(([, script = '']) => ({ script }));

it('has scripts', () => {
  expect(scripts.length).toBe(4);
});

it.each(scripts)('prints what it says: $script', ({ script }) => {
  const printed: string[] = [];
  const problem = calculate(script, { units: 1e7 }, (line) => printed.push(line));
  expect(problem).toBeNull();
  const said = [...script.matchAll(/^# → (.*)$/gm)].map(([, line = '']) => line);
  expect(printed.length).toBe(said.length);
  printed.forEach((line, index) => {
    const expected = said[index] as string;
    expect(isSame(line, expected), `${line} and ${expected}`).toBe(true);
  });
});

/** Equal as sets where both are sets: which of two equal texts is printed may change. */
function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  const [x, y] = [readUnion(a), readUnion(b)];
  return x.ok && y.ok && unionIsEqual(x.value, y.value);
}

it('names every function', () => {
  for (const name of UNARY) expect(page).toMatch(new RegExp(`\`(${name}|${name} [A-Z])\``));
});
