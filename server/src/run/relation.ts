/** Comparisons of numbers. */
import type { Relation } from '../syntax/ast.ts';

const RELATIONS: Readonly<Record<Relation, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<=': (a, b) => a <= b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '>': (a, b) => a > b,
};

/** @returns the comparison. */
export function compare(relation: Relation): (a: number, b: number) => boolean {
  return RELATIONS[relation];
}
