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

/** @returns the text under which a key is stored; parts are told apart by a NUL, numbers from texts by a mark. */
export function keyText(key: Key): string {
  if (key.length === 1 && typeof key[0] === 'string') return key[0];
  return key.map((part) => (typeof part === 'number' ? `#${part}` : part)).join('\0');
}
