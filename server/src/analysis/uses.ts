/** Which `do` steps read or write through a copy. */
import type { DoNode, LoopNode, ProgramNode } from '../polyhedral/program.ts';

export interface Use {
  readonly node: DoNode;
  /** All loops around the `do`, outermost first. */
  readonly loops: readonly LoopNode[];
}

/** @returns every `do` of these steps, at any depth; `loops` are those around them. */
export function usesIn(nodes: readonly ProgramNode[], loops: readonly LoopNode[]): Use[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'do') return [{ node, loops }];
    if (node.kind === 'for') return usesIn(node.body, [...loops, node]);
    return node.kind === 'block' ? usesIn(node.body, loops) : [];
  });
}

/**
 * @returns every `do` of these steps whose writes of a tensor leave them for the copy outside: directly, or by the
 * `store` of a `hold` among them. What a `hold` without a `store` holds ends with it.
 */
export function writesIn(nodes: readonly ProgramNode[], tensor: string, loops: readonly LoopNode[]): Use[] {
  const kept = nodes.findIndex((node, i) => holds(node, tensor) && endOf(nodes, i) === undefined);
  const leaving = kept < 0 ? nodes : nodes.slice(0, kept);
  return leaving.flatMap((node) => {
    if (node.kind === 'do') return [{ node, loops }];
    if (node.kind === 'for') return writesIn(node.body, tensor, [...loops, node]);
    return node.kind === 'block' ? writesIn(node.body, tensor, loops) : [];
  });
}

/** @returns the position of the `store` or `accumulate` that ends the `hold` at position `start` of a block. */
export function endOf(nodes: readonly ProgramNode[], start: number): number | undefined {
  const hold = nodes[start];
  if (hold?.kind !== 'hold') return undefined;
  let open = 1;
  for (let i = start + 1; i < nodes.length; i++) {
    const node = nodes[i] as ProgramNode;
    if (holds(node, hold.tensor)) open += 1;
    if ((node.kind === 'store' || node.kind === 'accumulate') && node.tensor === hold.tensor) open -= 1;
    if (open === 0) return i;
  }
  return undefined;
}

function holds(node: ProgramNode, tensor: string): boolean {
  return node.kind === 'hold' && node.tensor === tensor;
}
