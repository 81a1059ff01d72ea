/** Kernels as queries. */
import { defineQuery } from '../query/definition.ts';
import { declaration, ofKind } from '../syntax/queries.ts';
import type { Kernel } from './kernel.ts';
import { KernelLowering, type KernelNames } from './lower-kernel.ts';
import { suggestion } from './nearest.ts';
import { type Op, op } from './op.ts';
import { Report } from './report.ts';
import { type DeclarationReference, lookup, namesOfKind } from './scope.ts';
import { type Target, target } from './target.ts';
import { tensorsOf } from './tensors.ts';

/** Model, origins of the steps and problems of a kernel; undefined if the declaration is no kernel. */
export const kernelWithProblems = defineQuery('kernelWithProblems', function* (reader, uri: string, key: string) {
  const tree = ofKind(yield* reader.get(declaration, uri, key), 'kernel');
  if (!tree) return undefined;
  const report = new Report(uri, key);
  const resolved: Partial<Record<'op' | 'target', DeclarationReference>> = {};
  for (const kind of ['op', 'target'] as const) {
    const { name, id } = tree[kind];
    if (name === '') continue;
    const found = yield* reader.get(lookup, uri, name);
    if (found?.kind === kind) resolved[kind] = found;
    else {
      const candidates = yield* reader.get(namesOfKind, uri, kind);
      const what = found ? `\`${name}\` is a ${found.kind}, not ${an(kind)}.` : `There is no ${kind} \`${name}\`.`;
      report.error('unknown-name', id, what + suggestion(name, candidates));
    }
  }
  const opModel = resolved.op && (yield* reader.get(op, resolved.op.uri, resolved.op.key));
  const targetModel = resolved.target && (yield* reader.get(target, resolved.target.uri, resolved.target.key));
  if (opModel && targetModel) checkHomes(opModel, targetModel, tree.target.id, report);
  const names: KernelNames = {
    ...(opModel ? { tensors: tensorsOf(opModel) } : {}),
    ...(opModel ? { op: opModel } : {}),
    ...(targetModel ? { target: targetModel } : {}),
    fileConsts: yield* reader.get(namesOfKind, uri, 'const'),
  };
  const lowering = new KernelLowering(names, report);
  const model: Kernel = { ...lowering.lower(tree), ...resolved };
  return { model, origins: lowering.origins, whereOrigins: tree.where.map((c) => c.id), problems: report.problems };
});

/** The memory after `in` in the op's signature must be one of the target: no kernel can run there otherwise. */
function checkHomes({ signature }: Op, { name, memories }: Target, node: number, report: Report): void {
  const known = memories.map((memory) => memory.name);
  for (const { name: tensor, memory } of signature.tensors) {
    if (memory === undefined || known.includes(memory)) continue;
    const message = `\`${signature.name}\` has \`${tensor}\` in \`${memory}\`, a memory that \`${name}\` does not have.`;
    report.error('unknown-name', node, message + suggestion(memory, known));
  }
}

/** The meaning of a kernel. */
export const kernel = defineQuery('kernel', function* (reader, uri: string, key: string) {
  return (yield* reader.get(kernelWithProblems, uri, key))?.model;
});

function an(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
