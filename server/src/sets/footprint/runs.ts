/**
 * Runs: maximal stretches of consecutive elements of a row-major array that all belong to a set.
 *
 *     { A[i, j] : 0 <= i < 4 and 0 <= j < 5 }    4 runs in an array of 8 columns, 1 run in an array of 5
 *
 * There are as many runs as elements whose predecessor is not in the set. The predecessor of A[i, j] is A[i, j − 1], or
 * A[i − 1, columns − 1] where j = 0; the elements with a predecessor in the set are therefore S ∩ successor(S), and
 * these are counted piece by piece, one for each number of trailing dimensions that wrap around.
 */
import { basicMap, type Row, zeroRow } from '../basic-map.ts';
import { countPoints } from '../count/points.ts';
import type { PointCount } from '../count/solutions.ts';
import { add, type Int, multiply, subtract } from '../integer.ts';
import { mapOf, type PMap } from '../map.ts';
import { image, intersect } from '../operations/relations.ts';
import { mapSpace, outCount, type Tuple } from '../space.ts';
import { lastOf, type Progression } from './progression.ts';

/** The number of runs of a set without parameters, all of whose elements lie in the array of these extents. */
export function runsOfSet(set: PMap, extents: readonly Int[]): PointCount {
  const elements = countPoints(set);
  if (elements === 'infinite' || elements === 0) return elements;
  let continued: Int = 0;
  for (let wrapped = 0; wrapped < outCount(set.space); wrapped++) {
    const count = countPoints(intersect(set, image(set, successor(set.space.out, extents, wrapped))));
    if (count !== 'infinite') continued = add(continued, count);
  }
  return subtract(elements, continued);
}

/** The map from an element to the next one where exactly the last `wrapped` dimensions are at their end. */
function successor(of: Tuple, extents: readonly Int[], wrapped: number): PMap {
  const space = mapSpace([], of, of);
  const count = extents.length;
  const columns = 1 + 2 * count;
  const stepping = count - 1 - wrapped;
  const equalities: Row[] = [];
  const fixed = (column: number, value: Int): void => {
    const row = zeroRow(columns);
    row[0] = value;
    row[column] = -1;
    equalities.push(row);
  };
  for (let index = 0; index < count; index++) {
    if (index > stepping) {
      fixed(1 + index, subtract(extents[index] as Int, 1));
      fixed(1 + count + index, 0);
      continue;
    }
    const row = zeroRow(columns);
    row[0] = index === stepping ? 1 : 0;
    row[1 + index] = 1;
    row[1 + count + index] = -1;
    equalities.push(row);
  }
  return mapOf(space, [basicMap(space, [], equalities, [])]);
}

/**
 * The number of runs of a product of progressions.
 *
 * Dimensions at the end that are touched as a whole make longer elements. In the last one that is not, each row has one
 * run, or as many as elements if these have gaps; where a row has both of its ends, its last run and the first one of
 * the row behind it are one, if that row is touched.
 */
export function runsOfProduct(product: readonly Progression[], extents: readonly Int[]): Int {
  if (product.some(({ count }) => count === 0)) return 0;
  let outer = product.length - 1;
  while (outer >= 0 && isWhole(product[outer] as Progression, extents[outer] as Int)) outer -= 1;
  if (outer < 0) return 1;
  const own = product[outer] as Progression;
  const before = product.slice(0, outer);
  const rows = before.reduce<Int>((size, { count }) => multiply(size, count), 1);
  const runs = own.step === 1 ? rows : multiply(rows, own.count);
  if (own.first !== 0 || lastOf(own) !== subtract(extents[outer] as Int, 1)) return runs;
  return subtract(runs, subtract(rows, runsOfProduct(before, extents)));
}

function isWhole({ first, step, count }: Progression, extent: Int): boolean {
  return first === 0 && step === 1 && count === extent;
}
