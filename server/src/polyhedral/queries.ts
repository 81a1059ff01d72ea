/** Environments and programs as queries, one for each kernel and case. */

import { isBroken } from '../model/broken.ts';
import { type Case, caseModel } from '../model/case.ts';
import { fileConst } from '../model/consts.ts';
import { kernel } from '../model/kernel-queries.ts';
import { op } from '../model/op.ts';
import { namesOfKind } from '../model/scope.ts';
import { signature } from '../model/signature.ts';
import type { Size } from '../model/size.ts';
import { target } from '../model/target.ts';
import { defineQuery } from '../query/definition.ts';
import { environmentOf } from './environment.ts';
import { lowerProgram } from './lower.ts';

const NO_CASE: Case = {
  name: '',
  subject: '',
  sizes: new Map(),
  reals: new Map(),
  elements: new Map(),
  lists: new Map(),
};

/**
 * The values of names for a kernel at a case (`caseUri` and `caseKey` empty: no case, so consts have their defaults).
 * Undefined if the kernel's op is not known.
 */
export const environment = defineQuery(
  'environment',
  function* (reader, uri: string, key: string, caseUri: string, caseKey: string) {
    const kernelModel = yield* reader.get(kernel, uri, key);
    const head = kernelModel?.op && (yield* reader.get(signature, kernelModel.op.uri, kernelModel.op.key));
    if (!kernelModel?.op || !head) return undefined;
    const model = caseKey === '' ? NO_CASE : ((yield* reader.get(caseModel, caseUri, caseKey)) ?? NO_CASE);
    const consts = new Map<string, Size>();
    for (const file of [uri, kernelModel.op.uri]) {
      for (const name of yield* reader.get(namesOfKind, file, 'const')) {
        const value = yield* reader.get(fileConst, file, name);
        if (value) consts.set(name, value);
      }
    }
    return environmentOf(kernelModel, head, model, consts);
  },
);

/** The polyhedral program of a kernel at a case, or why there is none. */
export const program = defineQuery(
  'program',
  function* (reader, uri: string, key: string, caseUri: string, caseKey: string) {
    const kernelModel = yield* reader.get(kernel, uri, key);
    for (const used of [{ uri, key }, kernelModel?.op, kernelModel?.target]) {
      if (!used || !(yield* reader.get(isBroken, used.uri, used.key))) continue;
      return { ok: false as const, reason: 'its text has a syntax error' };
    }
    const values = yield* reader.get(environment, uri, key, caseUri, caseKey);
    if (!values || !kernelModel?.op) return { ok: false as const, reason: 'its op is not known' };
    if (!kernelModel.target) return { ok: false as const, reason: 'its target is not known' };
    if (values.missing.length > 0) {
      const list = values.missing.map((name) => `\`${name}\``).join(', ');
      return { ok: false as const, reason: caseKey === '' ? 'it needs a case' : `the case gives no value for ${list}` };
    }
    if (values.violations.length > 0) return { ok: false as const, reason: 'the case breaks a constraint' };
    const opModel = yield* reader.get(op, kernelModel.op.uri, kernelModel.op.key);
    const targetModel = yield* reader.get(target, kernelModel.target.uri, kernelModel.target.key);
    if (!opModel || !targetModel) return { ok: false as const, reason: 'its op or target could not be read' };
    return lowerProgram(kernelModel, opModel, targetModel, values);
  },
);
