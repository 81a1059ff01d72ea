/**
 * Solves the equalities of a parametric problem over the integers, so that fewer unknowns are left.
 *
 *     unknowns x, y, z;  parameters N;  x + y = N,  2y = 4z
 *     y = 2z and x = N − 2z:  the solutions are (N, 0, 0) + (−2, 2, 1)·t, one unknown t for three
 *
 * A change of unknowns of determinant ±1 (as in the Hermite normal form) makes an equality mention one unknown only,
 * g·w + e(parameters) = 0. Where g does not divide e there is no solution: the context gets the div q = ⌊−e / g⌋ and the
 * equality g·q + e = 0, and w = q. At the end the columns of what is left are brought into echelon form with positive
 * leading entries. Then (x1, …, xn) is lexicographically smallest exactly where (t1, …, tm) is: the first t that
 * differs decides, and the x in the row of its leading entry grows with it, all earlier ones being equal.
 *
 * Reference: Schrijver, "Theory of linear and integer programming", 4.1 and 5.3 (1986).
 */
import { absolute, add, floorDivide, type Int, multiply, negate, sign } from '../integer.ts';
import { content, negated } from '../linear/rows.ts';
import { spend } from '../work.ts';
import { type Context, widened } from './context.ts';
import { type Form, reduceForm } from './form.ts';

export interface Reduced {
  readonly context: Context;
  /** The original unknowns, written with those that are left. */
  readonly values: Form[];
  readonly inequalities: Form[];
}

/**
 * @param values one form for each unknown, the identity at first
 * @returns undefined where the equalities have no solution for any value of the parameters
 */
export function solveEqualities(
  start: Context,
  values: Form[],
  equalities: Form[],
  inequalities: Form[],
): Reduced | undefined {
  let context = start;
  const all = [...values, ...inequalities, ...equalities];
  for (const equality of equalities) {
    spend(all.length);
    const column = gatherInOne(equality, all);
    if (column === undefined) {
      if (content(equality.affine, 1) === 0 && equality.affine[0] !== 0) return undefined;
      context = context.withEquality(widened(equality.affine, context.columns));
      continue;
    }
    const solved = quotient(context, equality.affine, equality.unknowns[column] as Int);
    context = solved.context;
    for (const form of all) dropUnknown(form, column, solved.value);
  }
  echelon(values, [...values, ...inequalities]);
  for (const form of [...values, ...inequalities]) {
    form.affine = widened(form.affine, context.columns);
    reduceForm(form);
  }
  return { context, values, inequalities };
}

/** Changes the unknowns (of determinant ±1) until the form mentions at most one: its column, or undefined. */
function gatherInOne(form: Form, all: readonly Form[], from = 0): number | undefined {
  for (;;) {
    let smallest = -1;
    let others = 0;
    for (let column = from; column < form.unknowns.length; column++) {
      const value = form.unknowns[column] as Int;
      if (value === 0) continue;
      others++;
      if (smallest < 0 || absolute(value) < absolute(form.unknowns[smallest] as Int)) smallest = column;
    }
    if (others <= 1) return smallest < 0 ? undefined : smallest;
    const divisor = form.unknowns[smallest] as Int;
    for (let column = from; column < form.unknowns.length; column++) {
      if (column === smallest || form.unknowns[column] === 0) continue;
      addColumn(all, column, smallest, negate(floorDivide(form.unknowns[column] as Int, divisor)));
    }
  }
}

/** column `target` += factor · column `source` */
function addColumn(all: readonly Form[], target: number, source: number, factor: Int): void {
  if (factor === 0) return;
  for (const { unknowns } of all) {
    const value = unknowns[source] as Int;
    if (value !== 0) unknowns[target] = add(unknowns[target] as Int, multiply(factor, value));
  }
}

/** −form / divisor as an integer affine form, in the context where it is one. */
function quotient(context: Context, form: readonly Int[], divisor: Int): { context: Context; value: Int[] } {
  const positive = sign(divisor) > 0 ? negated(form) : form.slice();
  const denominator = absolute(divisor);
  if (denominator === 1) return { context, value: positive };
  if (positive.every((value) => floorDivide(value, denominator) === negate(floorDivide(negate(value), denominator)))) {
    return { context, value: positive.map((value) => floorDivide(value, denominator)) };
  }
  const { context: wider, column } = context.withDiv(widened(positive, context.columns), denominator);
  const equality = widened(positive, wider.columns);
  equality[column] = negate(denominator);
  const value = new Array<Int>(wider.columns).fill(0);
  value[column] = 1;
  return { context: wider.withEquality(equality), value };
}

/** Replaces an unknown by an affine form of the parameters, and takes its column away. */
function dropUnknown(form: Form, column: number, value: readonly Int[]): void {
  const factor = form.unknowns[column] as Int;
  form.unknowns.splice(column, 1);
  if (form.affine.length < value.length) form.affine = widened(form.affine, value.length);
  if (factor === 0) return;
  for (let at = 0; at < value.length; at++) {
    if (value[at] !== 0) form.affine[at] = add(form.affine[at] as Int, multiply(factor, value[at] as Int));
  }
}

/** Column echelon form of `values` with positive leading entries, by changes of the unknowns in `all`. */
function echelon(values: readonly Form[], all: readonly Form[]): void {
  let done = 0;
  for (const form of values) {
    if (done === form.unknowns.length) return;
    const column = gatherInOne(form, all, done);
    if (column === undefined) continue;
    for (const { unknowns } of all) {
      const moved = unknowns[column] as Int;
      unknowns[column] = unknowns[done] as Int;
      unknowns[done] = moved;
    }
    if ((form.unknowns[done] as Int) < 0) {
      for (const { unknowns } of all) unknowns[done] = negate(unknowns[done] as Int);
    }
    done++;
  }
}
