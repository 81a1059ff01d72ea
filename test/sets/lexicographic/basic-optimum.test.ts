import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BasicMap } from '../../../server/src/sets/basic-map.ts';
import { basicMap } from '../../../server/src/sets/basic-map.ts';
import { type Direction, optimumOfBasic } from '../../../server/src/sets/lexicographic/basic-optimum.ts';
import { inCount, outCount } from '../../../server/src/sets/space.ts';
import { runs } from '../../support/runs.ts';
import { basicContains, box, contains, multiplicity } from '../support/brute.ts';
import { basicMapIn, mapSpaceOf, parameterValues, RADIUS, setSpaceOf, show } from '../support/random.ts';

const directions: readonly Direction[] = ['smallest', 'largest'];

/** The optimum by brute force: for each parameters and input, the first point in lexicographic order. */
function bruteOptimum(map: BasicMap, direction: Direction): Set<string> {
  const found = new Set<string>();
  for (const params of parameterValues(map)) {
    for (const input of box(inCount(map.space), RADIUS)) {
      const images = [...box(outCount(map.space), RADIUS)].sort((a, b) => {
        const at = a.findIndex((value, index) => value !== b[index]);
        return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
      });
      if (direction === 'largest') images.reverse();
      const first = images.find((image) => basicContains(map, [...params, ...input, ...image]));
      if (first) found.add([...params, ...input, ...first].join());
    }
  }
  return found;
}

function check(map: BasicMap, direction: Direction): void {
  const result = optimumOfBasic(map, direction);
  if (result === 'unbounded') throw new Error('unbounded');
  const expected = bruteOptimum(map, direction);
  for (const params of parameterValues(map)) {
    for (const rest of box(inCount(map.space) + outCount(map.space), RADIUS)) {
      const point = [...params, ...rest];
      const times = multiplicity(result, point);
      expect([point.join(), times, contains(result, point)]).toEqual([
        point.join(),
        expected.has(point.join()) ? 1 : 0,
        expected.has(point.join()),
      ]);
    }
  }
}

const anyBasicMap = fc
  .tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 }), fc.integer({ min: 1, max: 2 }))
  .chain(([params, input, output]) => basicMapIn(mapSpaceOf(params, input, output)));

const anyBasicSet = fc
  .tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 3 }))
  .chain(([params, dims]) => basicMapIn(setSpaceOf(params, dims)));

describe('the optimum of a basic map', () => {
  it.each(directions)('is the %s image by brute force', (direction) => {
    fc.assert(
      fc.property(anyBasicMap, (map) => check(map, direction)),
      { numRuns: runs(150) },
    );
  });

  it.each(directions)('is the %s point of a set by brute force', (direction) => {
    fc.assert(
      fc.property(anyBasicSet, (set) => check(set, direction)),
      { numRuns: runs(150) },
    );
  });

  it('says that there is no smallest where the images go on for ever', () => {
    const space = mapSpaceOf(0, 1, 1);
    const map = basicMap(space, [], [], [[0, 1, -1]]);
    expect(optimumOfBasic(map, 'smallest')).toBe('unbounded');
    const largest = optimumOfBasic(map, 'largest');
    expect(largest === 'unbounded' ? largest : largest.pieces.length, show(map)).toBe(1);
  });

  it('rounds a quotient of an input with a div', () => {
    const map = basicMap(mapSpaceOf(0, 1, 1), [], [], [[0, -1, 3]]);
    const result = optimumOfBasic(map, 'smallest');
    if (result === 'unbounded') throw new Error('unbounded');
    for (let input = -9; input <= 9; input++) {
      for (let image = -9; image <= 9; image++) {
        expect([input, image, contains(result, [input, image])]).toEqual([
          input,
          image,
          image === Math.ceil(input / 3),
        ]);
      }
    }
  });
});
