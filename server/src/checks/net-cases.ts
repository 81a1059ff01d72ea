/**
 * What is wrong in a net at the sizes of its cases: shapes that do not meet, sizes that break a `where`.
 *
 * A problem inside a net of another file is shown where this file calls it, with the place inside as related.
 */
import { casesFor } from '../model/case.ts';
import { netExpansion } from '../model/net-queries.ts';
import type { Problem } from '../model/problem.ts';
import { signature } from '../model/signature.ts';
import { defineQuery } from '../query/definition.ts';

/** The problems of a net at each case that the file sees, each once. */
export const netCaseProblems = defineQuery('netCaseProblems', function* (reader, uri: string, key: string) {
  const head = yield* reader.get(signature, uri, key);
  if (!head || head.name === '') return [];
  const problems = new Map<string, Problem>();
  for (const reference of yield* reader.get(casesFor, uri, head.name)) {
    const result = yield* reader.get(netExpansion, uri, key, reference.uri, reference.key);
    for (const problem of result.ok ? result.problems : []) {
      if (problem.at.uri === uri) problems.set(JSON.stringify(problem), problem);
    }
  }
  return [...problems.values()];
});
