/**
 * What is known of the parameters in one branch of parametric integer programming, and the sign of affine forms there.
 *
 *     parameters N, M with 0 <= N <= 9, M = N + 2
 *     sign of M - N - 3        negative: it is −1 everywhere
 *     sign of N - 5            both: −1 at N = 4, 0 at N = 5
 *
 * Columns are `[1, parameters…, divs…]`; a div is ⌊numerator / denominator⌋ of the columns before it, so it is a
 * parameter whose value follows from the others. Signs are those at *integer* values. A few integer points of the
 * context are kept: where two of them have different signs, the answer is `both` without solving anything.
 */
import { type Div, divConstraints, type Row, zeroRow } from '../basic-map.ts';
import { add, floorDivide, type Int, minimum, multiply, negate, subtract } from '../integer.ts';
import { complementOf, negated } from '../linear/rows.ts';
import { solve } from '../linear/solve.ts';

export type Sign = 'nonnegative' | 'negative' | 'both';

/** Bounds of columns by inequalities that mention one column only; undefined where there is none. */
interface Bounds {
  readonly low: (Int | undefined)[];
  readonly high: (Int | undefined)[];
}

/** Points that are kept; more of them make looking at them dearer than solving. */
const MOST_POINTS = 24;

export class Context {
  readonly divs: readonly Div[];
  readonly equalities: readonly Row[];
  readonly inequalities: readonly Row[];
  readonly columns: number;
  private readonly points: Int[][];
  private bounds: Bounds | undefined;

  private constructor(
    columns: number,
    divs: readonly Div[],
    equalities: readonly Row[],
    inequalities: readonly Row[],
    points: Int[][],
    bounds?: Bounds,
  ) {
    this.columns = columns;
    this.divs = divs;
    this.equalities = equalities;
    this.inequalities = inequalities;
    this.points = points;
    this.bounds = bounds;
  }

  /** Parameters with these constraints (rows of `columns` columns), the last of them divs. */
  static of(columns: number, divs: readonly Div[], equalities: readonly Row[], inequalities: readonly Row[]): Context {
    const rows = inequalities.slice();
    divs.forEach((div, index) => {
      rows.push(...divConstraints(div, columns - divs.length + index));
    });
    return new Context(columns, divs, equalities, rows, []);
  }

  /** Whether no integer values are left. */
  isEmpty(): boolean {
    return this.points.length === 0 && !this.findPoint([]);
  }

  /** The context in which `row >= 0` holds as well. */
  withInequality(row: Row): Context {
    const points = this.points.filter((point) => valueAt(row, point) >= 0);
    const rows = [...this.inequalities, row];
    return new Context(this.columns, this.divs, this.equalities, rows, points, boundsWith(this.bounds, row));
  }

  /** The context in which `row = 0` holds as well. */
  withEquality(row: Row): Context {
    const points = this.points.filter((point) => valueAt(row, point) === 0);
    const rows = [...this.equalities, row];
    const bounds = boundsWith(boundsWith(this.bounds, row), negated(row));
    return new Context(this.columns, this.divs, rows, this.inequalities, points, bounds);
  }

  /** The context with one more column, ⌊numerator / denominator⌋, or with the one that is equal to it already. */
  withDiv(numerator: Row, denominator: Int): { context: Context; column: number } {
    const known = this.divs.findIndex(
      (div) => div.denominator === denominator && div.numerator.every((value, at) => value === (numerator[at] ?? 0)),
    );
    if (known >= 0) return { context: this, column: this.columns - this.divs.length + known };
    const wider = (row: Row): Row => [...row, 0];
    const div: Div = { numerator: wider(numerator), denominator };
    const context = new Context(
      this.columns + 1,
      [...this.divs.map((old) => ({ numerator: wider(old.numerator), denominator: old.denominator })), div],
      this.equalities.map(wider),
      [...this.inequalities.map(wider), ...divConstraints(div, this.columns)],
      this.points.map((point) => [...point, floorDivide(valueAt(numerator, point), denominator)]),
      this.bounds,
    );
    return { context, column: this.columns };
  }

  /** The sign of `row` at the integer points of the context, which must have one. */
  sign(row: Row): Sign {
    let negative = false;
    let other = false;
    for (const point of this.points) {
      if (valueAt(row, point) < 0) negative = true;
      else other = true;
    }
    if (negative && other) return 'both';
    if (!negative) {
      if (this.inequalities.some((known) => implies(known, row))) return 'nonnegative';
      const least = this.leastInBox(row);
      if (least !== undefined && least >= 0) return 'nonnegative';
      if (!this.findPoint([complementOf(row)])) return 'nonnegative';
      negative = true;
    }
    return other || this.findPoint([row]) ? 'both' : 'negative';
  }

  /** A number k with k·divisor <= row < (k + 1)·divisor at all points of the context, if there is one. */
  constantQuotient(row: Row, divisor: Int): Int | undefined {
    const point = this.points[0];
    if (point === undefined) return undefined;
    const quotient = floorDivide(valueAt(row, point), divisor);
    const low = row.slice();
    low[0] = subtract(row[0] as Int, multiply(quotient, divisor));
    const high = negated(low);
    high[0] = add(high[0] as Int, subtract(divisor, 1));
    const holds = (bound: Row) => this.sign(bound) === 'nonnegative';
    return holds(low) && holds(high) ? quotient : undefined;
  }

  private findPoint(more: readonly Row[]): boolean {
    const point = solve(
      this.equalities,
      more.length === 0 ? this.inequalities : [...this.inequalities, ...more],
      this.columns,
    );
    if (point === undefined) return false;
    if (this.points.length < MOST_POINTS) this.points.push(point);
    return true;
  }

  /** A lower bound of the row from the bounds of single columns; undefined if they give none. */
  private leastInBox(row: Row): Int | undefined {
    this.bounds ??= boundsOf(this.inequalities);
    const { low, high } = this.bounds;
    let least = row[0] as Int;
    for (let column = 1; column < row.length; column++) {
      const factor = row[column] as Int;
      if (factor === 0) continue;
      const bound = factor > 0 ? low[column] : high[column];
      if (bound === undefined) return undefined;
      least = add(least, multiply(factor, bound));
    }
    return least;
  }
}

function boundsOf(rows: readonly Row[]): Bounds {
  const bounds: Bounds = { low: [], high: [] };
  for (const row of rows) addBound(bounds, row);
  return bounds;
}

/** Notes the bound that a row with one column and the coefficient 1 or −1 gives. */
function addBound({ low, high }: Bounds, row: Row): void {
  const column = onlyColumn(row);
  if (column === undefined) return;
  const constant = row[0] as Int;
  if (row[column] === 1) {
    const known = low[column];
    if (known === undefined || negate(constant) > known) low[column] = negate(constant);
  } else if (row[column] === -1) {
    const known = high[column];
    high[column] = known === undefined ? constant : minimum(known, constant);
  }
}

/** The bounds with one row more. */
function boundsWith(bounds: Bounds | undefined, row: Row): Bounds | undefined {
  if (bounds === undefined || onlyColumn(row) === undefined) return bounds;
  const more = { low: bounds.low.slice(), high: bounds.high.slice() };
  addBound(more, row);
  return more;
}

/** Whether `known >= 0` is `row >= 0` with the same or a smaller constant. */
function implies(known: Row, row: Row): boolean {
  for (let column = 1; column < row.length; column++) if (known[column] !== row[column]) return false;
  return (known[0] as Int) <= (row[0] as Int);
}

function onlyColumn(row: Row): number | undefined {
  let found: number | undefined;
  for (let column = 1; column < row.length; column++) {
    if (row[column] === 0) continue;
    if (found !== undefined) return undefined;
    found = column;
  }
  return found;
}

/** The value of an affine form `[constant, c1, …]` at a point `[1, x1, …]`. */
function valueAt(row: Row, point: Row): Int {
  let sum: Int = 0;
  for (let column = 0; column < row.length; column++) {
    const factor = row[column] as Int;
    if (factor !== 0) sum = add(sum, multiply(factor, point[column] as Int));
  }
  return sum;
}

/** `row`, with zeros up to this many columns. */
export function widened(row: Row, columns: number): Int[] {
  const wide = zeroRow(columns);
  for (let column = 0; column < row.length; column++) wide[column] = row[column] as Int;
  return wide;
}
