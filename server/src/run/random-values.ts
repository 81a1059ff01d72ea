/**
 * Values to execute something with: the same for the same seed and name, whatever else is drawn.
 *
 * Floats lie in [-1, 1) and have few bits, so that products and sums of them are often exact; integers lie in -4..4 (0..8
 * without a sign), bools are 0 or 1.
 */

/** Distinct values of a float: multiples of 2^-7. */
const FLOAT_STEPS = 256;
const INTEGER_VALUES = 9;

/** @returns `size` values of an element type. `name` tells apart what is drawn with one seed. */
export function randomValues(size: number, element: string, seed: number, name: string): Float64Array {
  const next = generator(seed ^ hash(name));
  const draw = drawing(element);
  return new Float64Array(size).map(() => draw(next()));
}

function drawing(element: string): (random: number) => number {
  if (element === 'bool') return (random) => random % 2;
  if (element === 'u8') return (random) => random % INTEGER_VALUES;
  if (/^i\d+$/.test(element)) return (random) => (random % INTEGER_VALUES) - 4;
  return (random) => ((random % FLOAT_STEPS) - FLOAT_STEPS / 2) / (FLOAT_STEPS / 2);
}

/** Marsaglia's xorshift with 32 bits ("Xorshift RNGs", 2003), high bits first since they are the better ones. */
function generator(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 8;
  };
}

/** FNV-1a with 32 bits (draft-eastlake-fnv). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}
