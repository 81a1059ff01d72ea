/**
 * The simplex tableau: incremental linear programming over the rationals, with exact integers.
 *
 * Unknowns are the variables x1 … xn (of any sign) and the constraints, each an affine form of the variables that must
 * stay >= 0. At any time some unknowns are *columns* and the others *rows*, written with the columns:
 *
 *     x >= 0, y >= 0, 3 - x - y >= 0             after pivoting, columns c1 = x, c2 = y:
 *     row   [denominator, constant, c1, c2]      c3: [1, 3, -1, -1]
 *
 * The sample point sets all columns to 0, so each row's value is constant / denominator; every restricted row has a
 * value >= 0. Adding a constraint whose value is negative pivots until it is not, or shows that it cannot be. Pivots
 * follow Bland's rule (smallest index), so there are no cycles. `rollback` drops constraints again; the basis that was
 * reached is kept, which is what makes a question after a similar one cheap.
 *
 * Reference: Detlefs, Nelson, Saxe, "Simplify", section 8 (2005); Nelson's thesis, "Techniques for program
 * verification" (1981); Bland, "New finite pivoting rules for the simplex method" (1977).
 */
import { absolute, add, divideExactly, gcd, type Int, lcm, modulo, multiply, negate } from '../integer.ts';
import { combine, divideRow } from '../linear/rows.ts';
import { spend } from '../work.ts';

/** A rational number with a positive denominator, not necessarily in lowest terms. */
export interface Fraction {
  readonly numerator: Int;
  readonly denominator: Int;
}

export function compareFractions(a: Fraction, b: Fraction): number {
  const left = multiply(a.numerator, b.denominator);
  const right = multiply(b.numerator, a.denominator);
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

interface Unknown {
  readonly index: number;
  row: boolean;
  position: number;
  restricted: boolean;
}

/** Columns before those of unknowns. */
const FIRST = 2;

/** Returned where there is no bound. */
export type Optimum = Fraction | 'unbounded' | 'empty';

/** A state to go back to. */
export type Snapshot = number;

export class Tableau {
  /** Whether the constraints contradict each other over the rationals. */
  empty = false;
  private readonly variables: Unknown[] = [];
  private readonly constraints: Unknown[] = [];
  private readonly rows: Int[][] = [];
  private readonly rowUnknowns: Unknown[] = [];
  private readonly columnUnknowns: Unknown[] = [];
  /** Number of constraints when the tableau became empty. */
  private emptiedAt = -1;

  constructor(variables: number) {
    for (let index = 0; index < variables; index++) {
      const unknown: Unknown = { index, row: false, position: index + FIRST, restricted: false };
      this.variables.push(unknown);
      this.columnUnknowns.push(unknown);
    }
  }

  snapshot(): Snapshot {
    return this.constraints.length;
  }

  /** Drops the constraints that were added after the snapshot. */
  rollback(snapshot: Snapshot): void {
    while (this.constraints.length > snapshot) this.dropLast();
    if (this.emptiedAt > snapshot) {
      this.empty = false;
      this.emptiedAt = -1;
    }
  }

  /** Adds `row >= 0`, coefficients `[constant, x1, …, xn]`. */
  addInequality(row: readonly Int[]): void {
    const unknown = this.addRow(row);
    if (this.empty) return;
    unknown.restricted = true;
    if (!this.restore(unknown)) this.markEmpty();
  }

  addEquality(row: readonly Int[]): void {
    this.addInequality(row);
    this.addInequality(row.map(negate));
  }

  /** The least value of an affine form. */
  minimize(row: readonly Int[]): Optimum {
    const result = this.maximize(row.map(negate));
    return typeof result === 'string'
      ? result
      : { numerator: negate(result.numerator), denominator: result.denominator };
  }

  /**
   * The greatest value of an affine form. `atOptimum` is called with the multipliers: the rate at which the optimum
   * grows with constraint number i, 0 or negative.
   */
  maximize(row: readonly Int[], atOptimum?: (rate: (constraint: number) => Fraction) => void): Optimum {
    if (this.empty) return 'empty';
    const before = this.snapshot();
    const unknown = this.addRow(row);
    let result: Optimum | undefined;
    while (result === undefined) {
      const pivot = this.findPivot(unknown.position, 1);
      if (pivot === undefined) {
        const entries = this.rows[unknown.position] as Int[];
        result = { numerator: entries[1] as Int, denominator: entries[0] as Int };
        atOptimum?.((constraint) => {
          const of = this.constraints[constraint] as Unknown;
          return { numerator: of.row ? 0 : (entries[of.position] as Int), denominator: entries[0] as Int };
        });
      } else if (pivot.row === unknown.position) result = 'unbounded';
      else this.pivot(pivot.row, pivot.column);
    }
    this.rollback(before);
    return result;
  }

  /** The sample point: `[denominator, x1, …, xn]`, coordinates multiplied by the denominator. */
  samplePoint(): Int[] {
    let denominator: Int = 1;
    for (const variable of this.variables) {
      if (variable.row) denominator = lcm(denominator, (this.rows[variable.position] as Int[])[0] as Int);
    }
    const point: Int[] = [denominator];
    for (const variable of this.variables) {
      if (!variable.row) point.push(0);
      else {
        const [own, value] = this.rows[variable.position] as [Int, Int];
        point.push(multiply(value, divideExactly(denominator, own)));
      }
    }
    return point;
  }

  /**
   * Adds a Gomory cut for a variable with a fractional value, if its row allows one: from
   * d·x = k + Σ b_j·c_j, with x and all c_j integers and c_j >= 0, follows Σ (b_j mod d)·c_j >= −k mod d.
   * Variables among the columns have no sign, so their b_j mod d must be 0. Only valid if the constraints have integer
   * coefficients. @returns whether a cut was added.
   */
  addCut(): boolean {
    for (const variable of this.variables) {
      if (!variable.row) continue;
      const row = this.rows[variable.position] as Int[];
      const denominator = row[0] as Int;
      const fraction = modulo(negate(row[1] as Int), denominator);
      if (fraction === 0) continue;
      const cut = row.map((value) => modulo(value, denominator));
      if (!this.columnUnknowns.every(({ restricted, position }) => restricted || cut[position] === 0)) continue;
      cut[0] = denominator;
      cut[1] = negate(fraction);
      const unknown = this.pushRow(cut);
      unknown.restricted = true;
      if (!this.restore(unknown)) this.markEmpty();
      return true;
    }
    return false;
  }

  private markEmpty(): void {
    this.empty = true;
    this.emptiedAt = this.constraints.length;
  }

  /** Adds an unrestricted constraint row for an affine form of the variables. */
  private addRow(form: readonly Int[]): Unknown {
    const row = new Array<Int>(FIRST + this.columnUnknowns.length).fill(0);
    row[0] = 1;
    row[1] = form[0] as Int;
    for (let index = 0; index < this.variables.length; index++) {
      const factor = form[index + 1] as Int;
      if (factor === 0) continue;
      const variable = this.variables[index] as Unknown;
      if (!variable.row) {
        row[variable.position] = add(row[variable.position] as Int, multiply(factor, row[0] as Int));
        continue;
      }
      const source = this.rows[variable.position] as Int[];
      const common = lcm(row[0] as Int, source[0] as Int);
      const scale = divideExactly(common, row[0] as Int);
      combine(row, scale, source, multiply(factor, divideExactly(common, source[0] as Int)));
      row[0] = common;
    }
    return this.pushRow(row);
  }

  private pushRow(row: Int[]): Unknown {
    const index = this.variables.length + this.constraints.length;
    const unknown: Unknown = { index, row: true, position: this.rows.length, restricted: false };
    this.rows.push(row);
    this.rowUnknowns.push(unknown);
    this.constraints.push(unknown);
    return unknown;
  }

  private dropLast(): void {
    const unknown = this.constraints.pop() as Unknown;
    if (!unknown.row) this.pivot(this.rowToLeave(unknown), unknown.position);
    const last = this.rows.pop() as Int[];
    const moved = this.rowUnknowns.pop() as Unknown;
    if (moved !== unknown) {
      this.rows[unknown.position] = last;
      this.rowUnknowns[unknown.position] = moved;
      moved.position = unknown.position;
    }
  }

  /** A row to exchange with the column of a constraint that goes away, such that all other rows stay >= 0. */
  private rowToLeave(unknown: Unknown): number {
    const row = this.ratioRow(-1, unknown.position, 1) ?? this.ratioRow(-1, unknown.position, -1);
    if (row !== undefined) return row;
    return this.rows.findIndex((entries) => entries[unknown.position] !== 0);
  }

  /** Pivots until the row's value is >= 0. @returns false if it can't be. */
  private restore(unknown: Unknown): boolean {
    while (unknown.row && ((this.rows[unknown.position] as Int[])[1] as Int) < 0) {
      const pivot = this.findPivot(unknown.position, 1);
      if (pivot === undefined) return false;
      this.pivot(pivot.row, pivot.column);
    }
    return true;
  }

  /** A pivot that moves the row's value up; its row is the row itself where nothing stops the move. */
  private findPivot(row: number, direction: 1 | -1): { row: number; column: number } | undefined {
    const entries = this.rows[row] as Int[];
    let best: Unknown | undefined;
    for (const unknown of this.columnUnknowns) {
      const value = entries[unknown.position] as Int;
      if (value === 0) continue;
      if (unknown.restricted && value > 0 !== direction > 0) continue;
      if (best === undefined || unknown.index < best.index) best = unknown;
    }
    if (best === undefined) return undefined;
    const up = (entries[best.position] as Int) > 0 === direction > 0;
    return { row: this.ratioRow(row, best.position, up ? 1 : -1) ?? row, column: best.position };
  }

  /** The restricted row that first reaches 0 when the column's unknown goes up (or down). */
  private ratioRow(skip: number, column: number, direction: 1 | -1): number | undefined {
    let best: number | undefined;
    for (let row = 0; row < this.rows.length; row++) {
      if (row === skip) continue;
      const unknown = this.rowUnknowns[row] as Unknown;
      if (!unknown.restricted) continue;
      const value = (this.rows[row] as Int[])[column] as Int;
      if (value === 0 || value > 0 === direction > 0) continue;
      if (best === undefined || this.isCloser(row, best, column)) best = row;
    }
    return best;
  }

  /** Whether row a reaches 0 before row b: constant_a / |a| < constant_b / |b|, ties by index. */
  private isCloser(a: number, b: number, column: number): boolean {
    const first = this.rows[a] as Int[];
    const second = this.rows[b] as Int[];
    const left = multiply(first[1] as Int, absolute(second[column] as Int));
    const right = multiply(second[1] as Int, absolute(first[column] as Int));
    if (left !== right) return left < right;
    return (this.rowUnknowns[a] as Unknown).index < (this.rowUnknowns[b] as Unknown).index;
  }

  /** Exchanges a row with a column. */
  private pivot(row: number, column: number): void {
    spend(1 + this.rows.length);
    const entering = this.rows[row] as Int[];
    const value = entering[column] as Int;
    // d·y = k + a·x + …  becomes  a·x = d·y − k − …, with the sign that makes the denominator positive
    const old = entering[0] as Int;
    const positive = value > 0;
    for (let at = 1; at < entering.length; at++) {
      if (positive && entering[at] !== 0) entering[at] = negate(entering[at] as Int);
    }
    entering[0] = positive ? value : negate(value);
    entering[column] = positive ? old : negate(old);
    normalizeRow(entering);
    for (let other = 0; other < this.rows.length; other++) {
      if (other !== row) replaceColumn(this.rows[other] as Int[], entering, column);
    }
    this.exchange(row, column);
  }

  private exchange(row: number, column: number): void {
    const leaving = this.rowUnknowns[row] as Unknown;
    const entering = this.columnUnknowns[column - FIRST] as Unknown;
    this.rowUnknowns[row] = entering;
    this.columnUnknowns[column - FIRST] = leaving;
    entering.row = true;
    entering.position = row;
    leaving.row = false;
    leaving.position = column;
  }
}

/** Writes d·x = … of the pivot row into a row that has x as its column. */
function replaceColumn(row: Int[], pivot: readonly Int[], column: number): void {
  const factor = row[column] as Int;
  if (factor === 0) return;
  const denominator = row[0] as Int;
  const divisor = gcd(factor, pivot[0] as Int);
  const scale = divideExactly(pivot[0] as Int, divisor);
  row[column] = 0;
  combine(row, scale, pivot, divideExactly(factor, divisor));
  row[0] = multiply(denominator, scale);
  normalizeRow(row);
}

function normalizeRow(row: Int[]): void {
  let divisor: Int = row[0] as Int;
  for (let column = 1; column < row.length && divisor !== 1; column++) {
    if (row[column] !== 0) divisor = gcd(divisor, row[column] as Int);
  }
  if (divisor !== 1) divideRow(row, divisor, 0);
}

/** ⌈f⌉ − f = 0 for integers. */
export function isIntegral(point: readonly Int[]): boolean {
  const denominator = point[0] as Int;
  return denominator === 1 || point.every((value) => modulo(value, denominator) === 0);
}
