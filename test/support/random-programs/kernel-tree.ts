/** Kernels as trees, so that they can be changed before they are printed. */
export interface ForNode {
  readonly kind: 'for';
  /** `i`, or `S.i` */
  readonly axis: string;
  readonly index: string;
  readonly by: number;
  /** Name of the tile size, declared by a `tune`. */
  readonly tune?: string;
  readonly across?: string;
  /** Printed in one `for` with the only loop inside. */
  readonly joined: boolean;
  readonly body: readonly KernelNode[];
}

export interface CopyNode {
  readonly kind: 'load' | 'hold';
  readonly tensor: string;
  /** All that follows the tensor: `: f32 in sram buffers 2 as [a, b]`. */
  readonly rest: string;
}

export interface EndNode {
  readonly kind: 'store' | 'accumulate';
  readonly tensor: string;
}

export interface DoNode {
  readonly kind: 'do';
  /** `Y`, or `Y.2` */
  readonly part: string;
  readonly tensor: string;
  /** What its equations read in bounds for certain. */
  readonly reads: readonly string[];
  /** It has a point to execute for certain. */
  readonly executes: boolean;
  readonly engine?: string;
}

export interface BlockNode {
  readonly kind: 'block';
  readonly body: readonly KernelNode[];
}

/** `group`: number of the group of equations to which alone the node belongs. */
export type KernelNode = (ForNode | CopyNode | EndNode | DoNode | BlockNode) & { readonly group?: number };

/** @returns the lines of a block. */
export function printNodes(nodes: readonly KernelNode[]): string[] {
  return nodes.flatMap(printNode);
}

function printNode(node: KernelNode): string[] {
  switch (node.kind) {
    case 'for': {
      const lines = printNodes(node.body);
      const axis = `${node.axis} by ${node.tune ?? node.by}${node.across ? ` across ${node.across}` : ''}`;
      const [head = ''] = lines;
      const only = node.body.length === 1 && node.body[0]?.kind === 'for';
      // `across` belongs to the last axis
      if (node.joined && only && !node.across) return [`for ${axis}, ${head.slice('for '.length)}`, ...lines.slice(1)];
      return [`for ${axis} {`, ...indent(lines), '}'];
    }
    case 'block':
      return ['{', ...indent(printNodes(node.body)), '}'];
    case 'do':
      return [`do ${node.part}${node.engine ? ` on ${node.engine}` : ''}`];
    case 'load':
    case 'hold':
      return [`${node.kind} ${node.tensor}${node.rest}`];
    default:
      return [`${node.kind} ${node.tensor}`];
  }
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** Calls `visit` for every node with the blocks around it, outermost first. */
export function visitNodes(
  nodes: readonly KernelNode[],
  visit: (node: KernelNode, around: readonly (ForNode | BlockNode)[]) => void,
  around: readonly (ForNode | BlockNode)[] = [],
): void {
  for (const node of nodes) {
    visit(node, around);
    if ('body' in node) visitNodes(node.body, visit, [...around, node]);
  }
}

/** @returns the lengths of the intervals that a loop cuts, if its index takes `extent` values before all loops. */
export function lengthsAt(index: string, extent: number, around: readonly (ForNode | BlockNode)[]): readonly number[] {
  let lengths: readonly number[] = [extent];
  for (const loop of around) {
    if (loop.kind !== 'for' || loop.index !== index) continue;
    const { by } = loop;
    lengths = [...new Set(lengths.flatMap((n) => [...(n >= by ? [by] : []), ...(n % by === 0 ? [] : [n % by])]))];
  }
  return lengths;
}

/** @returns the largest number of iterations of a loop. */
export function tripsOf(loop: ForNode, extent: number, around: readonly (ForNode | BlockNode)[]): number {
  return Math.max(0, ...lengthsAt(loop.index, extent, around).map((length) => Math.ceil(length / loop.by)));
}
