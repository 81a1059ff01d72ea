/** Cases of the ops of std/activation, in the notation of `read-case.ts`. */
import { atSpreads } from './op-lines.ts';

export const activationCases: readonly string[] = [
  ...atSpreads(
    'relu relu6 leaky_relu elu selu sigmoid tanh silu gelu gelu_tanh gelu_quick softplus softsign mish',
    'X~-4..8',
  ),
  ...atSpreads('leaky_relu', 'slope=0.2'),
  ...atSpreads('elu celu', 'alpha=1.5'),
  ...atSpreads('celu'),
  ...atSpreads('hard_sigmoid hard_swish', 'X~-5..5'),
  ...atSpreads('hard_sigmoid', 'slope=0.1666 offset=0.5'),
  ...atSpreads('add_relu gate swiglu geglu'),
  'glu: S=[3,2] D=10',
  'glu: S=[] D=6',
];
