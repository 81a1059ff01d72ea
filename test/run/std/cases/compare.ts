/** Cases of the ops of std/compare, in the notation of `read-case.ts`. */
import { atSpreads } from './op-lines.ts';

export const compareCases: readonly string[] = [
  ...atSpreads('choose sign'),
  ...atSpreads('equal less greater', 'X#-2..2 Z#-2..2'),
  ...atSpreads('sign', 'X#-1..2'),
  ...atSpreads('thresholded_relu', 'threshold=0.5'),
  'thresholded_relu: S=[9]',
  ...atSpreads('argmax_last', 'C=6'),
  ...atSpreads('argmax_last', 'C=6 X#0..3'),
  ...atSpreads('one_hot', 'V=4 Ids#0..4'),
];
