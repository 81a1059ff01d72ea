/**
 * syntax: the text of a declaration is not of the language. The parser words the message; this is the only check that
 * needs no model, so the language server shows it before anything else is known.
 */
import type { Problem } from '../model/problem.ts';
import { defineQuery } from '../query/definition.ts';
import { outline } from '../syntax/files.ts';
import { parsed } from '../syntax/queries.ts';

/** Syntax problems of one declaration. */
export const syntaxProblems = defineQuery('syntaxProblems', function* (reader, uri: string, key: string) {
  const { problems } = yield* reader.get(parsed, uri, key);
  return problems.map(
    ({ message, start, end }): Problem => ({
      code: 'syntax',
      severity: 'error',
      message,
      at: { uri, declaration: key, start, end },
    }),
  );
});

/** Syntax problems of a file, in text order. */
export const fileSyntaxProblems = defineQuery('fileSyntaxProblems', function* (reader, uri: string) {
  const problems: Problem[] = [];
  for (const { key } of yield* reader.get(outline, uri))
    problems.push(...(yield* reader.get(syntaxProblems, uri, key)));
  return problems;
});
