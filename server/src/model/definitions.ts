/**
 * What a size is made of: `where P = expression` defines P, on whichever side of the sign the name stands, and so does the
 * default of a const. One rule for kernels at a case, for nets at a case, and for calls.
 *
 * Worked example: with H = 8 and `where H / 2 = P, Q = P + 1` P is 4 and Q is 5. `where P = P + 1` defines nothing.
 */
import { evaluateSize, namesOf, type Size, type SizeConstraint } from './size.ts';

/** A name and the expression that gives it a value where nothing else does. */
export type Definition = readonly [name: string, size: Size];

/** Gives every name that has no value yet the one that its definition has, until nothing changes. */
export function settleSizes(
  sizes: Map<string, bigint>,
  definitions: readonly Definition[],
  where: readonly SizeConstraint[],
): void {
  const all = [...definitions, ...where.flatMap(definitionsOf)];
  for (let before = -1; before !== sizes.size; ) {
    before = sizes.size;
    for (const [name, size] of all) {
      const value = sizes.has(name) ? undefined : evaluateSize(size, sizes);
      if (value !== undefined) sizes.set(name, value);
    }
  }
}

/** @returns whether a name needs its own value, directly or through others. */
export function isCircular(start: string, definitions: readonly Definition[]): boolean {
  const uses = new Map(definitions.map(([name, size]) => [name, namesOf(size)]));
  const seen = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const used of uses.get(name) ?? []) {
      if (used === start) return true;
      if (!seen.has(used)) open.push(used);
      seen.add(used);
    }
  }
  return false;
}

/** The defaults of consts that are whole numbers. */
export function defaultsOf(
  consts: readonly { readonly name: string; readonly default?: Size }[],
): readonly Definition[] {
  return consts.flatMap(({ name, default: value }): Definition[] => (value ? [[name, value]] : []));
}

function definitionsOf({ left, relation, right }: SizeConstraint): readonly Definition[] {
  if (relation !== '=') return [];
  const sides = [
    [left, right],
    [right, left],
  ] as const;
  return sides.flatMap(([name, size]): Definition[] =>
    name.kind === 'name' && !namesOf(size).has(name.name) ? [[name.name, size]] : [],
  );
}
