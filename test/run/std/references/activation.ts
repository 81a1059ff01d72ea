/** References of std/activation. */

import { binary, perLast, perSecond, unary } from './apply.ts';
import { gelu, logistic, softplus } from './function.ts';
import type { Reference } from './reference.ts';
import { asRows, dim, get, make, view } from './tensor.ts';

export const activation: Readonly<Record<string, Reference>> = {
  relu: unary((x) => (x > 0 ? x : 0)),
  relu6: unary((x) => (x < 0 ? 0 : x > 6 ? 6 : x)),
  leaky_relu: unary((x, { slope }) => (x >= 0 ? x : slope * x)),
  prelu: perLast((x, a) => (x >= 0 ? x : a * x)),
  prelu_nchw: perSecond((x, a) => (x >= 0 ? x : a * x)),
  elu: unary((x, { alpha }) => (x >= 0 ? x : alpha * Math.expm1(x))),
  celu: unary((x, { alpha }) => (x >= 0 ? x : alpha * Math.expm1(x / alpha))),
  selu: unary((x) => 1.0507009873554805 * (x >= 0 ? x : 1.6732632423543772 * Math.expm1(x))),
  sigmoid: unary(logistic),
  tanh: unary(Math.tanh),
  silu: unary((x) => x / (1 + Math.exp(-x))),
  gelu: unary(gelu),
  gelu_tanh: unary((x) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))),
  gelu_quick: unary((x) => x / (1 + Math.exp(-1.702 * x))),
  softplus: unary(softplus),
  softsign: unary((x) => (x >= 0 ? x / (1 + x) : x / (1 - x))),
  mish: unary((x) => x * Math.tanh(softplus(x))),
  hard_sigmoid: unary((x, { slope, offset }) => {
    const y = slope * x + offset;
    return y < 0 ? 0 : y > 1 ? 1 : y;
  }),
  hard_swish: unary((x) => (x <= -3 ? 0 : x >= 3 ? x : (x * (x + 3)) / 6)),
  bias_relu: perLast((x, b) => (x + b > 0 ? x + b : 0)),
  bias_relu_nchw: perSecond((x, b) => (x + b > 0 ? x + b : 0)),
  add_relu: binary((x, z) => (x + z > 0 ? x + z : 0)),
  gate: binary((x, z) => Math.tanh(x) * logistic(z)),
  glu: ([x]) => {
    const t = asRows(x);
    const half = dim(t, 1) / 2;
    const y = make([dim(t, 0), half], (r, c) => get(t, r, c) * logistic(get(t, r, half + c)));
    return [view(y, [...x.shape.slice(0, -1), half])];
  },
  swiglu: binary((x, z) => (x * z) / (1 + Math.exp(-x))),
  geglu: binary((x, z) => gelu(x) * z),
};
