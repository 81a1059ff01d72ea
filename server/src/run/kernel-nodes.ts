/** A kernel at one case, as it is executed: steps with concrete sizes, types and places. */
import type { Memory, Path } from '../model/target.ts';
import type { ConcreteEquation, ConcreteOp } from './concrete-op.ts';
import type { ConcreteTensor } from './concrete-tensor.ts';

export interface KernelProgram {
  readonly op: ConcreteOp;
  readonly tree: readonly KernelNode[];
  /** In text order. */
  readonly loops: readonly LoopNode[];
  readonly copies: readonly CopyNode[];
  readonly ends: readonly EndNode[];
  readonly memories: ReadonlyMap<string, Memory>;
  readonly paths: readonly Path[];
  /** Where each tensor lives outside of all copies, and how it lies there. */
  readonly homes: ReadonlyMap<string, Home>;
}

export interface Home {
  readonly memory: string;
  readonly layout?: Layout;
}

export interface Layout {
  readonly partition: readonly LayoutItem[];
  readonly free: readonly LayoutItem[];
}

/** An axis of the tensor, or its remainder or quotient by a constant. */
export interface LayoutItem {
  readonly axis: number;
  readonly split?: { readonly kind: 'remainder' | 'quotient'; readonly divisor: number };
}

export interface LoopNode {
  readonly kind: 'for';
  /** Numbered as in the model. */
  readonly step: number;
  readonly index: string;
  /** Set for `T.c`. */
  readonly tensor?: string;
  readonly by: number;
  /** How many units share the iterations; absent: no `across`. */
  readonly units?: number;
  readonly body: readonly KernelNode[];
  /** The equations that steps below execute, each once. */
  readonly equations: readonly ConcreteEquation[];
}

export interface CopyNode {
  readonly kind: 'load' | 'hold';
  readonly step: number;
  readonly tensor: ConcreteTensor;
  readonly memory: string;
  readonly element: string;
  readonly bits: number;
  /** As `buffers n` says, else 1. */
  readonly depth: number;
  readonly layout?: Layout;
  readonly engine?: string;
  /** What its block executes after it: up to the step that ends it, else to the end of the block. */
  readonly rest: readonly KernelNode[];
}

export interface EndNode {
  readonly kind: 'store' | 'accumulate';
  readonly step: number;
  readonly tensor: ConcreteTensor;
  readonly engine?: string;
}

export interface DoNode {
  readonly kind: 'do';
  readonly step: number;
  readonly tensor: ConcreteTensor;
  readonly equations: readonly ConcreteEquation[];
  /** The memories that its engine reaches. */
  readonly reaches: ReadonlySet<string>;
}

export interface BlockNode {
  readonly kind: 'block';
  readonly step: number;
  readonly body: readonly KernelNode[];
}

export type KernelNode = LoopNode | CopyNode | EndNode | DoNode | BlockNode;

/** @returns the `do` steps of some nodes, at any depth, in text order. */
export function doStepsIn(nodes: readonly KernelNode[]): readonly DoNode[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'do') return [node];
    return node.kind === 'for' || node.kind === 'block' ? doStepsIn(node.body) : [];
  });
}
