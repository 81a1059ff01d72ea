/** Facts as queries, one for each kernel and case. */
import type { CaseReference } from '../model/case.ts';
import { casesFor } from '../model/case.ts';
import { kernel } from '../model/kernel-queries.ts';
import { program } from '../polyhedral/queries.ts';
import { defineQuery } from '../query/definition.ts';
import { factsOf, type KernelFacts } from './facts.ts';

export type FactsResult =
  | { readonly ok: true; readonly facts: KernelFacts }
  /** Completes "there are no numbers because …". */
  | { readonly ok: false; readonly reason: string };

/** The facts of a kernel at a case (empty `caseUri` and `caseKey`: without one), or why there are none. */
export const kernelFacts = defineQuery(
  'kernelFacts',
  function* (reader, uri: string, key: string, caseUri: string, caseKey: string) {
    const result = yield* reader.get(program, uri, key, caseUri, caseKey);
    const facts: FactsResult = result.ok ? { ok: true, facts: factsOf(result.program) } : result;
    return facts;
  },
);

/** The case at which a kernel is shown: the one of this name, or the first for it; undefined if there is none. */
export const chosenCase = defineQuery('chosenCase', function* (reader, uri: string, key: string, name: string) {
  const model = yield* reader.get(kernel, uri, key);
  if (!model) return undefined;
  const cases: readonly CaseReference[] = yield* reader.get(casesFor, uri, model.name);
  return name === '' ? cases[0] : cases.find((reference) => reference.name === name);
});
