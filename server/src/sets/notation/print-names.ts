/** Names of columns in a printed set: those that were given where they are distinct, and isl's default ones elsewhere. */
import type { BasicMap } from '../basic-map.ts';
import type { Space } from '../space.ts';

/** Words of the notation cannot be names. */
const NAME =
  /^(?!(?:and|or|not|implies|exists|mod|floor|ceil|floord|ceild|min|max|true|false|infty|nan|rat)$)[A-Za-z_]\w*'*$/i;

/** Distinct names of the columns `[constant, params…, in…, out…]` of a space; the constant's is empty. */
export function columnNames(space: Space): string[] {
  const taken = new Set(space.params);
  const names = ['', ...space.params];
  const take = (dims: readonly (string | null)[], letter: string) => {
    dims.forEach((given, index) => {
      let name = given !== null && NAME.test(given) ? given : `${letter}${index}`;
      while (taken.has(name)) name += "'";
      taken.add(name);
      names.push(name);
    });
  };
  if (space.in !== null) take(space.in.dims, 'i');
  take(space.out.dims, space.in === null ? 'i' : 'o');
  return names;
}

/** Names for the existential variables of a piece that no column has. */
export function existentialNames(piece: BasicMap, columns: readonly string[]): (string | null)[] {
  let count = 0;
  return piece.divs.map((div) => {
    if (div !== null) return null;
    while (columns.includes(`e${count}`)) count += 1;
    count += 1;
    return `e${count - 1}`;
  });
}
