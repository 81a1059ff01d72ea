/** What is wrong with a case: its subject, its values, the constraints that they break. */
import { caseModel } from '../model/case.ts';
import { isElementType } from '../model/element-type.ts';
import { kernel, kernelWithProblems } from '../model/kernel-queries.ts';
import { suggestion } from '../model/nearest.ts';
import { netExpansion } from '../model/net-queries.ts';
import type { Problem } from '../model/problem.ts';
import { Report } from '../model/report.ts';
import { type DeclarationReference, lookup, namesOfKind } from '../model/scope.ts';
import { signature } from '../model/signature.ts';
import type { Violation } from '../polyhedral/environment.ts';
import { environment } from '../polyhedral/queries.ts';
import { type Computation, defineQuery, type Reader } from '../query/definition.ts';
import type * as ast from '../syntax/ast.ts';
import type { NodeReference } from '../syntax/locate.ts';
import { declaration, ofKind } from '../syntax/queries.ts';
import { caseIncomplete } from './case-incomplete.ts';
import { type CaseNames, checkCaseEntries } from './case-value.ts';
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
  const report = new Report(uri, key);
  yield* checkTarget(reader, tree, uri, report);
  const names = yield* caseNames(reader, subject, model.subject);
  if (names) checkCaseEntries(tree, names, report);
  const context = { tree, at, name: model.subject };
  if (subject.kind === 'kernel') return [...report.problems, ...(yield* kernelAt(reader, subject, context))];
  if (subject.kind === 'net') return [...report.problems, ...(yield* netAt(reader, subject, context))];
  return report.problems;
});

interface CaseContext {
  readonly tree: ast.CaseDeclaration;
  /** The name of the subject in the case. */
  readonly at: NodeReference;
  readonly name: string;
}

/** `case … on TARGET` */
function* checkTarget(reader: Reader, { on }: ast.CaseDeclaration, uri: string, report: Report): Computation<void> {
  if (!on || on.name === '') return;
  const found = yield* reader.get(lookup, uri, on.name);
  if (found?.kind === 'target') return;
  const what = found ? `\`${on.name}\` is no target` : `There is no target \`${on.name}\``;
  const candidates = yield* reader.get(namesOfKind, uri, 'target');
  report.error('unknown-name', on.id, `${what}.${suggestion(on.name, candidates)}`);
}

/** A kernel at the case: values that are missing, constraints that are broken. */
function* kernelAt(reader: Reader, subject: DeclarationReference, { tree, at, name }: CaseContext) {
  const values = yield* reader.get(environment, subject.uri, subject.key, at.uri, at.declaration);
  if (!values) return [];
  const incomplete = caseIncomplete(values.missing, name, tree, at);
  if (values.violations.length === 0) return incomplete;
  const opReference = (yield* reader.get(kernel, subject.uri, subject.key))?.op;
  const head = opReference && (yield* reader.get(signature, opReference.uri, opReference.key));
  const opTree = opReference && ofKind(yield* reader.get(declaration, opReference.uri, opReference.key), 'op');
  const kernelOrigins = (yield* reader.get(kernelWithProblems, subject.uri, subject.key))?.whereOrigins ?? [];
  const constraintAt = ({ by, position }: Violation): NodeReference | undefined => {
    const reference = by === 'op' ? opReference : subject;
    const node = by === 'op' ? opTree?.where[position]?.id : kernelOrigins[position];
    return reference && node !== undefined ? { uri: reference.uri, declaration: reference.key, node } : undefined;
  };
  const constrained = { op: head?.name ?? '', kernel: name };
  return [...incomplete, ...caseViolatesWhere(values, { at, constraintAt, names: constrained })];
}

/** A net at the case: values that are missing, and what they break in its own signature. */
function* netAt(
  reader: Reader,
  subject: DeclarationReference,
  { tree, at, name }: CaseContext,
): Computation<Problem[]> {
  const result = yield* reader.get(netExpansion, subject.uri, subject.key, at.uri, at.declaration);
  if (result.ok) return [];
  if (!result.refusal) return caseIncomplete(result.missing, name, tree, at);
  const { code, message } = result.refusal;
  return [{ code, severity: 'error', message, at }];
}

/** The names that a case of a kernel, net or op may give values to; undefined where its op is not known. */
function* caseNames(reader: Reader, subject: DeclarationReference, name: string): Computation<CaseNames | undefined> {
  const model = subject.kind === 'kernel' ? yield* reader.get(kernel, subject.uri, subject.key) : undefined;
  const described = subject.kind === 'kernel' ? model?.op : subject;
  const head = described && (yield* reader.get(signature, described.uri, described.key));
  if (!head) return undefined;
  const tunes = model?.tunes.map((tune) => tune.name) ?? [];
  const elements = head.tensors.map((tensor) => tensor.element).filter((element) => !isElementType(element));
  const dimensions = head.tensors.flatMap((tensor) => tensor.dimensions);
  return {
    subject: name,
    sizes: [...head.sizes, ...tunes],
    consts: head.consts.map((c) => c.name),
    elements: [...new Set(elements)],
    spreads: [...new Set(dimensions.flatMap((d) => (d.kind === 'spread' ? [d.name] : [])))],
  };
}
