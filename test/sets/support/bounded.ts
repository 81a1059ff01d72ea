/** A result of which the test knows that it exists. */
export function bounded<T>(result: T | 'unbounded'): T {
  if (result === 'unbounded') throw new Error('there is a smallest (largest, last) one, but the result is unbounded');
  return result;
}
