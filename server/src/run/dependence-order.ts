/**
 * The order in which the tensors of an op can be computed: strongly connected groups of those that read each other, each
 * after what it reads (Tarjan, "Depth-first search and linear graph algorithms", 1972).
 *
 * Example: softmax gives mx, E, Z, Y, one by one; `ema`, whose Y reads Y, gives one cyclic group.
 */
import type { ConcreteOp } from './concrete-op.ts';

interface TensorGroup {
  readonly tensors: readonly string[];
  /** Whether they need themselves. */
  readonly cyclic: boolean;
}

interface Visit {
  readonly index: number;
  low: number;
  onStack: boolean;
}

/** @returns the groups of the tensors that equations define, what is read first. */
export function dependenceOrder(op: ConcreteOp): readonly TensorGroup[] {
  const reads = new Map<string, Set<string>>();
  for (const { tensor, reads: accesses } of op.equations) {
    const names = reads.get(tensor.name) ?? new Set();
    for (const access of accesses) names.add(access.tensor.name);
    reads.set(tensor.name, names);
  }
  const groups: TensorGroup[] = [];
  const visits = new Map<string, Visit>();
  const stack: string[] = [];
  const visit = (name: string): Visit => {
    const own: Visit = { index: visits.size, low: visits.size, onStack: true };
    visits.set(name, own);
    stack.push(name);
    for (const next of reads.get(name) ?? []) {
      if (!reads.has(next)) continue;
      const known = visits.get(next);
      if (!known) own.low = Math.min(own.low, visit(next).low);
      else if (known.onStack) own.low = Math.min(own.low, known.index);
    }
    if (own.low !== own.index) return own;
    const tensors = stack.splice(stack.indexOf(name));
    for (const member of tensors) (visits.get(member) as Visit).onStack = false;
    groups.push({ tensors, cyclic: tensors.length > 1 || reads.get(name)?.has(name) === true });
    return own;
  };
  for (const name of reads.keys()) if (!visits.has(name)) visit(name);
  return groups;
}
