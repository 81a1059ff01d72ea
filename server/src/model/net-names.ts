/** Names in the wires of a net: what it calls and connects. */
import { defineQuery } from '../query/definition.ts';
import type * as ast from '../syntax/ast.ts';
import { declaration, ofKind } from '../syntax/queries.ts';
import { suggestion } from './nearest.ts';
import { Report } from './report.ts';
import { namesOfKind } from './scope.ts';

interface NetNames {
  readonly callable: readonly string[];
  readonly kernels: readonly string[];
  readonly consts: readonly string[];
}

/** Wires that name an op, a kernel, a tensor or a const that is not there. */
export const netProblems = defineQuery('netProblems', function* (reader, uri: string, key: string) {
  const tree = ofKind(yield* reader.get(declaration, uri, key), 'net');
  if (!tree) return [];
  const names: NetNames = {
    callable: [...(yield* reader.get(namesOfKind, uri, 'op')), ...(yield* reader.get(namesOfKind, uri, 'net'))],
    kernels: yield* reader.get(namesOfKind, uri, 'kernel'),
    consts: yield* reader.get(namesOfKind, uri, 'const'),
  };
  const report = new Report(uri, key);
  const walk = new NetWalk(names, report);
  walk.wires(tree.wires, new Set([...tree.parameters.list.map((p) => p.name.name), ...names.consts]));
  return report.problems;
});

class NetWalk {
  readonly #names: NetNames;
  readonly #report: Report;

  constructor(names: NetNames, report: Report) {
    this.#names = names;
    this.#report = report;
  }

  /** `known` holds the names in scope and grows; a `let` inside `repeat` rebinds an outer name. */
  wires(wires: readonly ast.Wire[], known: Set<string>): void {
    for (const wire of wires) {
      if (wire.kind === 'param') known.add(wire.tensor.name.name);
      else if (wire.kind === 'let') {
        this.#value(wire.value, known);
        for (const name of wire.names) known.add(name.name);
      } else if (wire.kind === 'result') {
        this.#value(wire.value, known);
        known.add(wire.name.name);
      } else {
        const inner = new Set(known);
        if (wire.range.kind === 'index') inner.add(wire.range.index.name);
        this.wires(wire.body, inner);
      }
    }
  }

  #value(value: ast.WireValue, known: ReadonlySet<string>): void {
    if (value.kind === 'name') this.#check('tensor or const', value.text, value.id, [...known]);
    if (value.kind === 'call') this.#check('op or net', value.text, value.id, this.#names.callable);
    if (value.using) this.#check('kernel', value.using.name, value.using.id, this.#names.kernels);
    for (const argument of value.arguments) {
      if (argument.value.kind === 'wire') this.#value(argument.value.value, known);
    }
  }

  #check(what: string, name: string, node: number, candidates: readonly string[]): void {
    if (name === '' || candidates.includes(name)) return;
    this.#report.error('unknown-name', node, `There is no ${what} \`${name}\` here.${suggestion(name, candidates)}`);
  }
}
