/**
 * The meaning of an op: its equations over symbolic sizes, without positions.
 *
 * Example: `C[m, n] = sum[k] A[m, k] * B[k, n]` has the left indices m and n, one reduction over k, and the reads
 * A[m, k] and B[k, n].
 */
import { defineQuery } from '../query/definition.ts';
import { declaration, ofKind } from '../syntax/queries.ts';
import { EquationLowering, type OpNames } from './equation.ts';
import type { Lowered } from './report.ts';
import { Report } from './report.ts';
import { lookup, namesOfKind } from './scope.ts';
import { type Signature, signature, signatureWithProblems } from './signature.ts';
import type { Size, SizeConstraint } from './size.ts';

export type IndexExpression =
  | { readonly kind: 'size'; readonly size: Size }
  | { readonly kind: 'factored'; readonly names: readonly string[] }
  | { readonly kind: 'spread'; readonly name: string }
  /** `*` in an extern op: the whole dimension. */
  | { readonly kind: 'star' };

export interface Read {
  readonly tensor: string;
  readonly index: readonly IndexExpression[];
  /** Whether an `or value` stands behind it: the read may leave the tensor. */
  readonly padded: boolean;
  /** Numbers of the equation's reductions that it stands in, outermost first. */
  readonly reductions: readonly number[];
}

export interface ReductionIndex {
  readonly index: string;
  readonly range?: { readonly from: Size; readonly to: Size };
}

export interface Reduction {
  readonly operator: 'sum' | 'prod' | 'max' | 'min' | 'any';
  readonly indices: readonly ReductionIndex[];
}

export interface Equation {
  readonly tensor: string;
  /** 1 for the first equation of its tensor in text order. */
  readonly number: number;
  readonly type?: string;
  readonly left: readonly IndexExpression[];
  /** Index names of the left side in order, those of factored dimensions included. */
  readonly indices: readonly string[];
  readonly reductions: readonly Reduction[];
  /** Whether the whole right side is one reduction, so that it may be computed in parts. */
  readonly isReduction: boolean;
  readonly when: readonly SizeConstraint[];
  readonly reads: readonly Read[];
  /** An extern equation bounds what is read; it is not exact. */
  readonly extern: boolean;
}

export interface Op {
  readonly signature: Signature;
  readonly equations: readonly Equation[];
  /** Tensors that equations write and the signature does not name, in text order. */
  readonly internals: readonly string[];
}

/** The meaning of an op with its problems; undefined if the declaration is no op. */
export const opWithProblems = defineQuery('opWithProblems', function* (reader, uri: string, key: string) {
  const tree = ofKind(yield* reader.get(declaration, uri, key), 'op');
  const head = yield* reader.get(signature, uri, key);
  if (!tree || !head) return undefined;
  const report = new Report(uri, key);
  const fileConsts = new Set(head.fileConsts);
  for (const name of yield* reader.get(namesOfKind, uri, 'const')) {
    if ((yield* reader.get(lookup, uri, name))?.kind === 'const') fileConsts.add(name);
  }
  const names: OpNames = opNames(
    head,
    fileConsts,
    tree.equations.map((equation) => equation.tensor.name),
  );
  const counts = new Map<string, number>();
  const equations = tree.equations
    .filter((equation) => equation.tensor.name !== '')
    .map((equation) => {
      const number = (counts.get(equation.tensor.name) ?? 0) + 1;
      counts.set(equation.tensor.name, number);
      return new EquationLowering(names, report).lower(equation, number);
    });
  const model: Op = { signature: head, equations, internals: [...names.internals] };
  return { model, problems: report.problems } satisfies Lowered<Op>;
});

/** The meaning of an op. */
export const op = defineQuery('op', function* (reader, uri: string, key: string) {
  return (yield* reader.get(opWithProblems, uri, key))?.model;
});

/** Everything that is wrong in an op as text. */
export const opProblems = defineQuery('opProblems', function* (reader, uri: string, key: string) {
  const head = yield* reader.get(signatureWithProblems, uri, key);
  const body = yield* reader.get(opWithProblems, uri, key);
  return [...(head?.problems ?? []), ...(body?.problems ?? [])];
});

function opNames(head: Signature, fileConsts: ReadonlySet<string>, written: readonly string[]): OpNames {
  const declared = new Set(head.tensors.map((tensor) => tensor.name));
  const internals = new Set(written.filter((name) => name !== '' && !declared.has(name)));
  const spreads = new Set<string>();
  for (const tensor of head.tensors) {
    for (const dimension of tensor.dimensions)
      if (dimension.kind === 'spread') spreads.add(dimension.name.toLowerCase());
  }
  return {
    tensors: new Set([...declared, ...internals]),
    internals,
    values: new Set([...head.sizes, ...head.consts.map((c) => c.name), ...fileConsts]),
    elementVariables: new Set(head.tensors.map((tensor) => tensor.element)),
    spreads,
  };
}
