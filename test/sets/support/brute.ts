/**
 * The meaning of sets by brute force: constraints are evaluated point by point. Shares nothing with `server/src/sets`
 * but the representation. Numbers here are small, so plain arithmetic is exact.
 */
import { type BasicMap, type Div, isMarkedEmpty, type Row } from '../../../server/src/sets/basic-map.ts';
import type { PMap } from '../../../server/src/sets/map.ts';
import { divOffset, inCount, outCount } from '../../../server/src/sets/space.ts';

/** Divs without a definition are searched in −WIDEST … WIDEST. */
const WIDEST = 10_000;

function dot(row: Row, values: readonly (number | null)[]): number {
  let sum = 0;
  for (let column = 0; column < row.length; column++) {
    if (row[column] !== 0) sum += Number(row[column]) * (values[column] as number);
  }
  return sum;
}

/** Whether the basic map holds the point `[params…, in…, out…]`. */
export function basicContains(map: BasicMap, point: readonly number[]): boolean {
  if (isMarkedEmpty(map)) return false;
  const values: (number | null)[] = [1, ...point, ...map.divs.map(() => null)];
  const first = divOffset(map.space);
  map.divs.forEach((div, index) => {
    if (div && known(div.numerator, values)) {
      values[first + index] = Math.floor(dot(div.numerator, values) / Number(div.denominator));
    }
  });
  const rows = [...map.equalities, ...map.equalities.map((row) => row.map((value) => -Number(value)))];
  rows.push(...map.inequalities);
  map.divs.forEach((div, index) => {
    if (div && values[first + index] === null) rows.push(...definition(div, first + index));
  });
  return search(rows, values);
}

/** 0 <= numerator − denominator·e <= denominator − 1 */
function definition(div: Div, column: number): Row[] {
  const lower = div.numerator.map(Number);
  lower[column] = (lower[column] as number) - Number(div.denominator);
  const upper = lower.map((value) => -value);
  upper[0] = (upper[0] as number) + Number(div.denominator) - 1;
  return [lower, upper];
}

function known(row: Row, values: readonly (number | null)[]): boolean {
  return row.every((value, column) => value === 0 || values[column] !== null);
}

/** Whether the unknown (null) values can be chosen such that every row is >= 0: propagates intervals and then tries. */
function search(rows: readonly Row[], values: readonly (number | null)[]): boolean {
  const low = values.map((value) => value ?? -WIDEST);
  const high = values.map((value) => value ?? WIDEST);
  if (!propagate(rows, low, high)) return false;
  let best = -1;
  for (let column = 0; column < values.length; column++) {
    const width = (high[column] as number) - (low[column] as number);
    if (width === 0) continue;
    if (best < 0 || width < (high[best] as number) - (low[best] as number)) best = column;
  }
  if (best < 0) return rows.every((row) => dot(row, low) >= 0);
  const next = low.map((value, column) => (value === high[column] ? value : null));
  for (let value = low[best] as number; value <= (high[best] as number); value++) {
    next[best] = value;
    if (search(rows, next)) return true;
  }
  return false;
}

function propagate(rows: readonly Row[], low: number[], high: number[]): boolean {
  for (let changed = true, rounds = 0; changed && rounds < 50; rounds++) {
    changed = false;
    for (const row of rows) {
      let most = 0;
      row.forEach((value, column) => {
        const factor = Number(value);
        most += factor * ((factor > 0 ? high[column] : low[column]) as number);
      });
      if (most < 0) return false;
      for (let column = 1; column < row.length; column++) {
        const factor = Number(row[column]);
        if (factor === 0 || low[column] === high[column]) continue;
        const slack = most - factor * ((factor > 0 ? high[column] : low[column]) as number);
        if (factor > 0) {
          const bound = Math.ceil(-slack / factor);
          if (bound > (low[column] as number)) {
            low[column] = bound;
            changed = true;
          }
        } else {
          const bound = Math.floor(slack / -factor);
          if (bound < (high[column] as number)) {
            high[column] = bound;
            changed = true;
          }
        }
        if ((low[column] as number) > (high[column] as number)) return false;
        most = slack + factor * ((factor > 0 ? high[column] : low[column]) as number);
      }
    }
  }
  return true;
}

/** Whether a piece holds the point `[params…, in…, out…]`. */
export function contains(map: PMap, point: readonly number[]): boolean {
  return map.pieces.some((piece) => basicContains(piece, point));
}

/** Every point with `count` coordinates in −radius … radius. */
export function* box(count: number, radius: number): Generator<number[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (const rest of box(count - 1, radius)) {
    for (let value = -radius; value <= radius; value++) yield [...rest, value];
  }
}

/** The points `[in…, out…]` of a map at these parameters with coordinates in −radius … radius, as sorted texts. */
export function points(map: PMap, params: readonly number[], radius: number): string[] {
  const found: string[] = [];
  for (const point of box(inCount(map.space) + outCount(map.space), radius)) {
    if (contains(map, [...params, ...point])) found.push(point.join(','));
  }
  return found.sort();
}

/** In how many pieces the point lies. */
export function multiplicity(map: PMap, point: readonly number[]): number {
  return map.pieces.filter((piece) => basicContains(piece, point)).length;
}
