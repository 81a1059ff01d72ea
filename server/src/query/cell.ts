import type { Attempt, Durability, Input, Key, Query } from './definition.ts';

/** The value of one input for one key. */
export interface InputCell {
  readonly definition: Input<Key, unknown>;
  readonly key: Key;
  value: unknown;
  changedAt: number;
  durability: Durability;
}

/**
 * The memo of one query for one key.
 *
 * It is sound to return `outcome` without running the query when all of these hold:
 * - `computed`: the value is in memory (an evicted one keeps the rest of the memo);
 * - every cell in `dependencies` has `changedAt <= verifiedAt`, once brought up to date itself, in this order;
 * - the query is a pure function of its key and of what it read: no clock, no global state, no mutation of values.
 * `changedAt` is the last revision in which the value differed from the one before. An evicted value that is computed
 * again from unchanged dependencies is equal by purity, so it keeps its `changedAt`.
 */
export interface QueryCell {
  readonly definition: Query<Key, unknown>;
  readonly key: Key;
  computed: boolean;
  outcome: Attempt<unknown> | undefined;
  dependencies: readonly Cell[];
  durability: Durability;
  changedAt: number;
  verifiedAt: number;
}

export type Cell = InputCell | QueryCell;

/** @returns whether the cell belongs to a query. */
export function isQueryCell(cell: Cell): cell is QueryCell {
  return cell.definition.kind === 'query';
}

/**
 * @returns the text under which a key is stored. A NUL sets parts apart and marks numbers; a key that itself contains one
 * is written as JSON behind two of them, which no other key starts with.
 */
export function keyText(key: Key): string {
  if (key.length === 1 && typeof key[0] === 'string' && !key[0].includes('\0')) return key[0];
  if (key.some((part) => typeof part === 'string' && part.includes('\0'))) return `\0\0${JSON.stringify(key)}`;
  return key.map((part) => (typeof part === 'number' ? `\0#${part}` : part)).join('\0');
}
