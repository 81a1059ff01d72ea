import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { PMap } from '../../../server/src/sets/map.ts';
import { printMap } from '../../../server/src/sets/notation/print.ts';
import { readUnion } from '../../../server/src/sets/notation/read.ts';
import { IslReferee, islRequirement } from '../../oracle/isl/referee.ts';
import { runs } from '../../support/runs.ts';
import { skipUnless } from '../../support/skip.ts';
import { contains, points } from '../support/brute.ts';
import { anyMap, anySet, parameterValues, RADIUS } from '../support/random.ts';

describe('what is printed', () => {
  it('is read back with the same points', () => {
    fc.assert(
      fc.property(fc.oneof(anyMap, anySet), (map) => {
        const read = readUnion(printMap(map));
        if (!read.ok) throw new Error(`${printMap(map)}: ${read.problem.message}`);
        const [again] = read.value.maps;
        for (const params of parameterValues(map)) {
          const expected = points(map, params, RADIUS);
          expect(again === undefined ? [] : points(again, params, RADIUS)).toEqual(expected);
        }
      }),
      { numRuns: runs(150) },
    );
  });
});

describe('isl', () => {
  const referee = islRequirement.met ? new IslReferee() : undefined;
  afterAll(() => referee?.close());

  it('reads what is printed as the same set', async (context) => {
    skipUnless(context, islRequirement);
    const isl = referee as IslReferee;
    const property = fc.asyncProperty(fc.oneof(anyMap, anySet), async (map) => {
      const points = pointwise(map);
      // isl takes seconds to unite thousands of points
      if (points.length > 3000) return;
      const kind = map.space.in === null ? 'equal-sets' : 'equal';
      expect(await isl.same(kind, printMap(map), points), `${printMap(map)} and ${points}`).toBe(true);
    });
    await fc.assert(property, { numRuns: runs(100) });
    expect(isl.comparisons).toBeGreaterThan(0);
    console.log(`${isl.comparisons} printed sets compared with isl`);
  });
});

/** The points of a map one by one, in isl's notation: nothing of the printer is in it but tuples. */
function pointwise(map: PMap): string {
  const { space } = map;
  const inputs = space.in?.dims.length ?? 0;
  const entries: string[] = [];
  for (const params of parameterValues(map)) {
    const condition = params.length === 0 ? '' : ` : N = ${params[0]}`;
    for (const point of points(map, params, RADIUS)) {
      const coordinates = point === '' ? [] : point.split(',');
      if (!contains(map, [...params, ...coordinates.map(Number)])) throw new Error('no point of the map');
      const output = `${space.out.name}[${coordinates.slice(inputs).join(', ')}]`;
      const input = space.in === null ? '' : `${space.in.name}[${coordinates.slice(0, inputs).join(', ')}] -> `;
      entries.push(`${input}${output}${condition}`);
    }
  }
  return `${space.params.length > 0 ? '[N] -> ' : ''}{ ${entries.join('; ')} }`;
}
