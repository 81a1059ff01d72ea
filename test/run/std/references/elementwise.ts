/** References of std/elementwise. */

import { binary, perBatch, perLast, perRow, perSecond, unary } from './apply.ts';
import { erf } from './function.ts';
import type { Reference } from './reference.ts';
import { asSecond, get, make, view } from './tensor.ts';

export const elementwise: Readonly<Record<string, Reference>> = {
  identity: unary((x) => x),
  negate: unary((x) => -x),
  abs: unary(Math.abs),
  reciprocal: unary((x) => 1 / x),
  square: unary((x) => x ** 2),
  sqrt: unary(Math.sqrt),
  rsqrt: unary((x) => x ** -0.5),
  exp: unary(Math.exp),
  log: unary(Math.log),
  sin: unary(Math.sin),
  cos: unary(Math.cos),
  erf: unary(erf),
  floor: unary(Math.floor),
  ceil: unary(Math.ceil),
  shift: unary((x, { amount }) => x + amount),
  scale: unary((x, { factor }) => x * factor),
  power: unary((x, { exponent }) => x ** exponent),
  clamp: unary((x, { low, high }) => (x < low ? low : x > high ? high : x)),
  add: binary((x, z) => x + z),
  sub: binary((x, z) => x - z),
  mul: binary((x, z) => x * z),
  div: binary((x, z) => x / z),
  pow: binary((x, z) => x ** z),
  maximum: binary((x, z) => (x > z ? x : z)),
  minimum: binary((x, z) => (x < z ? x : z)),
  bias: perLast((x, b) => x + b),
  scale_last: perLast((x, g) => x * g),
  scale_bias: perLast((x, g, b) => x * g + b),
  scale_channels: ([x, g]) => [make(x.shape, (n, h, w, c) => get(x, n, h, w, c) * get(g, n, c))],
  bias_nchw: perSecond((x, b) => x + b),
  scale_nchw: perSecond((x, g) => x * g),
  scale_bias_nchw: perSecond((x, g, b) => x * g + b),
  scale_channels_nchw: ([x, g]) => {
    const t = asSecond(x);
    return [
      view(
        make(t.shape, (n, c, s) => get(t, n, c, s) * get(g, n, c)),
        x.shape,
      ),
    ];
  },
  add_rows: perRow((x, r) => x + r),
  sub_rows: perRow((x, r) => x - r),
  mul_rows: perRow((x, r) => x * r),
  div_rows: perRow((x, r) => x / r),
  add_batch: perBatch((x, z) => x + z),
  mul_batch: perBatch((x, z) => x * z),
  to_f32: unary((x) => x),
  to_f16: unary((x) => x),
  to_bf16: unary((x) => x),
  to_f8e4m3: unary((x) => x),
  to_i32: unary((x) => x),
  quantize: unary((x, { step, zero }) => {
    const q = Math.round(x / step) + zero;
    return q > 127 ? 127 : q < -128 ? -128 : q;
  }),
  dequantize: unary((x, { step, zero }) => (x - zero) * step),
  dequantize_last: perLast((x, step) => x * step),
};
