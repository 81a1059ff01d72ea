/**
 * Random bounded maps and sets for property tests: small coefficients, strides, defined divs, existential variables,
 * unions, one parameter at most. Every point of them has coordinates in −RADIUS … RADIUS (parameters too, so that a
 * test can go through the values of parameters).
 */
import fc from 'fast-check';
import { type BasicMap, basicMap, type Div, type Row, zeroRow } from '../../../server/src/sets/basic-map.ts';
import type { Int } from '../../../server/src/sets/integer.ts';
import { mapOf, type PMap } from '../../../server/src/sets/map.ts';
import { divOffset, mapSpace, type Space, setSpace, tuple } from '../../../server/src/sets/space.ts';

/** Largest magnitude of a coordinate of a random map. */
export const RADIUS = 3;

/** Bounds of the existential variables without definition. */
const DIV_RADIUS = 6;

const PARAMS: readonly string[] = ['N'];

export function setSpaceOf(params: number, dims: number, name = 'S'): Space {
  return setSpace(PARAMS.slice(0, params), tuple(name, dims));
}

export function mapSpaceOf(params: number, input: number, output: number, from = 'S', to = 'T'): Space {
  return mapSpace(PARAMS.slice(0, params), tuple(from, input), tuple(to, output));
}

/** Sparse small coefficients: 0, ±1 mostly, at times up to ±3. */
const coefficient = fc.oneof(
  { arbitrary: fc.constant(0), weight: 4 },
  { arbitrary: fc.constantFrom(1, -1), weight: 4 },
  { arbitrary: fc.integer({ min: -3, max: 3 }), weight: 2 },
);

const constant = fc.integer({ min: -4, max: 4 });

function row(columns: number, used: number): fc.Arbitrary<Row> {
  return fc
    .tuple(constant, fc.array(coefficient, { minLength: used - 1, maxLength: used - 1 }))
    .map(([first, rest]) => [first, ...rest, ...zeroRow(columns - used)]);
}

function div(columns: number, used: number): fc.Arbitrary<Div | null> {
  const defined = fc
    .tuple(row(columns, used), fc.integer({ min: 2, max: 4 }))
    .map(([numerator, denominator]): Div => ({ numerator, denominator }));
  return fc.oneof({ arbitrary: defined, weight: 3 }, { arbitrary: fc.constant(null), weight: 2 });
}

/** −radius <= column <= radius */
function bounds(columns: number, column: number, radius: number): Row[] {
  return [1, -1].map((factor) => {
    const bound: Int[] = zeroRow(columns);
    bound[0] = radius;
    bound[column] = factor;
    return bound;
  });
}

/** A basic map of this space with at most `divs` divs. */
export function basicMapIn(space: Space, divs = 2): fc.Arbitrary<BasicMap> {
  const visible = divOffset(space);
  return fc.integer({ min: 0, max: divs }).chain((count) => {
    const columns = visible + count;
    return fc
      .tuple(
        fc.tuple(...Array.from({ length: count }, (_, index) => div(columns, visible + index))),
        fc.array(row(columns, columns), { maxLength: 1 + (count > 0 ? 1 : 0) }),
        fc.array(row(columns, columns), { maxLength: 3 }),
      )
      .map(([defined, equalities, inequalities]) => {
        const rows = [...inequalities];
        for (let column = 1; column < visible; column++) rows.push(...bounds(columns, column, RADIUS));
        defined.forEach((definition, index) => {
          if (definition === null) rows.push(...bounds(columns, visible + index, DIV_RADIUS));
        });
        return basicMap(space, defined, equalities, rows);
      });
  });
}

/** A union of at most `pieces` basic maps of this space. */
export function mapIn(space: Space, { pieces = 3, divs = 2 } = {}): fc.Arbitrary<PMap> {
  return fc.array(basicMapIn(space, divs), { maxLength: pieces }).map((list) => mapOf(space, list));
}

/** Small sizes of a set's space: parameters and dimensions. */
export const setSizes = fc.record({ params: fc.integer({ min: 0, max: 1 }), dims: fc.integer({ min: 0, max: 3 }) });

/** A random set in a random space. */
export const anySet: fc.Arbitrary<PMap> = setSizes.chain(({ params, dims }) => mapIn(setSpaceOf(params, dims)));

/** Two random sets in the same random space. */
export const twoSets: fc.Arbitrary<[PMap, PMap]> = setSizes.chain(({ params, dims }) => {
  const space = setSpaceOf(params, dims);
  return fc.tuple(mapIn(space), mapIn(space));
});

/** A random map `S -> T` in a random space of at most 3 dimensions together. */
export const anyMap: fc.Arbitrary<PMap> = fc
  .tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 1 }))
  .chain(([params, input, output]) => mapIn(mapSpaceOf(params, input, output)));

/** Values of the parameters of a random map: all of them, since no point has others. */
export function* parameterValues(map: { readonly space: Space }): Generator<number[]> {
  if (map.space.params.length === 0) yield [];
  else for (let value = -RADIUS; value <= RADIUS; value++) yield [value];
}

/** A map as a short text for the message of a failure. */
export function show(map: PMap | BasicMap): string {
  return JSON.stringify(map, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
