/** `npm run test:long` runs every property this many times as often. */
const LONG_FACTOR = 20;

/** Number of runs of a property test: `base` in `npm test`, a multiple of it in `npm run test:long`. */
export function runs(base: number): number {
  return process.env.TILEWRIGHT_LONG === '1' ? base * LONG_FACTOR : base;
}
