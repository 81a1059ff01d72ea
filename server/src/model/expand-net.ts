/** Expands a net at a case: see `net-expansion.ts`. */
import type { Computation, Reader } from '../query/definition.ts';
import type * as ast from '../syntax/ast.ts';
import type { NodeReference } from '../syntax/locate.ts';
import { declaration, ofKind } from '../syntax/queries.ts';
import { constsAround, visibleConsts } from './consts.ts';
import { countOperators } from './count-net.ts';
import { Abandoned, Expansion } from './expansion.ts';
import { kernel } from './kernel-queries.ts';
import { lowerSize } from './lower-size.ts';
import { type Bound, constsOf, realIn } from './net-binding.ts';
import { instanceKey, type NetExpansion, type NetTensor } from './net-expansion.ts';
import type { Problem } from './problem.ts';
import { type DeclarationReference, lookup } from './scope.ts';
import { type Binding, bindShapes, printShape, type Shape } from './shape.ts';
import { type Signature, signature } from './signature.ts';
import { evaluateSize, holds, printConstraint } from './size.ts';

/** A net of more instances than this is not expanded: nobody reads it, and it would take seconds. */
export const MAXIMUM_INSTANCES = 100_000;
/** A `repeat` of as many turns is counted before it is opened: that takes a small part of the time. */
const COUNTED_TURNS = 16n;
/** The node of a declaration's name: where a problem of a result is shown, since signatures carry no nodes. */
const NAME_NODE = 1;
/** Nets that call nets, deeper than this: a net that calls itself. */
const MAXIMUM_DEPTH = 100;

export interface ExpandedNet {
  readonly expansion: NetExpansion;
  readonly problems: readonly Problem[];
}

/** @returns the instances of a net called with these shapes, and what is wrong in it at these sizes. */
export function* expandNet(
  reader: Reader,
  net: DeclarationReference,
  binding: Binding,
  inputs: readonly Shape[],
): Computation<ExpandedNet> {
  const builder = new Expansion();
  const head = yield* reader.get(signature, net.uri, net.key);
  const names = head?.tensors.filter((tensor) => tensor.role === 'parameter').map((tensor) => tensor.name) ?? [];
  const tensors = inputs.map((shape, i) => builder.add({ ...shape, name: names[i] ?? '', origin: 'input' }));
  let results: readonly number[] = [];
  try {
    results = yield* new NetCall(reader, builder, net, [], 0).run(binding, tensors);
  } catch (thrown) {
    if (!(thrown instanceof Abandoned)) throw thrown;
  }
  const resultNames = head?.tensors.filter((tensor) => tensor.role === 'result').map((tensor) => tensor.name) ?? [];
  const named = new Map(results.map((tensor, i) => [resultNames[i] ?? '', tensor]));
  return {
    expansion: { tensors: builder.tensors, instances: builder.instances, results: named },
    problems: builder.problems(),
  };
}

/** One call of a net: its names and where it stands. */
class NetCall {
  readonly #reader: Reader;
  readonly #expansion: Expansion;
  readonly #net: DeclarationReference;
  readonly #sites: readonly NodeReference[];
  readonly #depth: number;
  #elements: ReadonlyMap<string, string> = new Map();
  #lists: ReadonlyMap<string, readonly bigint[]> = new Map();

  constructor(
    reader: Reader,
    expansion: Expansion,
    net: DeclarationReference,
    sites: readonly NodeReference[],
    depth: number,
  ) {
    this.#reader = reader;
    this.#expansion = expansion;
    this.#net = net;
    this.#sites = sites;
    this.#depth = depth;
  }

  /** @returns the tensors of the results. */
  *run(binding: Binding, inputs: readonly number[]): Computation<readonly number[]> {
    const { uri, key } = this.#net;
    const tree = ofKind(yield* this.#reader.get(declaration, uri, key), 'net');
    const head = yield* this.#reader.get(signature, uri, key);
    if (!tree || !head) throw new Abandoned();
    this.#elements = binding.elements;
    this.#lists = binding.lists;
    const names = new Map<string, Bound>();
    for (const [name, value] of binding.sizes) names.set(name, { kind: 'const', value });
    for (const [name, text] of binding.reals) names.set(name, { kind: 'real', text });
    const parameters = head.tensors.filter((tensor) => tensor.role === 'parameter');
    for (const [i, { name }] of parameters.entries()) names.set(name, { kind: 'tensor', tensor: inputs[i] as number });
    const results = new Map<string, number>();
    if (this.#depth === 0) {
      const { count, largest } = yield* countOperators(this.#reader, uri, tree.wires, constsOf(names));
      if (count > MAXIMUM_INSTANCES) throw this.#tooLarge(count, largest);
    }
    yield* this.#wires(tree.wires, names, results);
    return this.#results(head, binding, results);
  }

  #results(head: Signature, binding: Binding, results: ReadonlyMap<string, number>): readonly number[] {
    const declared = head.tensors.filter((tensor) => tensor.role === 'result');
    return declared.map(({ name }, i) => {
      const tensor = results.get(name);
      if (tensor === undefined) throw new Abandoned();
      const expected = binding.results[i] as Shape;
      const actual = this.#expansion.tensors[tensor] as NetTensor;
      const same = expected.element === actual.element && expected.extents.join() === actual.extents.join();
      if (same) return tensor;
      const message = `The result \`${name}\` is declared ${printShape(expected)}, but is ${printShape(actual)} at these sizes.`;
      throw this.#expansion.refuse('shape-mismatch', message, this.#within(NAME_NODE));
    });
  }

  *#wires(wires: readonly ast.Wire[], names: Map<string, Bound>, results: Map<string, number>): Computation<void> {
    for (const wire of wires) {
      yield* this.#reader.checkpoint();
      // A wire that is wrong is left out; those that need it are abandoned without another message.
      try {
        yield* this.#wire(wire, names, results);
      } catch (thrown) {
        if (!(thrown instanceof Abandoned)) throw thrown;
        if (wire.kind === 'let') for (const { name } of wire.names) names.delete(name);
      }
    }
  }

  *#wire(wire: ast.Wire, names: Map<string, Bound>, results: Map<string, number>): Computation<void> {
    if (wire.kind === 'param') {
      const shape = this.#parameterShape(wire.tensor, names);
      const { name } = wire.tensor.name;
      names.set(name, { kind: 'tensor', tensor: this.#expansion.add({ ...shape, name, origin: 'param' }) });
    } else if (wire.kind === 'let') {
      const values = yield* this.#value(wire.value, names);
      if (values.length !== wire.names.length) throw new Abandoned();
      for (const [i, { name }] of wire.names.entries()) names.set(name, values[i] as Bound);
    } else if (wire.kind === 'result') {
      const [value] = yield* this.#value(wire.value, names);
      if (value?.kind !== 'tensor') return;
      results.set(wire.name.name, value.tensor);
      names.set(wire.name.name, value);
    } else {
      yield* this.#repeat(wire, names, results);
    }
  }

  *#repeat(wire: ast.RepeatWire, names: Map<string, Bound>, results: Map<string, number>): Computation<void> {
    const { range } = wire;
    const from = range.kind === 'index' ? this.#number(range.from, names) : 0n;
    const to = this.#number(range.kind === 'index' ? range.to : range.count, names);
    const index = range.kind === 'index' ? range.index.name : undefined;
    const outer = index === undefined ? undefined : names.get(index);
    if (to - from >= COUNTED_TURNS) yield* this.#checkTurns(wire, to - from, names);
    for (let i = from; i < to; i++) {
      const before = this.#expansion.instances.length;
      if (index !== undefined) names.set(index, { kind: 'const', value: i });
      yield* this.#wires(wire.body, names, results);
      // A body without instances does the same each time.
      if (this.#expansion.instances.length === before) break;
    }
    if (index !== undefined && outer !== undefined) names.set(index, outer);
    else if (index !== undefined) names.delete(index);
  }

  /** How often a wire is repeated may depend on a shape: known here, and not before. */
  *#checkTurns({ range, body }: ast.RepeatWire, turns: bigint, names: ReadonlyMap<string, Bound>): Computation<void> {
    const sizes = constsOf(names);
    if (range.kind === 'index') sizes.delete(range.index.name);
    const { count } = yield* countOperators(this.#reader, this.#net.uri, body, sizes);
    const total = BigInt(this.#expansion.instances.length) + turns * count;
    if (total > MAXIMUM_INSTANCES) throw this.#tooLarge(total, range.kind === 'index' ? range.to.id : range.count.id);
  }

  #tooLarge(count: bigint, node: number): Abandoned {
    const message = `With this the net has ${count} operators or more; it is opened up to ${MAXIMUM_INSTANCES}. Check the counts of \`repeat\`.`;
    return this.#expansion.refuse('too-large', message, this.#within(node));
  }

  *#value(value: ast.WireValue, names: ReadonlyMap<string, Bound>): Computation<readonly Bound[]> {
    if (value.kind === 'name') {
      const bound = names.get(value.text);
      if (!bound) throw new Abandoned();
      return [bound];
    }
    if (value.kind === 'call') return yield* this.#call(value, names);
    throw new Abandoned();
  }

  *#call(call: ast.WireValue, names: ReadonlyMap<string, Bound>): Computation<readonly Bound[]> {
    const { uri } = this.#net;
    const callee = yield* this.#reader.get(lookup, uri, call.text);
    if (callee?.kind !== 'op' && callee?.kind !== 'net') throw new Abandoned();
    const head = yield* this.#reader.get(signature, callee.uri, callee.key);
    if (!head) throw new Abandoned();
    const inputs: number[] = [];
    const reals = new Map<string, string>();
    const known = new Map(constsAround(head, yield* this.#reader.get(visibleConsts, callee.uri)));
    for (const argument of call.arguments) {
      const real =
        argument.name && argument.value.kind === 'expression' ? realIn(argument.value.value, names) : undefined;
      if (argument.name && real !== undefined) reals.set(argument.name.name, real);
      else if (argument.name) known.set(argument.name.name, yield* this.#constArgument(argument, head, names));
      else if (argument.value.kind === 'wire')
        inputs.push(yield* this.#tensorArgument(argument.value.value, head, names));
    }
    const shapes = inputs.map((tensor) => this.#expansion.tensors[tensor] as Shape);
    const bound = bindShapes(head, shapes, known, reals);
    if (!bound.ok) throw this.#refuseBinding(call, bound.problem);
    return yield* this.#instantiate(call, callee, head, bound.binding, inputs);
  }

  #refuseBinding(
    call: ast.WireValue,
    { code, message, argument }: Extract<ReturnType<typeof bindShapes>, { ok: false }>['problem'],
  ): Abandoned {
    const positional = call.arguments.filter((a) => !a.name);
    const node = argument === undefined ? call.id : (positional[argument]?.id ?? call.id);
    return this.#expansion.refuse(code, message, this.#within(node));
  }

  *#instantiate(
    call: ast.WireValue,
    callee: DeclarationReference,
    head: Signature,
    binding: Binding,
    inputs: readonly number[],
  ): Computation<readonly Bound[]> {
    const sites = [this.#at(call.id), ...this.#sites];
    if (callee.kind === 'net') {
      if (this.#depth >= MAXIMUM_DEPTH) {
        const message = `Nets call each other more than ${MAXIMUM_DEPTH} deep here: \`${call.text}\` reaches itself. A net cannot call itself.`;
        throw this.#expansion.refuse('ill-founded', message, this.#within(call.id));
      }
      const inner = new NetCall(this.#reader, this.#expansion, callee, sites, this.#depth + 1);
      return (yield* inner.run(binding, inputs)).map((tensor) => ({ kind: 'tensor', tensor }));
    }
    if (this.#expansion.instances.length >= MAXIMUM_INSTANCES) {
      const message = `This net has more than ${MAXIMUM_INSTANCES} operators; the rest is left out. Check the counts of \`repeat\`.`;
      throw this.#expansion.refuse('too-large', message, this.#within(call.id));
    }
    const chosen = call.using ? yield* this.#kernel(call, call.using, callee, binding) : undefined;
    const names = head.tensors.filter((tensor) => tensor.role === 'result').map((tensor) => tensor.name);
    const outputs = binding.results.map((shape, i) =>
      this.#expansion.add({ ...shape, name: names[i] ?? '', origin: 'operator' }),
    );
    const { sizes, lists, reals, elements } = binding;
    const key = instanceKey(callee, chosen, binding);
    const instance = { op: callee, opName: head.name, sizes, lists, reals, elements, inputs, outputs, key, sites };
    this.#expansion.instances.push(chosen ? { ...instance, kernel: chosen } : instance);
    return outputs.map((tensor) => ({ kind: 'tensor', tensor }));
  }

  /** The kernel after `using` must be one of the op, and its `where` must hold at these sizes. */
  *#kernel(
    call: ast.WireValue,
    using: ast.Identifier,
    op: DeclarationReference,
    binding: Binding,
  ): Computation<DeclarationReference> {
    const found = yield* this.#reader.get(lookup, this.#net.uri, using.name);
    const model = found?.kind === 'kernel' ? yield* this.#reader.get(kernel, found.uri, found.key) : undefined;
    if (!found || !model) throw new Abandoned();
    if (model.op?.uri !== op.uri || model.op.key !== op.key) {
      const message = `\`${using.name}\` is no kernel of \`${call.text}\`: it is one of \`${model.op?.key.replace('op ', '') ?? '?'}\`.`;
      throw this.#expansion.refuse('type-mismatch', message, this.#within(using.id));
    }
    const sizes = new Map([...model.tunes.map((tune) => [tune.name, tune.value] as const), ...binding.sizes]);
    for (const constraint of model.where) {
      if (holds(constraint, sizes) !== false) continue;
      const message = `\`${using.name}\` asks for ${printConstraint(constraint)}, which does not hold in this call.`;
      throw this.#expansion.refuse('case-violates-where', message, this.#within(using.id));
    }
    return found;
  }

  *#tensorArgument(value: ast.WireValue, head: Signature, names: ReadonlyMap<string, Bound>): Computation<number> {
    const values = yield* this.#value(value, names);
    const [bound] = values;
    // What the text alone shows (several results, a tensor for a const) `net-names.ts` has said.
    if (values.length !== 1) throw new Abandoned();
    if (bound?.kind === 'tensor') return bound.tensor;
    const message = `\`${value.text}\` is a const; a tensor is due here. Consts of \`${head.name}\` are given by name: \`name = ${value.text}\`.`;
    throw this.#expansion.refuse('type-mismatch', message, this.#within(value.id));
  }

  *#constArgument(argument: ast.Argument, head: Signature, names: ReadonlyMap<string, Bound>): Computation<bigint> {
    const name = argument.name as ast.Identifier;
    if (!head.consts.some((c) => c.name === name.name)) throw new Abandoned();
    yield* this.#reader.checkpoint();
    if (argument.value.kind === 'expression') return this.#number(argument.value.value, names);
    throw new Abandoned();
  }

  #parameterShape(tensor: ast.TensorParameter, names: ReadonlyMap<string, Bound>): Shape {
    const extents = (tensor.type.dimensions ?? []).flatMap((dimension): readonly bigint[] => {
      const { size } = dimension;
      if (size.kind === 'spread') return this.#lists.get(size.name.name) ?? [];
      if (size.kind !== 'factored') return [this.#number(size, names)];
      return [size.names.reduce((product, name) => product * this.#named(name.name, name.id, names), 1n)];
    });
    const element = tensor.type.element.name;
    return { element: this.#elements.get(element) ?? element, extents };
  }

  #number(expression: ast.Expression, names: ReadonlyMap<string, Bound>): bigint {
    const sizes = new Map<string, bigint>();
    const size = lowerSize(
      expression,
      (name, node) => void (name !== '' && sizes.set(name, this.#named(name, node, names))),
      () => {},
    );
    const value = evaluateSize(size, sizes);
    if (value === undefined) throw new Abandoned();
    return value;
  }

  #named(name: string, node: number, names: ReadonlyMap<string, Bound>): bigint {
    const bound = names.get(name);
    if (bound?.kind === 'const') return bound.value;
    if (bound?.kind !== 'real') throw new Abandoned();
    const message = `\`${name}\` is ${bound.text} here; a whole number is due.`;
    throw this.#expansion.refuse('type-mismatch', message, this.#within(node));
  }

  /** A node of this net, then the calls through which it was reached, innermost first. */
  #within(node: number): readonly NodeReference[] {
    return [this.#at(node), ...this.#sites];
  }

  #at(node: number): NodeReference {
    return { uri: this.#net.uri, declaration: this.#net.key, node };
  }
}
