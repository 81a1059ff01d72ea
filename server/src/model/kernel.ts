/**
 * The meaning of a kernel: its tree of steps over symbolic sizes, without positions. Steps are numbered in text order;
 * `origins` leads from a number to a node of the declaration's tree and is kept out of the model, so that a comment
 * reruns nothing.
 *
 * A line that names several tensors, and a `for` with several axes, are several steps.
 */
import type { DeclarationReference } from './scope.ts';
import type { Size, SizeConstraint } from './size.ts';

interface StepBase {
  /** Number of the step in the kernel, in text order. */
  readonly step: number;
}

export interface ForStep extends StepBase {
  readonly kind: 'for';
  /** Set for `T.c`: only the axis of T's equations. */
  readonly tensor?: string;
  readonly index: string;
  readonly by: Size;
  /** The unit over which the loop is distributed. */
  readonly across?: string;
  readonly body: readonly Step[];
}

export interface LayoutModel {
  /** Dimensions before the bar; absent: no bar. */
  readonly partition?: readonly Size[];
  readonly free: readonly Size[];
}

/** `load` or `hold` of one tensor. */
export interface CopyStep extends StepBase {
  readonly kind: 'load' | 'hold';
  readonly tensor: string;
  readonly memory: string;
  /** The element type after `:`; absent: the tensor's own. */
  readonly type?: string;
  readonly buffers: number;
  readonly layout?: LayoutModel;
  readonly engine?: string;
}

/** `store` or `accumulate` of one tensor. */
export interface EndStep extends StepBase {
  readonly kind: 'store' | 'accumulate';
  readonly tensor: string;
  readonly engine?: string;
}

/** One part of a `do`. */
export interface DoStep extends StepBase {
  readonly kind: 'do';
  readonly tensor: string;
  /** Set for `S.2`: only this equation. */
  readonly equation?: number;
  /** `engine.name` */
  readonly instruction?: string;
  readonly engine?: string;
}

export interface BlockStep extends StepBase {
  readonly kind: 'block';
  readonly body: readonly Step[];
}

export type Step = ForStep | CopyStep | EndStep | DoStep | BlockStep;

export interface Tune {
  readonly name: string;
  readonly candidates: readonly bigint[];
  readonly value: bigint;
}

export interface Given {
  readonly tensor: string;
  readonly memory: string;
  readonly layout: LayoutModel;
}

export interface Kernel {
  readonly name: string;
  readonly op?: DeclarationReference;
  readonly target?: DeclarationReference;
  readonly where: readonly SizeConstraint[];
  readonly tunes: readonly Tune[];
  readonly givens: readonly Given[];
  readonly body: readonly Step[];
}

/** The nodes of a step: its whole text, and what it speaks of (a tensor, an axis). */
export interface StepOrigin {
  readonly whole: number;
  readonly subject: number;
}
