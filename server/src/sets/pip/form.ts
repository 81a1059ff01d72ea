/**
 * Rows of parametric integer programming: a value that depends on parameters and on unknowns.
 *
 *     (2 + 3N + 4y1 − y2) / 5     denominator 5, affine [2, 3] for `[1, N]`, unknowns [4, −1]
 *
 * The affine part grows at its end when a div joins the context, so it is kept apart from the unknowns.
 */
import { divideExactly, gcd, type Int, multiply } from '../integer.ts';
import { combine, divideRow } from '../linear/rows.ts';

export interface Form {
  denominator: Int;
  /** Coefficients of `[1, parameters…, divs…]`. */
  affine: Int[];
  unknowns: Int[];
}

export function copyForm(form: Form): Form {
  return { denominator: form.denominator, affine: form.affine.slice(), unknowns: form.unknowns.slice() };
}

/** Takes common factors out of the numerator and the denominator. */
export function reduceForm(form: Form): void {
  let divisor = form.denominator;
  for (const part of [form.affine, form.unknowns]) {
    for (const value of part) {
      if (divisor === 1) return;
      if (value !== 0) divisor = gcd(divisor, value);
    }
  }
  if (divisor === 1) return;
  form.denominator = divideExactly(form.denominator, divisor);
  divideRow(form.affine, divisor, 0);
  divideRow(form.unknowns, divisor, 0);
}

/** Replaces the unknown `column` of `target` by the value of `source`, whose affine part must be as long. */
export function substituteForm(target: Form, source: Form, column: number): void {
  const factor = target.unknowns[column] as Int;
  if (factor === 0) return;
  target.unknowns[column] = 0;
  const divisor = gcd(factor, source.denominator);
  const scale = divideExactly(source.denominator, divisor);
  const share = divideExactly(factor, divisor);
  combine(target.affine, scale, source.affine, share);
  combine(target.unknowns, scale, source.unknowns, share);
  target.denominator = multiply(target.denominator, scale);
  if (scale !== 1) reduceForm(target);
}
