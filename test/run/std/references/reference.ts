/**
 * What a reference of an op is: a function in plain loops from inputs and consts to results. References share nothing with
 * the ops' equations: shapes come from the inputs, transposed convolutions scatter, pools and padded convolutions test
 * bounds, moves copy by address.
 */
import type { Tensor } from './tensor.ts';

/** The tensors of a call in the order of the signature; an op that takes fewer leaves the last ones out. */
export type Inputs = readonly [Tensor, Tensor, Tensor, Tensor, Tensor];

type ConstName =
  | 'A'
  | 'D'
  | 'G'
  | 'H'
  | 'L'
  | 'R'
  | 'V'
  | 'after'
  | 'alpha'
  | 'amount'
  | 'at'
  | 'base'
  | 'before'
  | 'beta'
  | 'block'
  | 'bottom'
  | 'by'
  | 'dil_h'
  | 'dil_w'
  | 'down'
  | 'eps'
  | 'exponent'
  | 'extra'
  | 'factor'
  | 'from'
  | 'height'
  | 'high'
  | 'left'
  | 'len'
  | 'low'
  | 'offset'
  | 'right'
  | 'size'
  | 'size_h'
  | 'size_w'
  | 'slope'
  | 'step'
  | 'stride_h'
  | 'stride_w'
  | 'threshold'
  | 'top'
  | 'up'
  | 'value'
  | 'width'
  | 'zero';

/** The consts of a call, defaults filled in. An op lacks those that its signature does not name. */
export interface Consts extends Readonly<Record<ConstName, number>> {
  readonly stride?: number;
  readonly pad?: number;
  readonly dil?: number;
}

export type Reference = (inputs: Inputs, consts: Consts) => readonly Tensor[];

/** @returns Σ of f over 0 … n − 1. */
export function sum(n: number, f: (i: number) => number): number {
  let s = 0;
  for (let i = 0; i < n; i++) s += f(i);
  return s;
}

export const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
export const meanOf = (values: readonly number[]): number => total(values) / values.length;
