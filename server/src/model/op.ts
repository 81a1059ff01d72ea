/**
 * The meaning of an op: its equations over symbolic sizes, without positions.
 *
 * Example: `C[m, n] = sum[k] A[m, k] * B[k, n]` has the left indices m and n, one reduction over k, and the reads
 * A[m, k] and B[k, n].
 */
import { defineQuery } from '../query/definition.ts';
import { declaration, ofKind } from '../syntax/queries.ts';
import { type Equation, lowerEquation } from './equation.ts';
import type { OpNames } from './lower-value.ts';
import type { Lowered } from './report.ts';
import { Report } from './report.ts';
import { lookup, namesOfKind } from './scope.ts';
import { type Signature, signature } from './signature.ts';

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
  const { names, internals } = opNames(
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
      return lowerEquation(equation, number, names, report);
    });
  const model: Op = { signature: head, equations, internals: [...internals] };
  return { model, problems: report.problems } satisfies Lowered<Op>;
});

/** The meaning of an op. */
export const op = defineQuery('op', function* (reader, uri: string, key: string) {
  return (yield* reader.get(opWithProblems, uri, key))?.model;
});

function opNames(
  head: Signature,
  fileConsts: ReadonlySet<string>,
  written: readonly string[],
): { readonly names: OpNames; readonly internals: ReadonlySet<string> } {
  const declared = new Set(head.tensors.map((tensor) => tensor.name));
  const internals = new Set(written.filter((name) => name !== '' && !declared.has(name)));
  const spreads = new Set<string>();
  for (const tensor of head.tensors) {
    for (const dimension of tensor.dimensions)
      if (dimension.kind === 'spread') spreads.add(dimension.name.toLowerCase());
  }
  const names: OpNames = {
    tensors: new Set([...declared, ...internals]),
    values: new Set([...head.sizes, ...head.consts.map((c) => c.name), ...fileConsts]),
    elementVariables: new Set(head.tensors.map((tensor) => tensor.element)),
    spreads,
  };
  return { names, internals };
}
