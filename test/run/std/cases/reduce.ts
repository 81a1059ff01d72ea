/** Cases of the ops of std/reduce, in the notation of `read-case.ts`. */
import { atSpreads } from './op-lines.ts';

export const reduceCases: readonly string[] = [
  ...atSpreads(
    'sum_last mean_last max_last min_last prod_last any_last sum_squares_last variance_last log_sum_exp_last',
    'C=6',
  ),
  'sum_last: S=[] C=4',
  'max_last: S=[2] C=1',
  ...atSpreads('sum_first mean_first max_first min_first', 'N=4'),
  ...atSpreads('sum_second mean_second max_second min_second', 'N=2 C=5'),
  ...atSpreads('cumulative_sum cumulative_sum_first', 'L=6'),
  'cumulative_sum: S=[] L=1',
  'linear_scan: N=2 L=6 C=3',
];
