/** Functions of one number, written by another route than the interpreter's: erf by its series and continued fraction. */

/** @returns 2/√π ∫₀ˣ e^(−t²) dt; the series for small, a continued fraction for large arguments. */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a < 3) {
    let power = a;
    let total = a;
    for (let n = 1; n < 150; n++) {
      power *= -(a * a) / n;
      total += power / (2 * n + 1);
    }
    return (Math.sign(x) * 2 * total) / Math.sqrt(Math.PI);
  }
  let fraction = 0;
  for (let k = 80; k > 0; k--) fraction = k / 2 / (a + fraction);
  return Math.sign(x) * (1 - Math.exp(-a * a) / (Math.sqrt(Math.PI) * (a + fraction)));
}
export const logistic = (x: number) => 1 / (1 + Math.exp(-x));
export const softplus = (x: number) => Math.log1p(Math.exp(x));
export const gelu = (x: number) => (x * (1 + erf(x / Math.SQRT2))) / 2;
