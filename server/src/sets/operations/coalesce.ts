/**
 * Coalescing: fewer pieces for the same points.
 *
 *     { [i] : 0 <= i <= 4 or 5 <= i <= 9 }       coalesces to { [i] : 0 <= i <= 9 }
 *
 * Two pieces p and q are replaced by the conjunction H of all constraints of either that hold on both, if H has no
 * point outside of p ∪ q. H contains both, so the test is exact. It finds inclusion, overlap, and pieces that touch
 * (Verdoolaege, "Integer set coalescing", 2015, describes these cases); constraints that neither has are not invented.
 */
import { allInequalities, type BasicMap, basicMap, type Row } from '../basic-map.ts';
import { isEmptyBasic } from '../emptiness.ts';
import { isExplicit } from '../explicit.ts';
import { fastPaths } from '../fast-paths.ts';
import { complementOf, followsFromOne, negated } from '../linear/rows.ts';
import { isSolvable } from '../linear/solve.ts';
import { mapOf, type PMap } from '../map.ts';
import { simplified, simplifiedMap } from '../simplify.ts';
import { spend } from '../work.ts';
import { subtractBasic } from './difference.ts';
import { together } from './together.ts';

/** The same points with as few pieces as this method finds, without redundant constraints. */
export function coalesce(map: PMap): PMap {
  const pieces = map.pieces.filter((piece) => !isEmptyBasic(piece)).map(withoutRedundancy);
  for (let first = 0; first < pieces.length; first++) {
    for (let second = first + 1; second < pieces.length; second++) {
      const merged = mergedPair(pieces[first] as BasicMap, pieces[second] as BasicMap);
      if (merged === undefined) continue;
      pieces.splice(second, 1);
      pieces[first] = merged;
      // a wider piece may now take in those that were looked at before
      first = -1;
      break;
    }
  }
  return mapOf(map.space, pieces, map.disjoint);
}

/** One basic map for the points of both, if there is one of the form above. */
function mergedPair(a: BasicMap, b: BasicMap): BasicMap | undefined {
  spend(8);
  if (!isExplicit(a) || !isExplicit(b)) return undefined;
  const { divs, first, second } = together(a, b);
  const p = basicMap(a.space, divs, first.equalities, first.inequalities);
  const q = basicMap(a.space, divs, second.equalities, second.inequalities);
  const candidate = simplified(a.space, divs, [], [...rowsThatHold(p, q), ...rowsThatHold(q, p)]);
  for (const outside of subtractBasic(candidate, a)) {
    if (subtractBasic(outside, b).length > 0) return undefined;
  }
  return withoutRedundancy(candidate);
}

/** The constraints of one, equalities as two inequalities, that hold on the other. */
function rowsThatHold(of: BasicMap, on: BasicMap): Row[] {
  const rows = [...of.inequalities, ...of.equalities, ...of.equalities.map(negated)];
  return rows.filter((row) => implies(on, row));
}

/** Whether an inequality over the columns of `map` holds on all its points. */
export function implies(map: BasicMap, row: Row): boolean {
  if (fastPaths() && followsFromOne(map.inequalities, row)) return true;
  return !isSolvable(map.equalities, [...allInequalities(map), complementOf(row)]);
}

/** The same points without the inequalities that follow from the other constraints. */
export function withoutRedundancy(map: BasicMap): BasicMap {
  const simple = simplifiedMap(map);
  let rows = simple.inequalities;
  for (const row of simple.inequalities) {
    const others = rows.filter((other) => other !== row);
    if (implies({ ...simple, inequalities: others }, row)) rows = others;
  }
  return rows.length === simple.inequalities.length ? simple : simplifiedMap({ ...simple, inequalities: rows });
}
