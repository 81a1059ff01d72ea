/** The ops of the library, and what a case makes of one: its consts, and random inputs of the shapes that it declares. */
import { addStd } from '../../../server/src/model/files.ts';
import { type Op, op } from '../../../server/src/model/op.ts';
import { namesOfKind } from '../../../server/src/model/scope.ts';
import type { SignatureTensor, TensorDimension } from '../../../server/src/model/signature.ts';
import { evaluateSize } from '../../../server/src/model/size.ts';
import { stdFiles } from '../../../server/src/model/std-files.ts';
import { Database } from '../../../server/src/query/database.ts';
import { computeNow } from '../../../server/src/query/scheduler.ts';
import { setFile } from '../../../server/src/syntax/files.ts';
import type { OpCase } from './cases/read-case.ts';
import type { Consts, Inputs } from './references/reference.ts';
import { product, type Tensor } from './references/tensor.ts';

/** @returns the library's ops by name. */
export function libraryOps(): ReadonlyMap<string, Op> {
  const database = new Database();
  addStd(database);
  const ops = new Map<string, Op>();
  for (const [path, text] of Object.entries(stdFiles)) {
    const uri = `file:///std/${path}`;
    setFile(database, uri, text);
    computeNow(database, function* (reader) {
      for (const name of yield* reader.get(namesOfKind, uri, 'op')) {
        const model = yield* reader.get(op, uri, `op ${name}`);
        if (model) ops.set(name, model);
      }
    });
  }
  return ops;
}

/** What a case gives to an op. */
export interface Call {
  readonly sizes: ReadonlyMap<string, bigint>;
  /** Consts that are no whole numbers, as written. */
  readonly reals: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly bigint[]>;
  /** For the reference, defaults filled in; sizes that are no consts stand among them too. */
  readonly consts: Consts;
  readonly inputs: Inputs;
  /** Extents of each result, by the signature. */
  readonly results: readonly (readonly number[])[];
}

/** @returns the call of a case; `seed` makes its random inputs. */
export function callOf({ signature }: Op, { values, lists, ranges }: OpCase, seed: number): Call {
  const given = [...values].map(([name, value]) => [name, value] as const);
  const sizes = new Map(given.flatMap(([name, n]) => (Number.isInteger(n) ? [[name, BigInt(n)] as const] : [])));
  const reals = new Map(given.flatMap(([name, n]) => (Number.isInteger(n) ? [] : [[name, `${n}`] as const])));
  const known = new Map(sizes);
  for (let before = -1; before !== known.size; ) {
    before = known.size;
    const defaults = signature.consts.map((c) => [c.name, c.default] as const);
    const equal = signature.where.flatMap(({ left, relation, right }) =>
      relation === '=' && left.kind === 'name' ? [[left.name, right] as const] : [],
    );
    for (const [name, size] of [...defaults, ...equal]) {
      const value = size && !known.has(name) && !reals.has(name) ? evaluateSize(size, known) : undefined;
      if (value !== undefined) known.set(name, value);
    }
  }
  const consts = new Map([...known].map(([name, value]) => [name, Number(value)]));
  for (const { name, real } of signature.consts)
    if (real !== undefined && !consts.has(name)) consts.set(name, Number(real));
  for (const [name, text] of reals) consts.set(name, Number(text));
  const shapeOf = ({ dimensions }: SignatureTensor) => dimensions.flatMap((d) => extents(d, known, lists));
  const random = randomNumbers(seed);
  const parameters = signature.tensors.filter(({ role }) => role === 'parameter');
  const inputs = parameters.map((tensor): Tensor => {
    const shape = shapeOf(tensor);
    const isBool = tensor.element === 'bool';
    const whole = isBool || /^[iu]\d/.test(tensor.element);
    const range = ranges.get(tensor.name) ?? { from: isBool ? 0 : -2, to: 2, whole };
    const data = Float64Array.from({ length: product(shape) }, () => {
      const x = range.from + random() * (range.to - range.from);
      return whole || range.whole ? Math.floor(x) : x;
    });
    return { shape, data };
  });
  return {
    sizes,
    reals,
    lists: new Map([...lists].map(([name, list]) => [name, list.map(BigInt)])),
    consts: Object.fromEntries(consts) as unknown as Consts,
    inputs: inputs as unknown as Inputs,
    results: signature.tensors.filter(({ role }) => role === 'result').map(shapeOf),
  };
}

function extents(
  dimension: TensorDimension,
  sizes: ReadonlyMap<string, bigint>,
  lists: ReadonlyMap<string, readonly number[]>,
): readonly number[] {
  if (dimension.kind === 'spread') return lists.get(dimension.name) ?? missing(`..${dimension.name}`);
  if (dimension.kind === 'factored') {
    return [dimension.names.reduce((p, name) => p * Number(sizes.get(name) ?? missing(name)), 1)];
  }
  return [Number(evaluateSize(dimension.size, sizes) ?? missing(JSON.stringify(dimension.size, (_, v) => `${v}`)))];
}

function missing(what: string): never {
  throw new Error(`the case gives no value for ${what}`);
}

/** Numbers from 0 to 1, the same for the same seed (xorshift, 32 bits). */
function randomNumbers(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
