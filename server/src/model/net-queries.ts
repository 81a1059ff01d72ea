/** Nets at their cases, as queries. */
import { defineQuery } from '../query/definition.ts';
import { type Case, caseModel } from './case.ts';
import { visibleConsts } from './consts.ts';
import { type ExpandedNet, expandNet } from './expand-net.ts';
import type { Problem } from './problem.ts';
import { bindShapes, type Shape } from './shape.ts';
import { type Signature, type SignatureTensor, signature } from './signature.ts';
import { evaluateSize } from './size.ts';

export type NetResult =
  | ({ readonly ok: true } & ExpandedNet)
  /** `reason` completes "there are no numbers because …". */
  | { readonly ok: false; readonly reason: string; readonly problems: readonly Problem[] };

/** A net at a case: its instances, or why there are none. */
export const netExpansion = defineQuery(
  'netExpansion',
  function* (reader, uri: string, key: string, caseUri: string, caseKey: string) {
    const head = yield* reader.get(signature, uri, key);
    const model = yield* reader.get(caseModel, caseUri, caseKey);
    if (!head || !model) return refused('it needs a case');
    const known = new Map([...(yield* reader.get(visibleConsts, uri)), ...model.sizes]);
    const inputs = inputShapes(head, model, known);
    if (!inputs.ok)
      return refused(`the case gives no value for ${inputs.missing.map((name) => `\`${name}\``).join(', ')}`);
    const bound = bindShapes(head, inputs.shapes, known);
    if (!bound.ok) return refused(bound.problem.message);
    const net = { uri, key, kind: 'net' as const };
    const result: NetResult = { ok: true, ...(yield* expandNet(reader, net, bound.binding, inputs.shapes)) };
    return result;
  },
);

function refused(reason: string): NetResult {
  return { ok: false, reason, problems: [] };
}

type Inputs =
  | { readonly ok: true; readonly shapes: readonly Shape[] }
  | { readonly ok: false; readonly missing: readonly string[] };

/** The shapes of a net's inputs at a case, or the names that it leaves open. */
function inputShapes(head: Signature, model: Case, known: ReadonlyMap<string, bigint>): Inputs {
  const missing = new Set<string>();
  const shapes = head.tensors
    .filter((tensor) => tensor.role === 'parameter')
    .map((tensor): Shape => {
      const element = model.elements.get(tensor.element) ?? tensor.element;
      return { element, extents: extentsOf(tensor, model, known, missing) };
    });
  return missing.size > 0 ? { ok: false, missing: [...missing] } : { ok: true, shapes };
}

function extentsOf(
  tensor: SignatureTensor,
  model: Case,
  known: ReadonlyMap<string, bigint>,
  missing: Set<string>,
): readonly bigint[] {
  return tensor.dimensions.flatMap((dimension): readonly bigint[] => {
    if (dimension.kind === 'spread') {
      const list = model.lists.get(dimension.name);
      if (!list) missing.add(dimension.name);
      return list ?? [];
    }
    if (dimension.kind === 'factored') {
      for (const name of dimension.names) if (!known.has(name)) missing.add(name);
      return [dimension.names.reduce((product, name) => product * (known.get(name) ?? 1n), 1n)];
    }
    const extent = evaluateSize(dimension.size, known);
    if (extent === undefined && dimension.size.kind === 'name') missing.add(dimension.size.name);
    return [extent ?? 0n];
  });
}
