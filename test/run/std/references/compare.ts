/** References of std/compare. */
import { alongLast, top } from './along.ts';

import { binary, ternary, unary } from './apply.ts';
import type { Reference } from './reference.ts';
import { add, view, zeros } from './tensor.ts';

export const compares: Readonly<Record<string, Reference>> = {
  choose: ternary((m, x, z) => (m ? x : z)),
  equal: binary((x, z) => (x === z ? 1 : 0)),
  less: binary((x, z) => (x < z ? 1 : 0)),
  greater: binary((x, z) => (x > z ? 1 : 0)),
  sign: unary(Math.sign),
  thresholded_relu: unary((x, { threshold }) => (x > threshold ? x : 0)),
  argmax_last: alongLast((v) => v.indexOf(top(v))),
  one_hot: ([ids], c) => {
    const y = zeros([ids.data.length, c.V]);
    for (const [r, id] of ids.data.entries()) add(y, 1, r, id);
    return [view(y, [...ids.shape, c.V])];
  },
};
