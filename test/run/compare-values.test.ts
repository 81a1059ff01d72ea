import { describe, expect, it } from 'vitest';
import { compareValues, isClose } from '../../server/src/run/compare-values.ts';

function difference(a: readonly number[], b: readonly number[] | undefined) {
  const tensor = (data: readonly number[]) => ({ shape: [data.length], element: 'f32', data: new Float64Array(data) });
  const [found] = compareValues(new Map([['Y', tensor(a)]]), new Map(b ? [['Y', tensor(b)]] : []));
  if (!found) throw new Error('nothing was compared');
  return { ...found, close: isClose(found) };
}

describe('two results', () => {
  it('are apart by their largest difference', () => {
    expect(difference([1, -20, 3], [1, -20.5, 3.25])).toEqual({
      tensor: 'Y',
      elements: 3,
      largest: 0.5,
      scale: 20,
      close: false,
    });
  });

  it('are close where the order of additions can be the cause', () => {
    expect(difference([1e6], [1e6 + 1e-4])).toMatchObject({ close: true });
    expect(difference([1], [1 + 1e-4])).toMatchObject({ close: false });
  });

  it('do not differ in equal infinities, nor where neither is a number', () => {
    const inf = Number.POSITIVE_INFINITY;
    expect(difference([inf, -inf, Number.NaN, 0], [inf, -inf, Number.NaN, -0])).toMatchObject({
      largest: 0,
      close: true,
    });
  });

  it('differ without end where one is no number, infinite or missing', () => {
    expect(difference([1], [Number.NaN])).toMatchObject({ largest: Number.POSITIVE_INFINITY, close: false });
    expect(difference([1], [Number.POSITIVE_INFINITY])).toMatchObject({ close: false });
    expect(difference([1], undefined)).toMatchObject({ close: false });
  });
});
