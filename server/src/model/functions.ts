/** The functions of values, with how many arguments they take. */

const ARGUMENTS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  exp: [1, 1],
  log: [1, 1],
  sqrt: [1, 1],
  rsqrt: [1, 1],
  tanh: [1, 1],
  sigmoid: [1, 1],
  erf: [1, 1],
  sin: [1, 1],
  cos: [1, 1],
  abs: [1, 1],
  floor: [1, 1],
  max: [2, Number.POSITIVE_INFINITY],
  min: [2, Number.POSITIVE_INFINITY],
  pow: [2, 2],
};

/** Every function by name; `select` has a form of its own. */
export const FUNCTIONS: readonly string[] = [...Object.keys(ARGUMENTS), 'select'];

/** @returns how many arguments a function takes, in words, if it does not take `count`; undefined if it does. */
export function wrongCount(name: string, count: number): string | undefined {
  const bounds = Object.hasOwn(ARGUMENTS, name) ? ARGUMENTS[name] : undefined;
  if (!bounds || (count >= bounds[0] && count <= bounds[1])) return undefined;
  const [least, most] = bounds;
  return least === most ? `${least} argument${least === 1 ? '' : 's'}` : `at least ${least} arguments`;
}
