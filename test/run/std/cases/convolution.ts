/** Cases of the ops of std/conv, in the notation of `read-case.ts`. */
import { ofOps } from './op-lines.ts';

export const convolutionCases: readonly string[] = [
  ...ofOps({ conv1d: 'C=3 K=2', grouped_conv1d: 'G=2 C=2 K=3', depthwise_conv1d: 'C=3' }, [
    'N=2 L=9 R=3',
    'N=1 L=10 R=4 stride=2 pad=1',
    'N=1 L=11 R=3 stride=3 pad=2 dil=2',
  ]),
  'conv1d_ncw: N=2 W=9 R=3 C=3 K=2',
  'conv1d_ncw: N=1 W=11 R=3 C=3 K=2 stride=3 pad=2 dil=2',
  'causal_conv1d: N=2 L=9 R=3 C=3 K=2',
  'causal_conv1d: N=1 L=9 R=2 C=3 K=2 dil=4',
  'causal_conv1d: N=1 L=3 R=2 C=1 K=2 dil=8',
  'causal_depthwise_conv1d: N=2 L=9 R=4 C=3',
  'causal_depthwise_conv1d: N=1 L=7 R=2 C=3 dil=3',
  ...ofOps(
    {
      conv2d: 'C=3 K=4',
      conv2d_nchw: 'C=3 K=4',
      grouped_conv2d: 'G=3 C=2 K=2',
      grouped_conv2d_nchw: 'G=3 C=2 K=2',
      depthwise_conv2d: 'C=3',
      depthwise_conv2d_nchw: 'C=3',
      depthwise_multiplier_conv2d: 'C=3 M=2',
    },
    [
      'N=2 H=5 W=6 R=3 S=3',
      'N=1 H=7 W=8 R=3 S=3 stride=2 pad=1',
      'N=1 H=8 W=9 R=2 S=3 stride=3 pad=2 dil=2',
      'N=1 H=4 W=3 R=1 S=1',
    ],
  ),
  ...ofOps('conv2d_general conv2d_nchw_general', [
    'N=2 H=5 W=6 R=3 S=2 C=3 K=2',
    'N=1 H=7 W=9 R=1 S=5 C=2 K=3 stride_h=2 stride_w=3 dil_w=2 left=3 right=1',
    'N=1 H=6 W=7 R=3 S=2 C=2 K=3 stride_h=2 dil_h=2 top=1 bottom=2 right=1',
  ]),
  ...ofOps('conv3d conv3d_ncdhw', [
    'N=1 D=4 H=5 W=4 A=2 R=3 S=2 C=2 K=3',
    'N=1 D=5 H=6 W=5 A=3 R=2 S=3 C=2 K=2 stride=2 pad=1',
    'N=1 D=5 H=4 W=5 A=2 R=2 S=2 C=1 K=2 pad=1 dil=2',
  ]),
  ...ofOps('conv_transpose1d conv_transpose1d_ncw', [
    'P=5 N=2 R=3 C=3 K=2',
    'P=4 N=1 R=4 C=2 K=3 stride=2 pad=1',
    'P=4 N=1 R=3 C=2 K=3 stride=2 pad=1 extra=1',
    'P=3 N=1 R=2 C=2 K=3 stride=3',
    'P=4 N=1 R=7 C=1 K=1 stride=3 pad=2 extra=2',
  ]),
  ...ofOps(
    {
      conv_transpose2d: 'C=2 K=3',
      conv_transpose2d_nchw: 'C=2 K=3',
      conv_transpose2d_dilated: 'C=2 K=3',
      grouped_conv_transpose2d: 'G=2 C=2 K=3',
      depthwise_conv_transpose2d: 'C=3',
    },
    [
      'N=2 P=3 Q=4 R=3 S=3',
      'N=1 P=3 Q=2 R=4 S=4 stride=2 pad=1',
      'N=1 P=3 Q=4 R=3 S=2 stride=2 pad=1 extra=1',
      'N=1 P=2 Q=3 R=2 S=5 stride=3 extra=2',
      'N=1 P=3 Q=2 R=4 S=5 stride=3 pad=1',
    ],
  ),
  'conv_transpose2d_dilated: N=1 P=3 Q=4 R=3 S=2 C=2 K=2 stride=2 pad=1 dil=2 extra=1',
  'conv_transpose2d_dilated: N=1 P=4 Q=3 R=2 S=3 C=1 K=2 stride=3 pad=2 dil=3',
];
