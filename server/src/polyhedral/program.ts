/**
 * The polyhedral program of a kernel at one case: statements with their iteration domains and access relations, and the
 * schedule as a tree. Concrete integers, no names of the syntax, no positions.
 *
 * Invariants (checked by `programProblems` in the tests):
 * - every access of a statement has one affine form a dimension of its tensor, over the indices of its domain;
 * - every `do` names statements of the program, every step a tensor of it, every layout dimensions of its tensor;
 * - tile sizes are at least 1 and intervals are not reversed.
 */
import type { Affine } from './affine.ts';

/** Half-open: lower <= x < upper. */
export interface Interval {
  readonly lower: bigint;
  readonly upper: bigint;
}

export interface Access {
  readonly tensor: string;
  readonly dimensions: readonly Affine[];
  /** The instances at which it is made: over left-side indices, and over those of the reductions around a read. */
  readonly domain: ReadonlyMap<string, Interval>;
  /** The access may leave the tensor: `or value` serves the elements outside. */
  readonly padded: boolean;
}

export interface Statement {
  readonly tensor: string;
  /** Which equation of its tensor it is, from 1. */
  readonly number: number;
  /** The iteration domain: a box over left-side indices, then those of all reductions. */
  readonly domain: ReadonlyMap<string, Interval>;
  /** False if the domain is a part of the box (`when`, say): what is counted over the box is an upper bound. */
  readonly boxed: boolean;
  readonly write: Access;
  readonly reads: readonly Access[];
}

export interface ProgramTensor {
  readonly role: 'parameter' | 'result' | 'internal';
  /** Bits of one element. */
  readonly bits: number;
  readonly extents: readonly bigint[];
  /** False: upper bounds. */
  readonly extentsExact: boolean;
  /** Names of the dimensions for layouts; undefined where one has none. */
  readonly dimensionNames: readonly (string | undefined)[];
  /** The memory in which it lives when the kernel starts or ends. */
  readonly home: string;
}

export interface LoopNode {
  readonly kind: 'for';
  readonly step: number;
  readonly index: string;
  /** Only the statements of this tensor have the axis; absent: all that have the index. */
  readonly tensor?: string;
  readonly by: bigint;
  readonly body: readonly ProgramNode[];
}

export interface BufferLayout {
  readonly partition: readonly LayoutItem[];
  readonly free: readonly LayoutItem[];
}

/** A dimension of a tensor, whole, or split: `remainder` is `k % n`, `quotient` is `k / n`. */
export interface LayoutItem {
  readonly dimension: number;
  readonly split?: { readonly kind: 'remainder' | 'quotient'; readonly divisor: bigint };
}

export interface CopyNode {
  readonly kind: 'load' | 'hold';
  readonly step: number;
  readonly tensor: string;
  readonly memory: string;
  readonly bits: number;
  readonly depth: number;
  /** Absent: the default layout. */
  readonly layout?: BufferLayout;
}

export interface EndNode {
  readonly kind: 'store' | 'accumulate';
  readonly step: number;
  readonly tensor: string;
}

export interface DoNode {
  readonly kind: 'do';
  readonly step: number;
  /** Numbers of statements in the program. */
  readonly statements: readonly number[];
}

export interface BlockNode {
  readonly kind: 'block';
  readonly step: number;
  readonly body: readonly ProgramNode[];
}

export type ProgramNode = LoopNode | CopyNode | EndNode | DoNode | BlockNode;

export interface ProgramMemory {
  readonly name: string;
  readonly capacity?: number;
  readonly partitions?: number;
  readonly banks?: number;
  /** Bytes to which a buffer's size a partition is rounded up. */
  readonly align?: number;
  /** The last two extents of a buffer are padded to multiples of these. */
  readonly tileRows?: number;
  readonly tileCols?: number;
}

export interface Program {
  readonly tensors: ReadonlyMap<string, ProgramTensor>;
  readonly memories: ReadonlyMap<string, ProgramMemory>;
  readonly statements: readonly Statement[];
  readonly tree: readonly ProgramNode[];
}

/** @returns what breaks the invariants of the page, for tests and defect reports. */
export function programProblems(program: Program): readonly string[] {
  const problems: string[] = [];
  for (const statement of program.statements) {
    for (const [index, { lower, upper }] of statement.domain) {
      if (upper < lower) problems.push(`${statement.tensor}: interval of ${index} is reversed`);
    }
    for (const access of [statement.write, ...statement.reads]) {
      const rank = program.tensors.get(access.tensor)?.extents.length;
      if (rank !== access.dimensions.length) problems.push(`${statement.tensor}: rank of ${access.tensor}`);
      for (const { terms } of access.dimensions) {
        for (const index of terms.keys()) {
          if (!access.domain.has(index)) problems.push(`${statement.tensor}: free index ${index}`);
        }
      }
    }
  }
  checkTree(program, program.tree, problems);
  return problems;
}

function checkTree(program: Program, nodes: readonly ProgramNode[], problems: string[]): void {
  for (const node of nodes) {
    if (node.kind === 'do' && node.statements.some((s) => !program.statements[s]))
      problems.push(`step ${node.step}: statement`);
    if (node.kind === 'for' && node.by < 1n) problems.push(`step ${node.step}: tile size ${node.by}`);
    if (node.kind === 'for' || node.kind === 'block') checkTree(program, node.body, problems);
    if ('memory' in node || node.kind === 'store' || node.kind === 'accumulate') checkTensor(program, node, problems);
  }
}

function checkTensor(program: Program, node: CopyNode | EndNode, problems: string[]): void {
  const rank = program.tensors.get(node.tensor)?.extents.length;
  if (rank === undefined) problems.push(`step ${node.step}: tensor ${node.tensor}`);
  else if ('memory' in node && node.layout) {
    for (const { dimension } of [...node.layout.partition, ...node.layout.free]) {
      if (dimension < 0 || dimension >= rank) problems.push(`step ${node.step}: dimension ${dimension}`);
    }
  }
}
