/** The names in a declaration and what each stands for, as a query: without positions, so that a comment reruns nothing. */

import { reductionsOf } from '../../model/equation.ts';
import { kernel } from '../../model/kernel-queries.ts';
import { op } from '../../model/op.ts';
import { type DeclarationReference, lookup, namesOfKind } from '../../model/scope.ts';
import { signature } from '../../model/signature.ts';
import { tensorsOf } from '../../model/tensors.ts';
import { type Computation, defineQuery, type Reader } from '../../query/definition.ts';
import type * as ast from '../../syntax/ast.ts';
import { declaration, ofKind } from '../../syntax/queries.ts';
import { NameCollector, visitNames } from './collector.ts';
import { kernelNames } from './kernel-names.ts';
import { builtin, Meanings } from './meanings.ts';
import { mentionedDeclarations, wireNames } from './net-names.ts';
import { equationNames, signatureNames } from './op-names.ts';
import type { NameSymbol, NameUse } from './symbol.ts';
import { TargetMeanings, targetNames } from './target-names.ts';

/** The names that stand in a declaration, with what each stands for; names that mean nothing are left out. */
export const declarationNames = defineQuery('declarationNames', function* (reader, uri: string, key: string) {
  const tree = yield* reader.get(declaration, uri, key);
  const into = new NameCollector();
  if (tree) yield* collect(reader, into, { uri, key }, tree);
  return into.uses as readonly NameUse[];
});

interface At {
  readonly uri: string;
  readonly key: string;
}

function* collect(reader: Reader, into: NameCollector, at: At, tree: ast.Declaration): Computation<void> {
  if (tree.kind === 'use') return;
  if (tree.kind === 'case') {
    yield* caseNames(reader, into, at, tree);
    return;
  }
  into.add(tree.name, { kind: tree.kind, ...at, name: tree.name.name, scope: '' }, { declares: true });
  if (tree.kind === 'const') {
    const consts = yield* fileConsts(reader, at.uri);
    visitNames(tree.value, { value: (name) => into.add(name, consts.get(name.name)) });
  } else if (tree.kind === 'target') targetNames(into, at, tree);
  else if (tree.kind === 'op') {
    const meanings = yield* meaningsOf(reader, at);
    if (!meanings) return;
    signatureNames(into, tree, meanings, () => undefined);
    equationNames(into, tree.equations, meanings);
  } else if (tree.kind === 'net') yield* netNames(reader, into, at, tree);
  else yield* kernelDeclarationNames(reader, into, at, tree);
}

function* netNames(reader: Reader, into: NameCollector, at: At, tree: ast.NetDeclaration): Computation<void> {
  const meanings = yield* meaningsOf(reader, at);
  if (!meanings) return;
  signatureNames(into, tree, meanings, () => undefined);
  const declarations = new Map<string, NameSymbol>();
  const callees = new Map<string, Meanings>();
  for (const name of mentionedDeclarations(tree.wires)) {
    const found = yield* reader.get(lookup, at.uri, name);
    if (!found) continue;
    declarations.set(name, declared(found, name));
    const callee = yield* meaningsOf(reader, found);
    if (callee) callees.set(name, callee);
  }
  wireNames(into, tree.wires, { meanings, declarations, callees });
}

function* kernelDeclarationNames(
  reader: Reader,
  into: NameCollector,
  at: At,
  tree: ast.KernelDeclaration,
): Computation<void> {
  for (const name of [tree.op, tree.target]) {
    const found = yield* reader.get(lookup, at.uri, name.name);
    if (found) into.add(name, declared(found, name.name));
  }
  const model = yield* reader.get(kernel, at.uri, at.key);
  const meanings = model?.op && (yield* meaningsOf(reader, model.op));
  const target = model?.target && (yield* targetMeanings(reader, model.target));
  kernelNames(into, tree, {
    ...at,
    ...(meanings ? { op: meanings } : {}),
    ...(target ? { target } : {}),
    indices: model?.op ? yield* indicesOf(reader, model.op) : new Set(),
    consts: yield* fileConsts(reader, at.uri),
  });
}

/** A case without `for` carries the name of its subject; with it, a name of its own. */
function* caseNames(reader: Reader, into: NameCollector, at: At, tree: ast.CaseDeclaration): Computation<void> {
  const subject = tree.for ?? tree.name;
  const found = yield* reader.get(lookup, at.uri, subject.name);
  if (tree.for) into.add(tree.name, { kind: 'case', ...at, name: tree.name.name, scope: '' }, { declares: true });
  if (found) into.add(subject, declared(found, subject.name));
  if (tree.on) {
    const target = yield* reader.get(lookup, at.uri, tree.on.name);
    if (target) into.add(tree.on, declared(target, tree.on.name));
  }
  const model = found?.kind === 'kernel' ? yield* reader.get(kernel, found.uri, found.key) : undefined;
  const described = found?.kind === 'kernel' ? model?.op : found;
  const meanings = described && (yield* meaningsOf(reader, described));
  const tunes = new Set(model?.tunes.map(({ name }) => name));
  for (const { id, name, value } of tree.entries) {
    const own: NameSymbol | undefined =
      found && tunes.has(name.name)
        ? { kind: 'tune', uri: found.uri, key: found.key, name: name.name, scope: '' }
        : (meanings?.valueOf(name.name) ?? meanings?.typeOf(name.name) ?? meanings?.spreadOf(name.name));
    into.add(name, own);
    if (value.kind === 'name' && meanings?.typeOf(value.name)?.kind === 'builtinType')
      into.add({ id, name: value.name }, builtin('builtinType', value.name), { at: 'end' });
  }
}

/** What names mean in an op or net; undefined for a declaration of another kind. */
export function* meaningsOf(reader: Reader, { uri, key }: At): Computation<Meanings | undefined> {
  const head = yield* reader.get(signature, uri, key);
  if (!head) return undefined;
  const consts = yield* fileConsts(reader, uri);
  const meanings = Meanings.ofSignature({ uri, key }, head, consts);
  const model = yield* reader.get(op, uri, key);
  if (!model) return meanings;
  const tensors = tensorsOf(model);
  for (const name of model.internals) {
    meanings.tensor('tensor', name);
    meanings.indexDimensions(name, tensors.get(name)?.dimensionNames ?? []);
  }
  return meanings;
}

/** The indices of an op's equations, those of reductions included. */
export function* indicesOf(reader: Reader, { uri, key }: At): Computation<ReadonlySet<string>> {
  const model = yield* reader.get(op, uri, key);
  const indices = new Set<string>();
  for (const equation of model?.equations ?? []) {
    for (const index of equation.indices) indices.add(index);
    for (const reduction of reductionsOf(equation)) for (const { index } of reduction.indices) indices.add(index);
  }
  return indices;
}

function* targetMeanings(reader: Reader, { uri, key }: At): Computation<TargetMeanings | undefined> {
  const tree = ofKind(yield* reader.get(declaration, uri, key), 'target');
  return tree && new TargetMeanings(uri, key, tree);
}

function* fileConsts(reader: Reader, uri: string): Computation<ReadonlyMap<string, NameSymbol>> {
  const consts = new Map<string, NameSymbol>();
  for (const name of yield* reader.get(namesOfKind, uri, 'const')) {
    const found = yield* reader.get(lookup, uri, name);
    if (found?.kind === 'const') consts.set(name, declared(found, name));
  }
  return consts;
}

function declared({ uri, key, kind }: DeclarationReference, name: string): NameSymbol {
  return { kind: kind as 'op', uri, key, name, scope: '' };
}
