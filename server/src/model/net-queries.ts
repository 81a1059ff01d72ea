/** Nets at their cases, as queries. */
import { type Computation, defineQuery } from '../query/definition.ts';
import { type Case, caseModel } from './case.ts';
import { constsAround, visibleConsts } from './consts.ts';
import { defaultsOf, settleSizes } from './definitions.ts';
import { isElementType } from './element-type.ts';
import { type ExpandedNet, expandNet } from './expand-net.ts';
import { type BindingProblem, bindShapes, type Shape } from './shape.ts';
import { type Signature, signature, type TensorDimension } from './signature.ts';
import { evaluateSize } from './size.ts';

export type NetResult =
  | ({ readonly ok: true } & ExpandedNet)
  | {
      readonly ok: false;
      /** Completes "there are no numbers because …". */
      readonly reason: string;
      /** Names of the signature that the case leaves open, in the order of the signature. */
      readonly missing: readonly string[];
      /** What the sizes of the case break in the net's own signature. */
      readonly refusal?: BindingProblem;
    };

/** A net at a case: its instances, or why there are none. */
export const netExpansion = defineQuery(
  'netExpansion',
  function* (reader, uri: string, key: string, caseUri: string, caseKey: string): Computation<NetResult> {
    const head = yield* reader.get(signature, uri, key);
    const model = yield* reader.get(caseModel, caseUri, caseKey);
    if (!head || !model) return { ok: false, reason: 'it needs a case', missing: [] };
    const known = new Map([...constsAround(head, yield* reader.get(visibleConsts, uri)), ...model.sizes]);
    settleSizes(known, defaultsOf(head.consts), head.where);
    const missing = missingNames(head, model, known);
    if (missing.length > 0) {
      const list = missing.map((name) => `\`${name}\``).join(', ');
      return { ok: false, reason: `the case gives no value for ${list}`, missing };
    }
    const inputs = head.tensors.filter((tensor) => tensor.role === 'parameter');
    const shapes = inputs.map((tensor): Shape => {
      const element = model.elements.get(tensor.element) ?? tensor.element;
      return { element, extents: tensor.dimensions.flatMap((dimension) => extentOf(dimension, model, known)) };
    });
    const bound = bindShapes(head, shapes, known, model.reals);
    if (!bound.ok) return { ok: false, reason: bound.problem.message, missing, refusal: bound.problem };
    const net = { uri, key, kind: 'net' as const };
    return { ok: true, ...(yield* expandNet(reader, net, bound.binding, shapes)) };
  },
);

/** The names that a case must give a value and does not. */
function missingNames(head: Signature, model: Case, known: ReadonlyMap<string, bigint>): readonly string[] {
  const spreads = new Set(
    head.tensors.flatMap(({ dimensions }) => dimensions.flatMap((d) => (d.kind === 'spread' ? [d.name] : []))),
  );
  const variables = new Set(head.tensors.map((tensor) => tensor.element).filter((e) => e !== '' && !isElementType(e)));
  return [
    ...head.consts
      .filter(({ name, real }) => !known.has(name) && real === undefined && !model.reals.has(name))
      .map(({ name }) => name),
    ...head.sizes.filter((name) => !known.has(name)),
    ...[...spreads].filter((name) => name !== '' && !model.lists.has(name)),
    ...[...variables].filter((name) => !model.elements.has(name)),
  ];
}

/** All names of the dimension have a value. */
function extentOf(dimension: TensorDimension, model: Case, known: ReadonlyMap<string, bigint>): readonly bigint[] {
  if (dimension.kind === 'spread') return model.lists.get(dimension.name) ?? [];
  if (dimension.kind === 'factored')
    return [dimension.names.reduce((product, name) => product * (known.get(name) ?? 1n), 1n)];
  return [evaluateSize(dimension.size, known) ?? 0n];
}
