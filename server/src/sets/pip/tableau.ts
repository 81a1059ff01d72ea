/**
 * The tableau of the lexicographic dual simplex method with parameters.
 *
 * Unknowns t1 … tn of any sign become y_k = t_k + M >= 0 with M a number larger than every other that occurs, and a
 * multiple of every integer. *Objective* forms are t1 … tn, *rows* are forms that must be >= 0; all are written with n
 * columns, which are nonnegative integers too. At the sample point all columns are 0. Entry 0 of `unknowns` is the
 * coefficient of M, entry k + 1 that of column k.
 *
 *     smallest t with 2t >= N         objective t = y − M, row −N − 2M + 2y >= 0 is negative: y takes its place,
 *                                     y = (N + 2M + r) / 2, t = (N + r) / 2, and N / 2 must be rounded up by a cut
 *
 * Every column, read along the objective forms, is lexicographically positive at all times: so the sample point is the
 * smallest point, as soon as it is allowed, and a cut or a pivot only makes it larger.
 *
 * References: Feautrier, "Parametric integer programming", RAIRO 22(3) (1988); Gomory's cuts as given there.
 */
import { type Int, multiply, subtract } from '../integer.ts';
import { negated } from '../linear/rows.ts';
import { spend } from '../work.ts';
import { copyForm, type Form, reduceForm, substituteForm } from './form.ts';

export class ParametricTableau {
  readonly objective: Form[];
  readonly rows: Form[];

  private constructor(objective: Form[], rows: Form[]) {
    this.objective = objective;
    this.rows = rows;
  }

  /** Unknowns without bounds, and forms of them that must be >= 0. */
  static of(unknowns: number, affineColumns: number, inequalities: readonly Form[]): ParametricTableau {
    const objective = Array.from({ length: unknowns }, (_, index): Form => {
      const columns = new Array<Int>(unknowns + 1).fill(0);
      columns[0] = -1;
      columns[index + 1] = 1;
      return { denominator: 1, affine: new Array<Int>(affineColumns).fill(0), unknowns: columns };
    });
    const rows = inequalities.map(({ affine, unknowns: factors }): Form => {
      let sum: Int = 0;
      for (const factor of factors) sum = subtract(sum, factor);
      return { denominator: 1, affine: affine.slice(), unknowns: [sum, ...factors] };
    });
    return new ParametricTableau(objective, rows);
  }

  copy(): ParametricTableau {
    return new ParametricTableau(this.objective.map(copyForm), this.rows.map(copyForm));
  }

  /** Lengthens the affine parts, after the context got more columns. */
  widen(columns: number): void {
    for (const forms of [this.objective, this.rows]) {
      for (const form of forms) while (form.affine.length < columns) form.affine.push(0);
    }
  }

  /**
   * Makes a row whose value is negative larger by exchanging it with a column.
   * @returns false if no column can: then there is no solution
   */
  pivotUp(index: number): boolean {
    const row = this.rows[index] as Form;
    const column = this.smallestColumn(row);
    if (column === undefined) return false;
    spend(1 + this.rows.length);
    const pivot = row.unknowns[column] as Int;
    // d·r = a + … + b·y  becomes  y = (d·r − a − …) / b
    const unknowns = negated(row.unknowns);
    unknowns[column] = row.denominator;
    const solved: Form = { denominator: pivot, affine: negated(row.affine), unknowns };
    reduceForm(solved);
    this.rows[index] = solved;
    for (const forms of [this.objective, this.rows]) {
      for (const form of forms) if (form !== solved) substituteForm(form, solved, column);
    }
    return true;
  }

  /** Among the columns with a positive entry in this row, the one that is smallest when divided by that entry. */
  private smallestColumn(row: Form): number | undefined {
    let best: number | undefined;
    for (let column = 1; column < row.unknowns.length; column++) {
      if ((row.unknowns[column] as Int) <= 0) continue;
      if (best === undefined || this.isSmaller(row, column, best)) best = column;
    }
    return best;
  }

  private isSmaller(row: Form, a: number, b: number): boolean {
    const scaleA = row.unknowns[b] as Int;
    const scaleB = row.unknowns[a] as Int;
    for (const { unknowns } of this.objective) {
      const left = multiply(unknowns[a] as Int, scaleA);
      const right = multiply(unknowns[b] as Int, scaleB);
      if (left !== right) return left < right;
    }
    return false;
  }
}
