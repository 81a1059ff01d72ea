import { expect, it } from 'vitest';
import { CrashBudget } from '../../client/src/crashes.ts';

it('starts a server that dies now and then again, for ever', () => {
  const budget = new CrashBudget(4, 180_000);
  for (let death = 0; death < 100; death++) expect(budget.recordDeath(death * 60_000)).toBe('restart');
});

it('gives up at the fifth death within three minutes', () => {
  const budget = new CrashBudget(4, 180_000);
  const answers = [0, 1, 2, 3, 4].map((second) => budget.recordDeath(second * 1000));
  expect(answers).toEqual(['restart', 'restart', 'restart', 'restart', 'give-up']);
});

it('begins anew when the user restarts the server', () => {
  const budget = new CrashBudget(1, 180_000);
  expect(budget.recordDeath(0)).toBe('restart');
  expect(budget.recordDeath(1)).toBe('give-up');
  budget.reset();
  expect(budget.recordDeath(2)).toBe('restart');
});
