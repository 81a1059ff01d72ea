/**
 * unknown-name, duplicate-name and values that are none: what the model finds in a declaration while it reads it; here it
 * is collected.
 */
import { kernelWithProblems } from '../model/kernel-queries.ts';
import { netProblems } from '../model/net-names.ts';
import { opProblems } from '../model/op.ts';
import type { Problem } from '../model/problem.ts';
import { targetWithProblems } from '../model/target.ts';
import { defineQuery } from '../query/definition.ts';
import { declaration } from '../syntax/queries.ts';

/** Names that mean nothing, and values that are none, in one declaration. */
export const nameProblems = defineQuery('nameProblems', function* (reader, uri: string, key: string) {
  const tree = yield* reader.get(declaration, uri, key);
  let problems: readonly Problem[] = [];
  if (tree?.kind === 'op') problems = yield* reader.get(opProblems, uri, key);
  if (tree?.kind === 'target') problems = (yield* reader.get(targetWithProblems, uri, key))?.problems ?? [];
  if (tree?.kind === 'kernel') problems = (yield* reader.get(kernelWithProblems, uri, key))?.problems ?? [];
  if (tree?.kind === 'net') problems = yield* reader.get(netProblems, uri, key);
  return problems;
});
