/**
 * How many operators a net has at least, before it is opened: a net of 10^9 operators is refused at once, not after the
 * first hundred thousand.
 *
 * A call of an op counts 1, a call of a net what that net has, a `repeat` its turns times its body. A count that depends
 * on what is not known here (the shape of an argument, the number of an outer `repeat`) counts as 0 turns, so the result is
 * a lower bound; the expansion has a limit of its own.
 *
 * Worked example: `repeat depth { repeat 1000 { let h = relu(h) } }` with depth = 1000 has 1,000,000.
 */
import type { Computation, Reader } from '../query/definition.ts';
import type * as ast from '../syntax/ast.ts';
import { declaration, ofKind } from '../syntax/queries.ts';
import { constsAround, visibleConsts } from './consts.ts';
import { defaultsOf, settleSizes } from './definitions.ts';
import { lowerSize } from './lower-size.ts';
import { type DeclarationReference, lookup } from './scope.ts';
import { signature } from './signature.ts';
import { evaluateSize } from './size.ts';

/** Wires that one count visits; beyond them everything counts 0. */
const MAXIMUM_VISITS = 10_000;
/** Nets in nets; one that calls itself is told when it is opened. */
const MAXIMUM_DEPTH = 100;

interface NetCount {
  readonly count: bigint;
  /** The node of the wire with the most operators. */
  readonly largest: number;
}

/** @returns a lower bound of the operators of wires of a file where these names have these values. */
export function* countOperators(
  reader: Reader,
  uri: string,
  wires: readonly ast.Wire[],
  sizes: ReadonlyMap<string, bigint>,
): Computation<NetCount> {
  return yield* new Count(reader).body(uri, wires, sizes);
}

class Count {
  readonly #reader: Reader;
  #visits = 0;
  #depth = 0;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  *body(uri: string, wires: readonly ast.Wire[], sizes: ReadonlyMap<string, bigint>): Computation<NetCount> {
    // A name that a wire binds has another value from there on.
    const known = new Map(sizes);
    for (const name of boundNames(wires)) known.delete(name);
    return yield* this.#wires(wires, uri, known);
  }

  *#net({ uri, key }: DeclarationReference, sizes: ReadonlyMap<string, bigint>): Computation<bigint> {
    const tree = ofKind(yield* this.#reader.get(declaration, uri, key), 'net');
    if (!tree || this.#depth >= MAXIMUM_DEPTH) return 0n;
    this.#depth++;
    const { count } = yield* this.body(uri, tree.wires, sizes);
    this.#depth--;
    return count;
  }

  *#wires(wires: readonly ast.Wire[], uri: string, sizes: ReadonlyMap<string, bigint>): Computation<NetCount> {
    let count = 0n;
    let most = -1n;
    let largest = 0;
    for (const wire of wires) {
      if (++this.#visits > MAXIMUM_VISITS) break;
      yield* this.#reader.checkpoint();
      const own = yield* this.#wire(wire, uri, sizes);
      count += own;
      if (own > most) [most, largest] = [own, nodeOf(wire)];
    }
    return { count, largest };
  }

  *#wire(wire: ast.Wire, uri: string, sizes: ReadonlyMap<string, bigint>): Computation<bigint> {
    if (wire.kind === 'param') return 0n;
    if (wire.kind !== 'repeat') return yield* this.#value(wire.value, uri, sizes);
    const turns = turnsOf(wire, sizes);
    return turns > 0n ? turns * (yield* this.#wires(wire.body, uri, sizes)).count : 0n;
  }

  *#value(value: ast.WireValue, uri: string, sizes: ReadonlyMap<string, bigint>): Computation<bigint> {
    if (value.kind !== 'call') return 0n;
    let count = 0n;
    for (const argument of value.arguments) {
      if (argument.value.kind === 'wire') count += yield* this.#value(argument.value.value, uri, sizes);
    }
    const callee = yield* this.#reader.get(lookup, uri, value.text);
    if (callee?.kind === 'op') return count + 1n;
    if (callee?.kind !== 'net' || ++this.#visits > MAXIMUM_VISITS) return count;
    return count + (yield* this.#net(callee, yield* this.#known(value, callee, sizes)));
  }

  /** What a call says of the names of a net: the consts that it gives, the defaults of the others. */
  *#known(
    call: ast.WireValue,
    callee: DeclarationReference,
    sizes: ReadonlyMap<string, bigint>,
  ): Computation<ReadonlyMap<string, bigint>> {
    const head = yield* this.#reader.get(signature, callee.uri, callee.key);
    if (!head) return new Map();
    const known = new Map(constsAround(head, yield* this.#reader.get(visibleConsts, callee.uri)));
    const given = new Set<string>();
    for (const { name, value } of call.arguments) {
      if (!name || value.kind !== 'expression') continue;
      given.add(name.name);
      const number = numberOf(value.value, sizes);
      if (number !== undefined) known.set(name.name, number);
    }
    settleSizes(known, defaultsOf(head.consts.filter((c) => !given.has(c.name))), head.where);
    return known;
  }
}

/** @returns the names that `let`, `param` and `repeat` bind anywhere in these wires. */
function boundNames(wires: readonly ast.Wire[]): readonly string[] {
  return wires.flatMap((wire): readonly string[] => {
    if (wire.kind === 'param') return [wire.tensor.name.name];
    if (wire.kind === 'let') return wire.names.map(({ name }) => name);
    if (wire.kind === 'result') return [wire.name.name];
    return [...(wire.range.kind === 'index' ? [wire.range.index.name] : []), ...boundNames(wire.body)];
  });
}

function turnsOf({ range }: ast.RepeatWire, sizes: ReadonlyMap<string, bigint>): bigint {
  const from = range.kind === 'index' ? numberOf(range.from, sizes) : 0n;
  const to = numberOf(range.kind === 'index' ? range.to : range.count, sizes);
  return from === undefined || to === undefined ? 0n : to - from;
}

function numberOf(expression: ast.Expression, sizes: ReadonlyMap<string, bigint>): bigint | undefined {
  const ignore = () => {};
  return evaluateSize(lowerSize(expression, ignore, ignore), sizes);
}

/** Where a wire with too many operators is shown: the count of a `repeat`, else its value. */
function nodeOf(wire: ast.Wire): number {
  if (wire.kind === 'param') return wire.id;
  if (wire.kind !== 'repeat') return wire.value.id;
  return wire.range.kind === 'index' ? wire.range.to.id : wire.range.count.id;
}
