/** The iterations of a `for`: the tiles of its interval under which something is executed. */
import type { ConcreteEquation, Range } from './concrete-op.ts';
import type { EquationSpace, Intervals } from './equation-space.ts';
import type { LoopNode } from './kernel-nodes.ts';

/** @returns the key under which a loop leaves its interval. */
export function intervalKey({ index, tensor }: LoopNode): string {
  return tensor === undefined ? index : `${tensor}.${index}`;
}

/**
 * @returns the tiles of a loop in order: over the hull of the ranges of its index, inside of the current interval, aligned
 * to its lower end; the last may be ragged, and one under which nothing is executed is left out.
 */
export function tilesOf(
  node: LoopNode,
  intervals: Intervals,
  spaceOf: (equation: ConcreteEquation) => EquationSpace,
): readonly Range[] {
  const spaces = node.equations.map(spaceOf);
  const concerned = spaces.filter(({ equation }) => node.tensor === undefined || equation.tensor.name === node.tensor);
  const hulls = concerned.flatMap((space) => space.hullOf(node.index) ?? []);
  let lower = Math.min(...hulls.map((hull) => hull.lower));
  let upper = Math.max(...hulls.map((hull) => hull.upper));
  const key = intervalKey(node);
  for (const current of [intervals.get(node.index), intervals.get(key)]) {
    if (!current) continue;
    lower = Math.max(lower, current.lower);
    upper = Math.min(upper, current.upper);
  }
  const tiles: Range[] = [];
  const inner = new Map(intervals);
  for (let start = lower; start < upper; start += node.by) {
    const tile = { lower: start, upper: Math.min(start + node.by, upper) };
    inner.set(key, tile);
    const executes = spaces.some((space) => {
      space.narrow(inner);
      return space.executes();
    });
    if (executes) tiles.push(tile);
  }
  return tiles;
}
