/** References of std/reduce. */

import { alongFirst, alongLast, alongSecond, bottom, top } from './along.ts';
import { rows } from './apply.ts';
import { meanOf, type Reference, sum, total } from './reference.ts';
import { add, asFirst, dim, get, make, view, zeros } from './tensor.ts';

export const reductions: Readonly<Record<string, Reference>> = {
  sum_last: alongLast(total),
  mean_last: alongLast(meanOf),
  max_last: alongLast(top),
  min_last: alongLast(bottom),
  prod_last: alongLast((v) => v.reduce((a, b) => a * b)),
  any_last: alongLast((v) => (v.includes(1) ? 1 : 0)),
  sum_squares_last: alongLast((v) => v.reduce((a, b) => a + b ** 2, 0)),
  variance_last: alongLast((v) => meanOf(v.map((x) => x * x)) - meanOf(v) ** 2),
  log_sum_exp_last: alongLast((v) => Math.log(v.reduce((a, b) => a + Math.exp(b), 0))),
  sum_first: alongFirst(total),
  mean_first: alongFirst(meanOf),
  max_first: alongFirst(top),
  min_first: alongFirst(bottom),
  sum_second: alongSecond(total),
  mean_second: alongSecond(meanOf),
  max_second: alongSecond(top),
  min_second: alongSecond(bottom),
  cumulative_sum: rows((row) => row.map((_, i) => total(row.slice(0, i + 1)))),
  cumulative_sum_first: ([x]) => {
    const t = asFirst(x);
    return [
      view(
        make(t.shape, (l, s) => sum(l + 1, (i) => get(t, i, s))),
        x.shape,
      ),
    ];
  },
  linear_scan: ([x, a]) => {
    const t = x;
    const y = zeros(t.shape);
    for (let n = 0; n < dim(t, 0); n++)
      for (let c = 0; c < dim(t, 2); c++) {
        let h = 0;
        for (let l = 0; l < dim(t, 1); l++) {
          h = get(a, n, l, c) * h + get(t, n, l, c);
          add(y, h, n, l, c);
        }
      }
    return [y];
  },
};
