/** All problems of a file. A check that fails is itself a problem, and the others go on. */
import { constProblems } from '../model/consts.ts';
import { netProblems } from '../model/net-names.ts';
import type { Problem } from '../model/problem.ts';
import { duplicateCases, duplicateNames, duplicateUses } from '../model/scope.ts';
import { targetProblems } from '../model/target.ts';
import { useProblems } from '../model/uses.ts';
import type { Attempt, Computation, Query, Reader } from '../query/definition.ts';
import { defineQuery } from '../query/definition.ts';
import { type OutlineEntry, outline } from '../syntax/files.ts';
import { caseProblems } from './cases.ts';
import { leftOutProblems } from './kernel/left-out.ts';
import { kernelProblems } from './kernel/queries.ts';
import { netCaseProblems } from './net-cases.ts';
import { opProblems } from './op/queries.ts';
import { syntaxProblems } from './syntax.ts';

type DeclarationCheck = Query<[uri: string, key: string], readonly Problem[]>;
type FileCheck = Query<[uri: string], readonly Problem[]>;

/** The checks of a declaration by its kind; a kind that is not listed has only its syntax checked. */
const DECLARATION_CHECKS: Readonly<Partial<Record<OutlineEntry['kind'], readonly DeclarationCheck[]>>> = {
  op: [opProblems as DeclarationCheck],
  target: [targetProblems as DeclarationCheck],
  kernel: [kernelProblems as DeclarationCheck, leftOutProblems as DeclarationCheck],
  net: [netProblems as DeclarationCheck, netCaseProblems as DeclarationCheck],
  const: [constProblems as DeclarationCheck],
  case: [caseProblems as DeclarationCheck],
};
const FILE_CHECKS: readonly FileCheck[] = [useProblems, duplicateNames, duplicateUses, duplicateCases] as FileCheck[];

/** Every problem of a file, by check, then in text order. */
export const fileProblems = defineQuery('fileProblems', function* (reader, uri: string) {
  const problems: Problem[] = [];
  const entries = yield* reader.get(outline, uri);
  for (const check of FILE_CHECKS) {
    problems.push(...problemsOf(yield* reader.attempt(check, uri), uri, entries[0]?.key ?? ''));
  }
  for (const entry of entries) problems.push(...(yield* declarationProblems(reader, uri, entry)));
  return problems;
});

function* declarationProblems(reader: Reader, uri: string, { key, kind }: OutlineEntry): Computation<Problem[]> {
  const problems: Problem[] = [];
  for (const check of [syntaxProblems as DeclarationCheck, ...(DECLARATION_CHECKS[kind] ?? [])]) {
    problems.push(...problemsOf(yield* reader.attempt(check, uri, key), uri, key));
  }
  return problems;
}

/** "Can't happen" is reported, and work goes on. */
function problemsOf(attempt: Attempt<readonly Problem[]>, uri: string, key: string): readonly Problem[] {
  if (attempt.ok) return attempt.value;
  const message =
    `Tilewright failed here in \`${attempt.query}\`: ${attempt.error.message}. This is a defect of Tilewright, not of ` +
    'your program; the rest of the file is still checked. Please report it with this declaration.';
  return [{ code: 'internal-error', severity: 'warning', message, at: { uri, declaration: key, node: 0 } }];
}
