/** Cases of the ops of std/norm, in the notation of `read-case.ts`. */
import { atSpreads } from './op-lines.ts';

export const normCases: readonly string[] = [
  ...atSpreads('batch_norm', 'C=5 Var~0.1..2'),
  ...atSpreads('batch_norm_nchw', 'N=2 C=3 Var~0.1..2'),
  'batch_norm: S=[2,3] C=4 eps=0.001 Var~0.1..2',
  ...atSpreads('layer_norm standardize rms_norm l2_normalize', 'C=7'),
  'layer_norm: S=[2] C=3 eps=0.01',
  'instance_norm: N=2 H=3 W=5 C=3',
  'instance_norm_nchw: N=2 H=3 W=5 C=3',
  'group_norm: N=2 H=3 W=3 G=2 D=3',
  'group_norm: N=1 H=2 W=3 G=1 D=5',
  'group_norm_nchw: N=2 H=3 W=3 G=2 D=3',
  ...atSpreads('lrn', 'C=8'),
  'lrn: S=[2,2] C=7 size=4 alpha=0.1 beta=0.5 offset=2',
  ...atSpreads('lrn_nchw', 'N=2 C=6'),
  'lrn_nchw: N=1 C=7 S=[3] size=4 alpha=0.2',
];
