/** Lines of cases that several ops share. */

/** Extents of `..S` at which element-wise and row-wise ops are run. */
export const S1 = 'S=[3,5]';
const S2 = 'S=[7]';
export const S3 = 'S=[2,1,3]';

/** @returns a case of each op named at two spreads; `more` are its other values. */
export function atSpreads(names: string, more = ''): string[] {
  return names.split(' ').flatMap((name) => [S1, S2].map((spread) => `${name}: ${spread} ${more}`.trim()));
}

/** @returns every line for each of the ops; a record holds for each op what it adds to them. */
export function ofOps(ops: string | Readonly<Record<string, string>>, lines: readonly string[]): string[] {
  const own = typeof ops === 'string' ? ops.split(' ').map((op) => [op, ''] as const) : Object.entries(ops);
  return own.flatMap(([op, values]) => lines.map((line) => `${op}: ${line} ${values}`.trim()));
}
