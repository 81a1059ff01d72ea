/** Cases of the ops of std/pool, in the notation of `read-case.ts`. */
import { ofOps } from './op-lines.ts';

export const poolCases: readonly string[] = [
  ...ofOps('maxpool1d avgpool1d', ['N=2 L=9 C=3 size=2', 'N=1 L=10 C=2 size=3 stride=2 pad=1']),
  ...ofOps('maxpool2d maxpool2d_nchw avgpool2d avgpool2d_nchw avgpool2d_inside avgpool2d_inside_nchw', [
    'N=2 H=5 W=6 C=3 size=2 stride=2',
    'N=1 H=7 W=8 C=2 size=3 stride=2 pad=1',
    'N=1 H=6 W=5 C=2 size=3 stride=3 pad=2',
  ]),
  'maxpool2d_nchw_general: N=1 C=2 H=7 W=8 size_h=3 size_w=2 stride_h=2 stride_w=2 bottom=1 right=1 left=1',
  'maxpool2d_nchw_general: N=1 C=2 H=6 W=5 size_h=2 size_w=3',
  'maxpool2d_nchw_general: N=1 C=1 H=7 W=5 size_h=3 size_w=2 top=2 stride_h=2',
  ...ofOps('maxpool2d maxpool2d_nchw avgpool2d avgpool2d_nchw avgpool2d_inside avgpool2d_inside_nchw', [
    'N=1 H=4 W=5 C=2 size=2',
  ]),
  'maxpool3d: N=1 D=3 H=4 W=3 C=1 size=2',
  'avgpool3d: N=1 D=3 H=4 W=3 C=1 size=2',
  ...ofOps('maxpool3d avgpool3d', ['N=1 D=4 H=5 W=4 C=2 size=2 stride=2', 'N=1 D=5 H=4 W=6 C=1 size=3 stride=2 pad=1']),
  ...ofOps('global_avgpool global_avgpool_nchw global_maxpool global_maxpool_nchw', ['N=2 H=3 W=5 C=4']),
];
