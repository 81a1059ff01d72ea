/**
 * Prints sets and relations in isl's notation; isl and `readUnion` read the same points back.
 *
 *     [N] -> { S[i] -> A[2i] : 0 <= i < N }
 *
 * Pieces that print the same tuples stand together with `or` between their conditions.
 */
import type { PMap } from '../map.ts';
import { inCount, type Space, type Tuple } from '../space.ts';
import type { UnionMap } from '../union-map.ts';
import { printPiece } from './print-piece.ts';

/** The text of a union. */
export function printUnion({ params, maps }: UnionMap): string {
  return braces(params, maps.flatMap(entries));
}

/** The text of one map or set. */
export function printMap(map: PMap): string {
  return braces(map.space.params, entries(map));
}

function braces(params: readonly string[], texts: readonly string[]): string {
  const prefix = params.length === 0 ? '' : `[${params.join(', ')}] -> `;
  return texts.length === 0 ? `${prefix}{ }` : `${prefix}{ ${texts.join('; ')} }`;
}

function entries(map: PMap): string[] {
  const conditions = new Map<string, string[]>();
  for (const piece of map.pieces) {
    const { positions, condition } = printPiece(piece);
    const tuples = printSpace(map.space, positions);
    conditions.set(tuples, [...(conditions.get(tuples) ?? []), condition]);
  }
  return [...conditions].map(([tuples, all]) => {
    if (all.includes('')) return tuples;
    const bracketed = all.length > 1 ? all.map((text) => (text.includes(' and ') ? `(${text})` : text)) : all;
    return `${tuples} : ${bracketed.join(' or ')}`;
  });
}

function printSpace(space: Space, positions: readonly string[]): string {
  if (space.in === null) return printTuple(space.out, positions);
  const count = inCount(space);
  return `${printTuple(space.in, positions.slice(0, count))} -> ${printTuple(space.out, positions.slice(count))}`;
}

function printTuple({ name, nested }: Tuple, positions: readonly string[]): string {
  if (nested === null) return `${name ?? ''}[${positions.join(', ')}]`;
  const count = nested.in.dims.length;
  const first = printTuple(nested.in, positions.slice(0, count));
  return `${name ?? ''}[${first} -> ${printTuple(nested.out, positions.slice(count))}]`;
}
