/**
 * The integer set library: what the rest of the server may use. ARCHITECTURE.md has its invariants, docs/sets.md the
 * text notation and the calculator.
 *
 * - Representation: `space.ts`, `basic-map.ts`, `map.ts`, `union-map.ts`, integers in `integer.ts`.
 * - Operations: `operations/` on maps and on unions of maps, `bounds.ts`, `emptiness.ts`, `lexicographic/`, `count/`,
 *   `dataflow/`, `notation/`. They never change their operands. Wrap what a user waits for in `withQuota` (`work.ts`).
 */
export { calculate } from './calculator/calculate.ts';
