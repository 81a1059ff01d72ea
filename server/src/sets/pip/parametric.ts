/**
 * Parametric integer programming: the lexicographically smallest integer solution of linear constraints, as a function
 * of parameters.
 *
 *     parameters N, unknowns x, y:   2x + y = N, 0 <= y, 0 <= x <= 4       largest-x-first is smallest y;
 *     smallest (x, y):   0 <= N: (0, N)        there is none for N < 0
 *     smallest (y, x):   0 <= N <= 8: (N − 2⌊N/2⌋, ⌊N/2⌋)      9 <= N: (N − 8, 4)
 *
 * The result is a list of branches that exclude each other. Each has the context that its parameters satisfy (with divs
 * like ⌊N/2⌋ that were needed) and the value of each unknown as an integer affine form of parameters and divs.
 *
 * Method (Feautrier): equalities are solved first (`lattice.ts`). Then, while some row of the tableau (`tableau.ts`) is
 * negative everywhere in the context, the dual simplex pivots; a row that has both signs splits the context in two. If
 * all rows are nonnegative, the sample point is the solution over the rationals. Where a coordinate
 * (a(n) + Σ b_j·y_j) / d is not an integer for all n, the columns y_j being integers >= 0 gives the cut
 *
 *     Σ (b_j mod d)·y_j >= u − d·⌊u / d⌋       with u = −a(n), coefficients mod d, and ⌊u / d⌋ a new div
 *
 * whose row, divided by d, has the value ⌊u/d⌋ − u/d <= 0 at the sample point, and is pivoted up. (Some b_j mod d is
 * positive: if d divided all of them, it would divide a(n) for all n as well.) Where the value is 0 everywhere,
 * u = d·⌊u/d⌋ shows that the coordinate is the integer (a + u) / d − ⌊u/d⌋ after all.
 *
 * Reference: Feautrier, "Parametric integer programming", RAIRO Recherche Opérationnelle 22(3), 243–268 (1988).
 */
import { type Div, type Row, zeroRow } from '../basic-map.ts';
import { divideExactly, type Int, modulo, multiply, negate, subtract } from '../integer.ts';
import { combine, complementOf, negated } from '../linear/rows.ts';
import { spend } from '../work.ts';
import { Context, widened } from './context.ts';
import { type Form, substituteForm } from './form.ts';
import { solveEqualities } from './lattice.ts';
import { ParametricTableau } from './tableau.ts';

/** Rows have the columns `[1, parameters…, divs…, unknowns…]`; divs are given with those columns up to their own. */
export interface ParametricProblem {
  readonly parameters: number;
  /** Definitions of the last columns before the unknowns, rows of `1 + parameters + divs` columns. */
  readonly divs: readonly Div[];
  readonly unknowns: number;
  /** How many of the unknowns, the first ones, are wanted; the others only have to exist. */
  readonly wanted: number;
  readonly equalities: readonly Row[];
  readonly inequalities: readonly Row[];
}

/** Values of the wanted unknowns, for the parameters that satisfy the context. */
export interface Branch {
  readonly divs: readonly Div[];
  readonly equalities: readonly Row[];
  readonly inequalities: readonly Row[];
  /** One for each wanted unknown: `[1, parameters…, divs…]`. */
  readonly values: readonly Row[];
}

/** The smallest solutions; `unbounded` if for some parameters there are solutions but no smallest one. */
export function smallestSolution(problem: ParametricProblem): readonly Branch[] | 'unbounded' {
  const search = new Search(problem);
  return search.run();
}

class Search {
  private readonly problem: ParametricProblem;
  private readonly branches: Branch[] = [];
  private values: Form[] = [];
  private unbounded = false;

  constructor(problem: ParametricProblem) {
    this.problem = problem;
  }

  run(): readonly Branch[] | 'unbounded' {
    const { parameters, divs, unknowns } = this.problem;
    const columns = 1 + parameters + divs.length;
    const split = (row: Row): Form => ({ denominator: 1, affine: row.slice(0, columns), unknowns: row.slice(columns) });
    const equalities = this.problem.equalities.map(split);
    const inequalities = this.problem.inequalities.map(split);
    const isFree = (form: Form) => form.unknowns.every((value) => value === 0);
    const context = Context.of(
      columns,
      divs,
      equalities.filter(isFree).map((form) => form.affine),
      inequalities.filter(isFree).map((form) => form.affine),
    );
    const identity = Array.from({ length: unknowns }, (_, index): Form => {
      const row = zeroRow(unknowns);
      row[index] = 1;
      return { denominator: 1, affine: zeroRow(columns), unknowns: row };
    });
    const bound = (form: Form) => !isFree(form);
    const reduced = solveEqualities(context, identity, equalities.filter(bound), inequalities.filter(bound));
    if (reduced === undefined) return [];
    this.values = reduced.values;
    let known = reduced.context;
    for (const form of reduced.inequalities) if (isFree(form)) known = known.withInequality(form.affine);
    if (known.isEmpty()) return [];
    const left = reduced.values[0]?.unknowns.length ?? 0;
    this.search(known, ParametricTableau.of(left, known.columns, reduced.inequalities.filter(bound)));
    return this.unbounded ? 'unbounded' : this.branches;
  }

  /** Finds the solutions for a context that is not empty; changes the tableau. */
  private search(start: Context, tableau: ParametricTableau): void {
    let context = start;
    while (!this.unbounded) {
      spend(1 + tableau.rows.length);
      const next = nextRow(context, tableau);
      if (next === undefined) {
        const cut = this.cutOrFinish(context, tableau);
        if (cut === undefined) return;
        context = cut;
        continue;
      }
      const { row, sign } = next;
      if (sign === 'both') {
        const affine = widened((tableau.rows[row] as Form).affine, context.columns);
        if (next.canGrow) this.search(context.withInequality(complementOf(affine)), tableau.copy());
        context = context.withInequality(affine);
      } else if (!tableau.pivotUp(row)) return;
    }
  }

  /** With a sample point that is allowed: the context to go on with after a cut, or undefined if the branch is done. */
  private cutOrFinish(context: Context, tableau: ParametricTableau): Context | undefined {
    const fractional = tableau.objective.find(
      ({ denominator, affine }) => denominator !== 1 && affine.some((value) => modulo(value, denominator) !== 0),
    );
    if (fractional === undefined) {
      this.finish(context, tableau);
      return undefined;
    }
    const { denominator } = fractional;
    const residue = fractional.affine.map((value) => modulo(negate(value), denominator));
    const constant = residue.every((value, column) => column === 0 || value === 0);
    const cut: Form = {
      denominator,
      affine: negated(residue),
      unknowns: fractional.unknowns.map((value, column) => (column === 0 ? 0 : modulo(value, denominator))),
    };
    if (constant) {
      tableau.rows.push(cut);
      return tableau.pivotUp(tableau.rows.length - 1) ? context : undefined;
    }
    const known = context.constantQuotient(residue, denominator);
    if (known !== undefined) {
      // ⌊u / d⌋ is the same everywhere: no div is needed
      const rest = residue.slice();
      rest[0] = subtract(rest[0] as Int, multiply(known, denominator));
      cut.affine = negated(rest);
      return this.useCut(context, tableau, fractional, cut, rest);
    }
    const { context: wider, column } = context.withDiv(residue, denominator);
    tableau.widen(wider.columns);
    // remainder = u − d·⌊u / d⌋ >= 0
    const remainder = widened(residue, wider.columns);
    remainder[column] = negate(denominator);
    cut.affine = negated(remainder);
    return this.useCut(wider, tableau, fractional, cut, remainder);
  }

  private useCut(
    context: Context,
    tableau: ParametricTableau,
    fractional: Form,
    cut: Form,
    remainder: Row,
  ): Context | undefined {
    if (context.sign(cut.affine) !== 'nonnegative') {
      // where the value is 0 already, the pivot leaves the sample point as it is: no need to split the context
      tableau.rows.push(cut);
      return tableau.pivotUp(tableau.rows.length - 1) ? context : undefined;
    }
    combine(fractional.affine, 1, remainder, 1);
    return context;
  }

  private finish(context: Context, tableau: ParametricTableau): void {
    const values: Row[] = [];
    for (let index = 0; index < this.problem.wanted; index++) {
      const value = this.values[index] as Form;
      const form: Form = {
        denominator: 1,
        affine: widened(value.affine, context.columns),
        unknowns: [0, ...value.unknowns],
      };
      const sample = zeroRow(form.unknowns.length);
      value.unknowns.forEach((factor, column) => {
        if (factor === 0) return;
        const { denominator, affine, unknowns } = tableau.objective[column] as Form;
        if (unknowns[0] !== 0) this.unbounded = true;
        const integral = widened(affine, context.columns).map((entry) => divideExactly(entry, denominator));
        substituteForm(form, { denominator: 1, affine: integral, unknowns: sample }, column + 1);
      });
      values.push(form.affine);
    }
    const { divs, equalities, inequalities } = context;
    this.branches.push({ divs, equalities, inequalities, values });
  }
}

/** A row that is not nonnegative everywhere: one that is negative everywhere, if there is any. */
function nextRow(
  context: Context,
  tableau: ParametricTableau,
): { row: number; sign: 'negative' | 'both'; canGrow: boolean } | undefined {
  let best: { row: number; sign: 'both'; canGrow: boolean } | undefined;
  for (let row = 0; row < tableau.rows.length; row++) {
    const form = tableau.rows[row] as Form;
    const big = form.unknowns[0] as Int;
    if (big > 0) continue;
    const sign = big < 0 ? 'negative' : context.sign(widened(form.affine, context.columns));
    if (sign === 'negative') return { row, sign, canGrow: true };
    if (sign === 'nonnegative' || (best !== undefined && !best.canGrow)) continue;
    const canGrow = form.unknowns.some((value, column) => column > 0 && value > 0);
    if (best === undefined || !canGrow) best = { row, sign, canGrow };
  }
  return best;
}
