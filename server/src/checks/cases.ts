/** What is wrong with a case: its subject, its values, the constraints that they break. */
import { caseModel } from '../model/case.ts';
import { kernel, kernelWithProblems } from '../model/kernel-queries.ts';
import { suggestion } from '../model/nearest.ts';
import type { Problem } from '../model/problem.ts';
import { lookup, namesOfKind } from '../model/scope.ts';
import { signature } from '../model/signature.ts';
import type { Violation } from '../polyhedral/environment.ts';
import { environment } from '../polyhedral/queries.ts';
import { defineQuery } from '../query/definition.ts';
import type { NodeReference } from '../syntax/locate.ts';
import { declaration, ofKind } from '../syntax/queries.ts';
import { caseIncomplete } from './case-incomplete.ts';
import { caseViolatesWhere } from './case-violates-where.ts';

/** Problems of one case. */
export const caseProblems = defineQuery('caseProblems', function* (reader, uri: string, key: string) {
  const tree = ofKind(yield* reader.get(declaration, uri, key), 'case');
  const model = yield* reader.get(caseModel, uri, key);
  if (!tree || !model || model.subject === '') return [];
  const at: NodeReference = { uri, declaration: key, node: (tree.for ?? tree.name).id };
  const subject = yield* reader.get(lookup, uri, model.subject);
  if (!subject) {
    const candidates = [
      ...(yield* reader.get(namesOfKind, uri, 'kernel')),
      ...(yield* reader.get(namesOfKind, uri, 'net')),
    ];
    const message = `There is no kernel, net or op \`${model.subject}\` for this case.${suggestion(model.subject, candidates)}`;
    const problem: Problem = { code: 'unknown-name', severity: 'error', message, at };
    return [problem];
  }
  if (subject.kind !== 'kernel') return [];
  const values = yield* reader.get(environment, subject.uri, subject.key, uri, key);
  if (!values) return [];
  const incomplete = caseIncomplete(values, model.subject, at);
  if (values.violations.length === 0) return incomplete;
  const kernelModel = yield* reader.get(kernel, subject.uri, subject.key);
  const opReference = kernelModel?.op;
  const head = opReference && (yield* reader.get(signature, opReference.uri, opReference.key));
  const opTree = opReference && ofKind(yield* reader.get(declaration, opReference.uri, opReference.key), 'op');
  const kernelOrigins = (yield* reader.get(kernelWithProblems, subject.uri, subject.key))?.whereOrigins ?? [];
  const constraintAt = ({ by, position }: Violation): NodeReference | undefined => {
    const reference = by === 'op' ? opReference : subject;
    const node = by === 'op' ? opTree?.where[position]?.id : kernelOrigins[position];
    return reference && node !== undefined ? { uri: reference.uri, declaration: reference.key, node } : undefined;
  };
  const names = { op: head?.name ?? '', kernel: model.subject };
  return [...incomplete, ...caseViolatesWhere(values, { at, constraintAt, names })];
});
