/** The indices that loops narrow, and the tiles in which they do: every combination of tiles is one execution. */
import type { Access, Interval, LoopNode, Program, Statement } from '../polyhedral/program.ts';
import type { Bounded } from './bounded.ts';
import { tileClasses, tileCount, tilesOf } from './tiles.ts';
import { usesIn } from './uses.ts';

/** An index that loops around a step narrow. */
export interface NarrowedIndex {
  readonly index: string;
  readonly interval: Interval;
  /** Tile sizes of the loops over it, outermost first. */
  readonly sizes: readonly bigint[];
}

export type Narrowed =
  | { readonly ok: true; readonly indices: readonly NarrowedIndex[] }
  | { readonly ok: false; readonly reason: string };

/** Tiles of narrowed indices; an index without an entry has its whole range. */
export type Tile = ReadonlyMap<string, Interval>;

export interface WeightedTile {
  readonly tile: Tile;
  /** How many executions it stands for. */
  readonly weight: bigint;
}

/** Tile combinations that are looked at one by one before a bound is given instead. */
export const BUDGET = 4096n;

export const WHOLE: Tile = new Map();

/** @returns the indices that these loops narrow; every statement under a loop must have the same range for it. */
export function narrowedIndices(program: Program, loops: readonly LoopNode[]): Narrowed {
  const found = new Map<string, { interval: Interval; sizes: bigint[] }>();
  for (const loop of loops) {
    if (loop.tensor !== undefined)
      return { ok: false, reason: `the axis \`${loop.tensor}.${loop.index}\` is not analysed yet` };
    const intervals = statementsUnder(program, loop).flatMap((s) => s.domain.get(loop.index) ?? []);
    const [first, ...others] = intervals;
    if (!first) return { ok: false, reason: `nothing under \`for ${loop.index}\` has the index \`${loop.index}\`` };
    if (others.some(({ lower, upper }) => lower !== first.lower || upper !== first.upper)) {
      return { ok: false, reason: `equations of different ranges under \`for ${loop.index}\` are not analysed yet` };
    }
    const entry = found.get(loop.index);
    if (entry) entry.sizes.push(loop.by);
    else found.set(loop.index, { interval: first, sizes: [loop.by] });
  }
  return { ok: true, indices: [...found].map(([index, value]) => ({ index, ...value })) };
}

/** @returns in how many combinations of tiles these indices are narrowed. */
export function combinationsOf(narrowed: readonly NarrowedIndex[]): bigint {
  return narrowed.reduce((n, { interval, sizes }) => n * tileCount(interval.upper - interval.lower, sizes), 1n);
}

/**
 * @returns how often a step under these loops, which narrow these indices, runs. Iterations under which no equation
 * executes are skipped, so the combinations of tiles are a bound unless an equation executes in all of them.
 */
export function executionsOf(
  program: Program,
  loops: readonly LoopNode[],
  narrowed: readonly NarrowedIndex[],
): Bounded {
  return { value: combinationsOf(narrowed), exact: runsInEveryTile(program, loops.at(-1)) };
}

/** @returns whether no iteration of a loop is skipped; without a loop, true. */
export function runsInEveryTile(program: Program, loop: LoopNode | undefined): boolean {
  return loop === undefined || statementsUnder(program, loop).some((s) => s.boxed && isMade(s.write));
}

/** @returns whether an access is made at all; a left side is written though its reduction may be empty: by the identity. */
export function isMade(access: Access): boolean {
  return [...access.domain.values()].every(({ lower, upper }) => lower < upper);
}

function statementsUnder(program: Program, loop: LoopNode): Statement[] {
  return usesIn(loop.body, []).flatMap(({ node }) => node.statements.map((s) => program.statements[s] as Statement));
}

/**
 * @returns every combination of tiles; with `placed` false one of each extent, where the place does not matter.
 * Undefined over the budget.
 */
export function tilesOver(indices: readonly NarrowedIndex[], placed: boolean): readonly WeightedTile[] | undefined {
  let combinations: readonly WeightedTile[] = [{ tile: WHOLE, weight: 1n }];
  for (const { index, interval, sizes } of indices) {
    const choices = placed ? placedTiles(interval, sizes) : classTiles(interval, sizes);
    if (!choices || BigInt(combinations.length) * BigInt(choices.length) > BUDGET) return undefined;
    combinations = combinations.flatMap(({ tile, weight }) =>
      choices.map((choice) => ({ tile: new Map(tile).set(index, choice.interval), weight: weight * choice.weight })),
    );
  }
  return combinations;
}

/** @returns the first tile of each index: none is larger. */
export function largestTile(indices: readonly NarrowedIndex[]): Tile {
  return new Map(
    indices.map(({ index, interval, sizes }) => [index, classTiles(interval, sizes)[0]?.interval ?? interval]),
  );
}

interface Choice {
  readonly interval: Interval;
  readonly weight: bigint;
}

function placedTiles(interval: Interval, sizes: readonly bigint[]): readonly Choice[] | undefined {
  return tilesOf(interval, sizes, BUDGET)?.map((tile) => ({ interval: tile, weight: 1n }));
}

function classTiles({ lower, upper }: Interval, sizes: readonly bigint[]): readonly Choice[] {
  return tileClasses(upper - lower, sizes).map(({ extent, count }) => ({
    interval: { lower, upper: lower + extent },
    weight: count,
  }));
}
