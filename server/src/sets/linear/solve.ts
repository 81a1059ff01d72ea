/**
 * Whether a system of linear equalities and inequalities has an integer solution, and which.
 *
 *     x = 2y, 0 <= x <= 9, 3 <= y         equality first: x is replaced, 0 <= 2y <= 9, tightened to 0 <= y <= 4
 *                                         y has the bounds 3 <= y and y <= 4: a solution is y = 3, x = 6
 *
 * Exact steps that need no simplex come first, because they decide almost every question about a program:
 * - An equality with a coefficient ±1 is solved for that unknown. Without one, a change of variables of determinant ±1
 *   makes the coefficients smaller until one is ±1 (Knuth, TAOCP 2, 4.5.2, exercise; Pugh 1991 does the same with mod^).
 * - An unknown without lower (or upper) bounds can always be chosen, so its constraints go.
 * - If all lower bounds of x (or all upper ones) have the coefficient ±1, then x exists exactly if every lower bound is
 *   <= every upper bound (Fourier–Motzkin; Pugh, "The Omega test", 1991: the real and the dark shadow are equal).
 * Each of them records how to find the unknown again. What is left goes to the simplex (`simplex/integer-search.ts`).
 */
import { fastPaths } from '../fast-paths.ts';
import { absolute, add, ceilDivide, floorDivide, type Int, multiply, negate, subtract } from '../integer.ts';
import { integerSolution } from '../simplex/integer-search.ts';
import { spend } from '../work.ts';
import { combine, parallel, reduceEquality, substitute, tightenInequality } from './rows.ts';

/** How an unknown gets its value once the others have theirs. */
interface Step {
  readonly column: number;
  readonly rows: readonly (readonly Int[])[];
  readonly kind: 'equality' | 'bounds' | 'shift';
}

/** Factors of `directionHash`: multiples of an irrational number, so that small coefficients seldom cancel. */
const HASH_FACTORS: readonly number[] = Array.from({ length: 64 }, (_, column) => ((column + 1) * 0.6180339887) % 1);

/** Rows that elimination of an unknown may add, beyond those that it takes away. */
const GROWTH = 6;

/** @returns whether rows `[constant, x1, …]` have a common integer solution. The rows given are not changed. */
export function isSolvable(
  equalities: readonly (readonly Int[])[],
  inequalities: readonly (readonly Int[])[],
): boolean {
  return new System(equalities, inequalities).run();
}

/** An integer solution `[1, x1, …, xn]` of rows with n + 1 columns, or undefined. */
export function solve(
  equalities: readonly (readonly Int[])[],
  inequalities: readonly (readonly Int[])[],
  columns: number,
): Int[] | undefined {
  const system = new System(equalities, inequalities);
  return system.run() ? system.solution(columns) : undefined;
}

class System {
  private readonly equalities: Int[][];
  private inequalities: Int[][] = [];
  private readonly steps: Step[] = [];
  /** Unknowns and values that the simplex found. */
  private readonly found = new Map<number, Int>();
  private contradiction = false;

  /** Inequalities by `directionHash`; up to date while `indexed`. */
  private readonly index = new Map<number, Int[][]>();
  private indexed = false;

  constructor(equalities: readonly (readonly Int[])[], inequalities: readonly (readonly Int[])[]) {
    this.equalities = equalities.map((row) => row.slice());
    for (const row of inequalities) {
      const copy = row.slice();
      const verdict = tightenInequality(copy);
      if (verdict === 'open') this.inequalities.push(copy);
      else if (verdict === 'false') {
        this.contradiction = true;
        return;
      }
    }
  }

  run(): boolean {
    spend(1 + this.inequalities.length);
    while (!this.contradiction) {
      if (this.equalities.length > 0) this.takeEquality();
      else if (this.inequalities.length === 0) return true;
      else if (!this.indexed) this.compareAll();
      else if (!fastPaths() || !this.eliminateOne()) return this.searchRest();
    }
    return false;
  }

  /** Compares all inequalities with each other; done once the equalities are used up, since each changes them. */
  private compareAll(): void {
    const rows = this.inequalities;
    this.inequalities = [];
    this.index.clear();
    this.indexed = true;
    for (const row of rows) {
      this.addInequality(row);
      if (this.contradiction) return;
    }
  }

  /** Adds a row; the tighter of two parallel rows stays, and opposite ones may make an equality. */
  private addInequality(row: Int[]): void {
    const verdict = tightenInequality(row);
    if (verdict !== 'open') {
      if (verdict === 'false') this.contradiction = true;
      return;
    }
    const hash = directionHash(row);
    const bucket = this.index.get(hash);
    const same = bucket?.find((other) => parallel(row, other) === 'same');
    if (same !== undefined) {
      if ((row[0] as Int) >= (same[0] as Int)) return;
      same[0] = row[0] as Int;
    } else {
      this.inequalities.push(row);
      if (bucket) bucket.push(row);
      else this.index.set(hash, [row]);
    }
    this.checkOpposite(same ?? row, hash);
  }

  private checkOpposite(row: Int[], hash: number): void {
    for (const other of this.index.get(-hash) ?? []) {
      if (other === row || parallel(row, other) !== 'opposite') continue;
      const width = add(row[0] as Int, other[0] as Int);
      if (width < 0) this.contradiction = true;
      else if (width === 0) this.equalities.push(row.slice());
    }
  }

  /** Solves an equality for one of its unknowns and replaces that everywhere. */
  private takeEquality(): void {
    const row = this.equalities.pop() as Int[];
    const verdict = reduceEquality(row);
    if (verdict !== 'open') {
      if (verdict === 'false') this.contradiction = true;
      return;
    }
    let column = row.findIndex((value, at) => at > 0 && (value === 1 || value === -1));
    while (column < 0) {
      this.shiftVariables(row);
      column = row.findIndex((value, at) => at > 0 && (value === 1 || value === -1));
    }
    this.steps.push({ column, rows: [row], kind: 'equality' });
    for (const other of this.equalities) substitute(other, row, column);
    this.substituteInequalities(row, column);
  }

  private substituteInequalities(row: Int[], column: number): void {
    this.indexed = false;
    const kept: Int[][] = [];
    for (const other of this.inequalities) {
      if (other[column] !== 0) {
        substitute(other, row, column);
        const verdict = tightenInequality(other);
        if (verdict === 'true') continue;
        if (verdict === 'false') {
          this.contradiction = true;
          return;
        }
      }
      kept.push(other);
    }
    this.inequalities = kept;
  }

  /** x_k := x_k' − Σ q_j·x_j for the smallest coefficient k: the others of this row become remainders. */
  private shiftVariables(row: Int[]): void {
    spend(1);
    let smallest = -1;
    for (let column = 1; column < row.length; column++) {
      if (row[column] === 0) continue;
      if (smallest < 0 || absolute(row[column] as Int) < absolute(row[smallest] as Int)) smallest = column;
    }
    const divisor = row[smallest] as Int;
    const shift = new Array<Int>(row.length).fill(0);
    for (let column = 1; column < row.length; column++) {
      if (column !== smallest && row[column] !== 0) shift[column] = nearest(row[column] as Int, divisor);
    }
    this.steps.push({ column: smallest, rows: [shift], kind: 'shift' });
    for (const each of [row, ...this.equalities, ...this.inequalities]) {
      const factor = each[smallest] as Int;
      if (factor !== 0) combine(each, 1, shift, negate(factor));
    }
  }

  /** Eliminates the unknown for which it costs least, if that is exact. */
  private eliminateOne(): boolean {
    const columns = (this.inequalities[0] as Int[]).length;
    let best = -1;
    let bestCost = GROWTH + 1;
    for (let column = 1; column < columns; column++) {
      const cost = this.cost(column);
      if (cost < bestCost) {
        best = column;
        bestCost = cost;
      }
    }
    if (best < 0) return false;
    this.eliminate(best);
    return true;
  }

  /** Rows that the elimination of an unknown adds; infinite if it would not be exact or there is nothing to do. */
  private cost(column: number): number {
    let lower = 0;
    let upper = 0;
    let unitLower = true;
    let unitUpper = true;
    for (const row of this.inequalities) {
      const value = row[column] as Int;
      if (value === 0) continue;
      if (value > 0) {
        lower++;
        if (value !== 1) unitLower = false;
      } else {
        upper++;
        if (value !== -1) unitUpper = false;
      }
    }
    if (lower + upper === 0) return Infinity;
    if (lower > 0 && upper > 0 && !unitLower && !unitUpper) return Infinity;
    return lower * upper - lower - upper;
  }

  private eliminate(column: number): void {
    const lower: Int[][] = [];
    const upper: Int[][] = [];
    const rest: Int[][] = [];
    for (const row of this.inequalities) {
      const value = row[column] as Int;
      if (value === 0) rest.push(row);
      else (value > 0 ? lower : upper).push(row);
    }
    spend(lower.length * upper.length);
    this.steps.push({ column, rows: [...lower, ...upper], kind: 'bounds' });
    this.inequalities = rest;
    this.reindex();
    for (const low of lower) {
      for (const high of upper) {
        const row = high.slice();
        combine(row, low[column] as Int, low, negate(high[column] as Int));
        this.addInequality(row);
        if (this.contradiction) return;
      }
    }
  }

  private reindex(): void {
    this.index.clear();
    for (const row of this.inequalities) {
      const hash = directionHash(row);
      const bucket = this.index.get(hash);
      if (bucket) bucket.push(row);
      else this.index.set(hash, [row]);
    }
  }

  private searchRest(): boolean {
    const columns: number[] = [];
    const width = (this.inequalities[0] as Int[]).length;
    for (let column = 1; column < width; column++) {
      if (this.inequalities.some((row) => row[column] !== 0)) columns.push(column);
    }
    const rows = this.inequalities.map((row) => [row[0] as Int, ...columns.map((column) => row[column] as Int)]);
    const point = integerSolution(rows, columns.length);
    if (point === undefined) return false;
    columns.forEach((column, index) => {
      this.found.set(column, point[index] as Int);
    });
    return true;
  }

  /** The solution, after `run`: unknowns get their values in the opposite order of their elimination. */
  solution(columns: number): Int[] {
    const values = new Array<Int>(columns).fill(0);
    values[0] = 1;
    for (const [column, value] of this.found) values[column] = value;
    for (let index = this.steps.length - 1; index >= 0; index--) {
      const { column, rows, kind } = this.steps[index] as Step;
      const own = values[column] as Int;
      values[column] = 0;
      if (kind === 'shift') values[column] = subtract(own, evaluate(rows[0] as Int[], values));
      else if (kind === 'bounds') values[column] = within(rows, column, values);
      else {
        const row = rows[0] as Int[];
        values[column] = multiply(negate(row[column] as Int), evaluate(row, values));
      }
    }
    return values;
  }
}

/**
 * A number that is equal for rows with the same coefficients, and opposite for rows with opposite ones: a linear form of
 * them. Other rows may have it by chance. Floating-point arithmetic rounds, but both signs alike.
 */
function directionHash(row: readonly Int[]): number {
  let hash = 0;
  for (let column = 1; column < row.length; column++) {
    if (row[column] !== 0) hash += Number(row[column]) * (HASH_FACTORS[column % HASH_FACTORS.length] as number);
  }
  return hash;
}

/** a / b rounded to a nearest integer. */
function nearest(a: Int, b: Int): Int {
  return floorDivide(add(multiply(2, a), b), multiply(2, b));
}

function evaluate(row: readonly Int[], values: readonly Int[]): Int {
  let sum: Int = 0;
  for (let column = 0; column < row.length; column++) {
    if (row[column] !== 0) sum = add(sum, multiply(row[column] as Int, values[column] as Int));
  }
  return sum;
}

/** A value that satisfies all bounds of an unknown: its greatest lower bound, or its least upper one, or 0. */
function within(rows: readonly (readonly Int[])[], column: number, values: readonly Int[]): Int {
  let low: Int | undefined;
  let high: Int | undefined;
  for (const row of rows) {
    const factor = row[column] as Int;
    const rest = evaluate(row, values);
    if (factor > 0) {
      const bound = ceilDivide(negate(rest), factor);
      if (low === undefined || bound > low) low = bound;
    } else {
      const bound = floorDivide(rest, negate(factor));
      if (high === undefined || bound < high) high = bound;
    }
  }
  return low ?? high ?? 0;
}
