/** What the calculator's expressions stand for, and how it is shown. */

import { printPiecewise } from '../count/print-quasi-polynomial.ts';
import type { PiecewiseQuasiPolynomial } from '../count/quasi-polynomial.ts';
import { isEmptyBasic } from '../emptiness.ts';
import type { Int } from '../integer.ts';
import { mapOf } from '../map.ts';
import { printUnion } from '../notation/print.ts';
import { withoutRedundancy } from '../operations/coalesce.ts';
import { simplifiedMap } from '../simplify.ts';
import { type UnionMap, unionOf } from '../union-map.ts';

export type Value =
  | { readonly kind: 'sets'; readonly union: UnionMap }
  /** Numbers of points: one function of parameters, or of parameters and the elements of one tuple each. */
  | {
      readonly kind: 'counts';
      readonly counts: readonly PiecewiseQuasiPolynomial[];
      readonly params: readonly string[];
    }
  | { readonly kind: 'integer'; readonly value: Int }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly elements: readonly Value[] };

/** What is in a union; an empty one may count as either. */
export type Content = 'sets' | 'relations' | 'nothing';

export function contentOf({ maps }: UnionMap): Content {
  const [first] = maps;
  if (first === undefined) return 'nothing';
  return first.space.in === null ? 'sets' : 'relations';
}

/** What to call a value in a message. */
export function describeValue(value: Value): string {
  if (value.kind !== 'sets') {
    return {
      counts: 'a number of points',
      integer: 'an integer',
      boolean: 'a boolean',
      text: 'a text',
      list: 'a list',
    }[value.kind];
  }
  return { sets: 'a set', relations: 'a relation', nothing: 'an empty set' }[contentOf(value.union)];
}

/** The value in isl's notation, on one line. */
export function printValue(value: Value): string {
  switch (value.kind) {
    case 'sets':
      return printUnion(tidy(value.union));
    case 'counts':
      return printCounts(value.counts, value.params);
    case 'integer':
    case 'boolean':
      return `${value.value}`;
    case 'text':
      return value.text;
    case 'list':
      return `[${value.elements.map(printValue).join(', ')}]`;
  }
}

/** The same points, without constraints that others imply and without pieces that have no points. */
function tidy({ params, maps }: UnionMap): UnionMap {
  const shown = maps.map(({ space, pieces, disjoint }) =>
    mapOf(
      space,
      pieces
        .filter((piece) => !isEmptyBasic(piece))
        .map(simplifiedMap)
        .map(withoutRedundancy),
      disjoint,
    ),
  );
  return unionOf(shown, params);
}

function printCounts(counts: readonly PiecewiseQuasiPolynomial[], params: readonly string[]): string {
  const texts = counts.map(printPiecewise).filter((text) => !text.endsWith('{ 0 }'));
  const prefix = params.length === 0 ? '' : `[${params.join(', ')}] -> `;
  if (texts.length === 0) return `${prefix}{ 0 }`;
  // each stands in braces behind the same parameters
  return `${prefix}{ ${texts.map((text) => text.slice(prefix.length + 2, -2)).join('; ')} }`;
}
