/**
 * Two basic maps of one space written over the same columns: their divs side by side, equal definitions only once.
 *
 *     { [i] : e = ⌊i/2⌋, i = 2e } and { [i] : f = ⌊i/3⌋, i = 3f }    columns [1, i, e, f]
 */
import { type BasicMap, type Div, moveColumns, type Row } from '../basic-map.ts';
import { divOffset } from '../space.ts';
import { range } from './join.ts';

interface Rows {
  readonly equalities: readonly Row[];
  readonly inequalities: readonly Row[];
}

export interface Together {
  readonly divs: readonly (Div | null)[];
  /** The constraints of each over the common columns. */
  readonly first: Rows;
  readonly second: Rows;
}

export function together(a: BasicMap, b: BasicMap): Together {
  if (a.divs.length === 0 && b.divs.length === 0) return { divs: a.divs, first: a, second: b };
  const visible = divOffset(a.space);
  const most = visible + a.divs.length + b.divs.length;
  const own = range(0, visible + a.divs.length);
  const divs = a.divs.map((div) => div && moved(div, own, most));
  const target = range(0, visible);
  for (const div of b.divs) {
    const here = div && moved(div, target, most);
    let index = here === null ? -1 : divs.findIndex((other) => other !== null && sameDiv(other, here));
    if (index < 0) index = divs.push(here) - 1;
    target.push(visible + index);
  }
  const columns = visible + divs.length;
  const place = (rows: readonly Row[], to: readonly number[]) => rows.map((row) => moveColumns(row, to, columns));
  return {
    divs: divs.map((div) => div && { numerator: div.numerator.slice(0, columns), denominator: div.denominator }),
    first: { equalities: place(a.equalities, own), inequalities: place(a.inequalities, own) },
    second: { equalities: place(b.equalities, target), inequalities: place(b.inequalities, target) },
  };
}

/** A numerator mentions only earlier divs, whose places are known by now. */
function moved(div: Div, target: readonly number[], columns: number): Div {
  return {
    numerator: moveColumns(div.numerator.slice(0, target.length), target, columns),
    denominator: div.denominator,
  };
}

function sameDiv(a: Div, b: Div): boolean {
  return a.denominator === b.denominator && a.numerator.every((value, column) => value === b.numerator[column]);
}
