/**
 * The memories that engines reach: those which an instruction's operands name, and both ends of the `copy` paths that an
 * engine serves. Example: on trn1 `vec` reaches psum and sbuf, and no engine reaches hbm.
 */
import type { DoStep } from '../model/kernel.ts';
import { enginesOf, type Target } from '../model/target.ts';

/** @returns the memories that a `do` can read and write; where it names no engine, those that any engine reaches. */
export function reachedMemories(target: Target, step: DoStep): ReadonlySet<string> {
  const named = step.instruction?.split('.')[0] ?? step.engine;
  const serves = (engine: string) => named === undefined || engine === named;
  const reached = new Set<string>();
  for (const path of target.paths) {
    if (enginesOf(path).some(serves)) for (const memory of [path.from, path.to]) reached.add(memory);
  }
  for (const { engine, operands, results } of target.instructions) {
    if (serves(engine)) for (const { memory } of [...operands, ...results]) if (memory) reached.add(memory);
  }
  return reached;
}
