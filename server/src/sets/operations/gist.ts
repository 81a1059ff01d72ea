/**
 * Gist: what a set says beyond what is known anyway.
 *
 *     gist({ [i] : 0 <= i <= 9 }, { [i] : i >= 3 }) = { [i] : i <= 9 }
 *
 * gist(S, C) ∩ C = S ∩ C, with as few constraints as dropping one after the other gives.
 */
import { allInequalities, type BasicMap, basicMap, type Row } from '../basic-map.ts';
import { isEmptyBasic } from '../emptiness.ts';
import { complementOf, negated } from '../linear/rows.ts';
import { isSolvable } from '../linear/solve.ts';
import { mapOf, type PMap } from '../map.ts';
import { simplified } from '../simplify.ts';
import { aligned, intersectBasic } from './relations.ts';
import { together } from './together.ts';

/** A set with the same points as `map` inside of `context`, and any points outside of it. */
export function gist(map: PMap, context: PMap): PMap {
  const [x, y] = aligned(map, context);
  const [only] = y.pieces;
  if (y.pieces.length !== 1 || only === undefined) return x;
  const pieces = x.pieces.filter((piece) => !isEmptyBasic(intersectBasic(piece, only)));
  return mapOf(
    x.space,
    pieces.map((piece) => gistBasic(piece, only)),
  );
}

function gistBasic(piece: BasicMap, context: BasicMap): BasicMap {
  const { divs, first, second } = together(piece, context);
  const known = basicMap(piece.space, divs, second.equalities, [...second.inequalities]);
  const definitions = allInequalities(known);
  const follows = (rows: readonly Row[], equalities: readonly Row[], row: Row) =>
    !isSolvable([...second.equalities, ...equalities], [...definitions, ...rows, complementOf(row)]);
  const equalities = first.equalities.filter((row) => !(follows([], [], row) && follows([], [], negated(row))));
  let inequalities: readonly Row[] = first.inequalities;
  for (const row of first.inequalities) {
    const others = inequalities.filter((other) => other !== row);
    if (follows(others, equalities, row)) inequalities = others;
  }
  return simplified(piece.space, divs, equalities, inequalities);
}
