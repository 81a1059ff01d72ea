/**
 * Floors of affine forms, each kept once.
 *
 *     ⌊(3N + 5) / 2⌋ = N + 2 + ⌊(N + 1) / 2⌋       whole parts go out, what is left has remainders as coefficients
 *
 * A floor is a column of its own behind the others, as the divs of a basic map are.
 */
import type { Div } from '../basic-map.ts';
import { add, floorDivide, type Int, modulo, multiply } from '../integer.ts';
import { content } from '../linear/rows.ts';

/** Row := row + factor·other, where either may be shorter. */
export function addMultiple(row: Int[], other: readonly Int[], factor: Int): void {
  while (row.length < other.length) row.push(0);
  other.forEach((value, column) => {
    if (value !== 0) row[column] = add(row[column] as Int, multiply(factor, value));
  });
}

export function replaceColumn(row: Int[], column: number, value: readonly Int[]): void {
  const factor = row[column] ?? 0;
  if (factor === 0) return;
  row[column] = 0;
  addMultiple(row, value, factor);
}

/**
 * ⌊numerator / denominator⌋ as an affine form, with at most one floor in columns from `end` on. The floor is reduced to
 * coefficients 0 … denominator − 1, so that equal ones are recognised.
 */
export function floorOf(floors: Div[], end: number, numerator: readonly Int[], denominator: Int): Int[] {
  const outside = numerator.map((value) => floorDivide(value, denominator));
  const inside = numerator.map((value) => modulo(value, denominator));
  const shared = content(inside, 1);
  if (shared === 0) return outside;
  const common = content([0, shared, denominator], 1);
  const reduced = inside.map((value) => floorDivide(value, common));
  const below = floorDivide(denominator, common);
  if (below === 1) {
    addMultiple(outside, reduced, 1);
    return outside;
  }
  while (reduced.at(-1) === 0) reduced.pop();
  const same = (div: Div) => div.denominator === below && div.numerator.join() === reduced.join();
  let index = floors.findIndex(same);
  if (index < 0) index = floors.push({ numerator: reduced, denominator: below }) - 1;
  while (outside.length <= end + index) outside.push(0);
  outside[end + index] = add(outside[end + index] as Int, 1);
  return outside;
}
