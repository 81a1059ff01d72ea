/** What is wrong in the wires of a net as text: names, arguments, results. */
import { defineQuery } from '../query/definition.ts';
import type * as ast from '../syntax/ast.ts';
import { declaration, ofKind } from '../syntax/queries.ts';
import { lowerSize } from './lower-size.ts';
import { suggestion } from './nearest.ts';
import { Report } from './report.ts';
import { lookup, namesOfKind } from './scope.ts';
import { realOf, type Signature, signature, signatureWithProblems } from './signature.ts';
import { checkType } from './type-problems.ts';

interface NetNames {
  /** Signatures of the ops and nets that the wires call. */
  readonly signatures: ReadonlyMap<string, Signature>;
  readonly callable: readonly string[];
  readonly kernels: readonly string[];
  readonly consts: readonly string[];
}

/** Wires that name what is not there, or give a call what it does not take. */
export const netProblems = defineQuery('netProblems', function* (reader, uri: string, key: string) {
  const tree = ofKind(yield* reader.get(declaration, uri, key), 'net');
  const own = yield* reader.get(signatureWithProblems, uri, key);
  if (!tree || !own) return [];
  const signatures = new Map<string, Signature>();
  for (const name of calledNames(tree.wires)) {
    const found = yield* reader.get(lookup, uri, name);
    const head = found && (yield* reader.get(signature, found.uri, found.key));
    if (head) signatures.set(name, head);
  }
  const names: NetNames = {
    signatures,
    callable: [...(yield* reader.get(namesOfKind, uri, 'op')), ...(yield* reader.get(namesOfKind, uri, 'net'))],
    kernels: yield* reader.get(namesOfKind, uri, 'kernel'),
    consts: yield* reader.get(namesOfKind, uri, 'const'),
  };
  const report = new Report(uri, key);
  new NetWalk(names, report).net(tree, own.model);
  return [...own.problems, ...report.problems];
});

/** The names of every call in these wires, each once. */
function calledNames(wires: readonly ast.Wire[]): ReadonlySet<string> {
  const names = new Set<string>();
  const inValue = (value: ast.WireValue): void => {
    if (value.kind === 'call') names.add(value.text);
    for (const argument of value.arguments) if (argument.value.kind === 'wire') inValue(argument.value.value);
  };
  for (const wire of wires) {
    if (wire.kind === 'let' || wire.kind === 'result') inValue(wire.value);
    if (wire.kind === 'repeat') for (const name of calledNames(wire.body)) names.add(name);
  }
  return names;
}

type Meaning = 'tensor' | 'const';

class NetWalk {
  readonly #names: NetNames;
  readonly #report: Report;
  /** Results that are wired, with the node of the first wire. */
  readonly #wired = new Map<string, number>();
  #results: readonly string[] = [];
  #spreads: readonly string[] = [];

  constructor(names: NetNames, report: Report) {
    this.#names = names;
    this.#report = report;
  }

  net(tree: ast.NetDeclaration, own: Signature): void {
    this.#results = own.tensors.filter((tensor) => tensor.role === 'result').map((tensor) => tensor.name);
    this.#spreads = own.tensors.flatMap(({ dimensions }) =>
      dimensions.flatMap((dimension) => (dimension.kind === 'spread' ? [dimension.name] : [])),
    );
    const known = new Map<string, Meaning>();
    for (const name of [...this.#names.consts, ...own.sizes, ...own.consts.map((c) => c.name)])
      known.set(name, 'const');
    for (const tensor of own.tensors) if (tensor.role === 'parameter') known.set(tensor.name, 'tensor');
    this.#wires(tree.wires, known);
    for (const { name } of tree.results) {
      if (name.name === '' || this.#wired.has(name.name)) continue;
      this.#report.error(
        'result-wiring',
        name.id,
        `The result \`${name.name}\` is never wired. Add \`${name.name} = …\`.`,
      );
    }
  }

  /** `known` holds the names in scope and grows; a `let` inside `repeat` rebinds an outer name. */
  #wires(wires: readonly ast.Wire[], known: Map<string, Meaning>): void {
    for (const wire of wires) {
      if (wire.kind === 'param') this.#param(wire, known);
      else if (wire.kind === 'let') this.#let(wire, known);
      else if (wire.kind === 'result') this.#result(wire, known);
      else this.#repeat(wire, known);
    }
  }

  #param({ tensor: { name, type } }: ast.ParamWire, known: Map<string, Meaning>): void {
    checkType(type, this.#report);
    for (const { size } of type.dimensions ?? []) {
      if (size.kind === 'spread') this.#spread(size.name);
      else if (size.kind === 'factored')
        for (const factor of size.names) this.#whole({ kind: 'name', name: factor.name, id: factor.id }, 'size', known);
      else this.#whole(size, 'size', known);
    }
    known.set(name.name, 'tensor');
  }

  #spread({ name, id }: ast.Identifier): void {
    if (name === '' || this.#spreads.includes(name)) return;
    const message = `The signature of this net has no \`..${name}\`.${suggestion(name, this.#spreads)}`;
    this.#report.error('unknown-name', id, message);
  }

  #repeat({ range, body }: ast.RepeatWire, known: ReadonlyMap<string, Meaning>): void {
    const inner = new Map(known);
    if (range.kind === 'count') this.#whole(range.count, 'count', known);
    else {
      this.#whole(range.from, 'bound', known);
      this.#whole(range.to, 'bound', known);
      inner.set(range.index.name, 'const');
    }
    this.#wires(body, inner);
  }

  #let(wire: ast.LetWire, known: Map<string, Meaning>): void {
    this.#value(wire.value, known);
    const count = this.#resultCount(wire.value);
    if (count !== undefined && count !== wire.names.length) {
      const has = `\`${wire.value.text}\` has ${count} result${count === 1 ? '' : 's'}`;
      this.#report.error('arity', wire.id, `${has}, but this \`let\` names ${wire.names.length}. Name each of them.`);
    }
    for (const { name } of wire.names) {
      const meaning = wire.value.kind === 'name' ? known.get(wire.value.text) : 'tensor';
      known.set(name, meaning ?? 'tensor');
    }
  }

  #result(wire: ast.ResultWire, known: Map<string, Meaning>): void {
    this.#value(wire.value, known);
    this.#single(wire.value);
    if (wire.value.kind === 'name' && known.get(wire.value.text) === 'const') {
      const message = `\`${wire.value.text}\` is a size or const; a result is a tensor.`;
      this.#report.error('type-mismatch', wire.value.id, message);
    }
    const { name, id } = wire.name;
    if (name === '') return;
    const first = this.#wired.get(name);
    if (!this.#results.includes(name)) {
      const message = `\`${name}\` is no result of this net. Write \`let ${name} = …\` for a tensor in between.`;
      this.#report.error('result-wiring', id, message + suggestion(name, this.#results));
    } else if (first !== undefined) {
      const related = [{ at: this.#report.at(first), message: 'the first wire' }];
      this.#report.error(
        'result-wiring',
        id,
        `The result \`${name}\` is wired here a second time. Delete one of the lines.`,
        related,
      );
    }
    if (first === undefined) this.#wired.set(name, id);
    known.set(name, 'tensor');
  }

  #resultCount(value: ast.WireValue): number | undefined {
    if (value.kind !== 'call') return value.kind === 'name' ? 1 : undefined;
    return this.#names.signatures.get(value.text)?.tensors.filter((tensor) => tensor.role === 'result').length;
  }

  #value(value: ast.WireValue, known: ReadonlyMap<string, Meaning>): void {
    if (value.kind === 'number' && value.text !== '') {
      const message = `${value.text} is a number; a tensor is due here. A number is the value of a const of a call: \`f(x, name = ${value.text})\`.`;
      this.#report.error('type-mismatch', value.id, message);
    }
    if (value.kind === 'name' && !known.has(value.text)) {
      const tensors = [...known].filter(([, meaning]) => meaning === 'tensor').map(([name]) => name);
      this.#check('tensor', value.text, value.id, tensors);
    }
    if (value.using) this.#check('kernel', value.using.name, value.using.id, this.#names.kernels);
    if (value.kind !== 'call') return;
    this.#check('op or net', value.text, value.id, this.#names.callable);
    const head = this.#names.signatures.get(value.text);
    for (const argument of value.arguments) this.#argument(argument, head, known);
    if (head) this.#argumentCount(value, head);
  }

  #argumentCount(call: ast.WireValue, head: Signature): void {
    const takes = head.tensors.filter((tensor) => tensor.role === 'parameter').map((tensor) => tensor.name);
    const given = call.arguments.filter((argument) => !argument.name);
    if (given.length !== takes.length) {
      const list = takes.map((name) => `\`${name}\``).join(', ');
      const message = `\`${call.text}\` takes ${takes.length} tensor${takes.length === 1 ? '' : 's'} (${list}), not ${given.length}.`;
      this.#report.error('arity', call.id, message);
    }
    const named = new Set(call.arguments.map((argument) => argument.name?.name));
    for (const { name, default: value, real } of head.consts) {
      if (value !== undefined || real !== undefined || named.has(name)) continue;
      this.#report.error(
        'arity',
        call.id,
        `\`${call.text}\` needs a value for its const \`${name}\`. Add \`${name} = …\`.`,
      );
    }
  }

  #argument(argument: ast.Argument, head: Signature | undefined, known: ReadonlyMap<string, Meaning>): void {
    const { name, value } = argument;
    if (name && head && name.name !== '' && !head.consts.some((c) => c.name === name.name)) {
      const consts = head.consts.map((c) => c.name);
      const message = `\`${head.name}\` has no const \`${name.name}\`.${suggestion(name.name, consts)}`;
      this.#report.error('unknown-name', name.id, message);
    }
    if (value.kind === 'expression') this.#constant(value.value, known);
    else if (value.value.kind === 'number') {
      const message = `${value.value.text} is a number; a tensor is due here. Consts are given by name, as \`name = ${value.value.text}\`.`;
      this.#report.error('type-mismatch', value.value.id, message);
    } else {
      this.#value(value.value, known);
      this.#single(value.value);
    }
  }

  #single(value: ast.WireValue): void {
    const count = this.#resultCount(value);
    if (count === undefined || count === 1) return;
    const message = `\`${value.text}\` has ${count} results and stands for one tensor here. Name them first: \`let a, b = ${value.text}(…)\`.`;
    this.#report.error('tuple-argument', value.id, message);
  }

  /** The value of a const: a number of any kind, or what a size is made of. */
  #constant(expression: ast.Expression, known: ReadonlyMap<string, Meaning>): void {
    if (realOf(expression) === undefined) this.#whole(expression, 'const value', known);
  }

  /** A whole number: integers, sizes and consts. `what` it is, for messages. */
  #whole(expression: ast.Expression, what: string, known: ReadonlyMap<string, Meaning>): void {
    const consts = [...known].flatMap(([name, meaning]) => (meaning === 'const' ? [name] : []));
    const onName = (name: string, node: number): void => {
      const message = `\`${name}\` is a tensor; a ${what} is made of numbers, sizes and consts.`;
      if (known.get(name) === 'tensor') this.#report.error('tensor-for-const', node, message);
      else this.#check('size or const', name, node, consts);
    };
    lowerSize(expression, onName, (node, reason) =>
      this.#report.error('syntax', node, `This is no ${what}: ${reason}.`),
    );
  }

  #check(what: string, name: string, node: number, candidates: readonly string[]): void {
    if (name === '' || candidates.includes(name)) return;
    this.#report.error('unknown-name', node, `There is no ${what} \`${name}\` here.${suggestion(name, candidates)}`);
  }
}
