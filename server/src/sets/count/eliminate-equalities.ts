/**
 * Equalities over the integers, solved: the points of a system with equalities are those of a system without them in
 * fewer unknowns, one to one.
 *
 *     3x + 5y = 1, 0 <= x <= 9      Column operations that have an inverse over the integers bring the equality to
 *     (x, y) = (2, -1) + t(5, -3)   one coefficient, 3x + 5y = 1·u; so u = 1, and one unknown t is left:
 *     0 <= 2 + 5t <= 9              t in 0 … 1, two points.
 *
 * If the one coefficient left does not divide the constant (2x + 4y = 1), there is no integer solution. This is the
 * column-style Hermite normal form, one row at a time: H. Cohen, A Course in Computational Algebraic Number Theory,
 * 1993, section 2.4.
 */
import { absolute, floorDivide, type Int, modulo, multiply, negate, subtract } from '../integer.ts';
import { spend } from '../work.ts';

/**
 * Changes the unknowns (columns from `first` to before `end`) by an invertible integer transformation until `row` has at most one
 * coefficient among them, and transforms `rows` alike. All rows are changed in place.
 *
 * @returns the column of that coefficient, or -1 if there is none.
 */
export function isolateUnknown(row: Int[], rows: readonly Int[][], first: number, end = row.length): number {
  let pivot = smallestCoefficient(row, first, end);
  while (pivot >= 0) {
    let rest = false;
    for (let column = first; column < end; column++) {
      if (column === pivot || row[column] === 0) continue;
      const factor = floorDivide(row[column] as Int, row[pivot] as Int);
      addColumn(row, column, pivot, factor);
      for (const other of rows) if (other !== row) addColumn(other, column, pivot, factor);
      spend(1 + rows.length);
      rest ||= row[column] !== 0;
    }
    if (!rest) return pivot;
    pivot = smallestCoefficient(row, first, end);
  }
  return -1;
}

/** Column −= factor · pivot column. */
function addColumn(row: Int[], column: number, pivot: number, factor: Int): void {
  const value = row[pivot] as Int;
  if (value !== 0) row[column] = subtract(row[column] as Int, multiply(factor, value));
}

function smallestCoefficient(row: readonly Int[], first: number, end: number): number {
  let best = -1;
  for (let column = first; column < end; column++) {
    const value = row[column] as Int;
    if (value !== 0 && (best < 0 || absolute(value) < absolute(row[best] as Int))) best = column;
  }
  return best;
}

/**
 * Inequalities in fewer unknowns whose integer points are, one to one, those of the system given. Rows are
 * `[constant, unknowns…]`.
 *
 * @returns null if the equalities have no integer solution.
 */
export function eliminateEqualities(
  unknowns: number,
  equalities: readonly (readonly Int[])[],
  inequalities: readonly (readonly Int[])[],
): { readonly unknowns: number; readonly inequalities: Int[][] } | null {
  const rows = [...equalities, ...inequalities].map((row) => row.slice());
  let left = unknowns;
  for (let index = 0; index < equalities.length; index++) {
    const row = rows[index] as Int[];
    const rest = rows.slice(index + 1);
    const pivot = isolateUnknown(row, rest, 1);
    if (pivot < 0) {
      if (row[0] !== 0) return null;
      continue;
    }
    if (modulo(row[0] as Int, row[pivot] as Int) !== 0) return null;
    const value = negate(floorDivide(row[0] as Int, row[pivot] as Int));
    for (const other of rest) {
      other[0] = subtract(other[0] as Int, multiply(negate(other[pivot] as Int), value));
      other.splice(pivot, 1);
    }
    left -= 1;
  }
  return { unknowns: left, inequalities: rows.slice(equalities.length) };
}
