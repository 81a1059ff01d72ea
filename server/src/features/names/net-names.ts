/** The names in the wires of a net, in the order in which they come to be known: a `let` after its value. */
import type * as ast from '../../syntax/ast.ts';
import { type NameCollector, visitNames } from './collector.ts';
import type { Meanings } from './meanings.ts';
import { sizeNames, tensorNames } from './op-names.ts';
import type { NameSymbol } from './symbol.ts';

export interface NetScope {
  readonly meanings: Meanings;
  /** The declaration that a name means in the file. */
  readonly declarations: ReadonlyMap<string, NameSymbol>;
  /** What names mean in the signatures of called ops and nets, by their names. */
  readonly callees: ReadonlyMap<string, Meanings>;
}

/** The names of wires. */
export function wireNames(into: NameCollector, wires: readonly ast.Wire[], scope: NetScope): void {
  const { meanings } = scope;
  for (const wire of wires) {
    switch (wire.kind) {
      case 'param':
        meanings.tensor('tensor', wire.tensor.name.name);
        tensorNames(into, wire.tensor, meanings, () => undefined);
        break;
      case 'let':
        valueNames(into, wire.value, scope);
        for (const name of wire.names) {
          meanings.tensor('tensor', name.name);
          into.add(name, meanings.tensorOf(name.name), { declares: true });
        }
        break;
      case 'result':
        valueNames(into, wire.value, scope);
        into.add(wire.name, meanings.tensorOf(wire.name.name));
        break;
      case 'repeat':
        repeatNames(into, wire, scope);
    }
  }
}

function repeatNames(into: NameCollector, { range, body }: ast.RepeatWire, scope: NetScope): void {
  const names = sizeNames(into, scope.meanings);
  if (range.kind === 'count') visitNames(range.count, names);
  else {
    visitNames(range.from, names);
    visitNames(range.to, names);
    scope.meanings.value('index', range.index.name);
    into.add(range.index, scope.meanings.valueOf(range.index.name), { declares: true });
  }
  wireNames(into, body, scope);
}

function valueNames(into: NameCollector, value: ast.WireValue, scope: NetScope): void {
  const name = { id: value.id, name: value.text };
  if (value.kind === 'name') into.add(name, scope.meanings.tensorOf(value.text));
  if (value.kind !== 'call') return;
  into.add(name, scope.declarations.get(value.text));
  const callee = scope.callees.get(value.text);
  for (const argument of value.arguments) {
    if (argument.name) into.add(argument.name, callee?.valueOf(argument.name.name));
    if (argument.value.kind === 'wire') valueNames(into, argument.value.value, scope);
    else visitNames(argument.value.value, sizeNames(into, scope.meanings));
  }
  if (value.using) into.add(value.using, scope.declarations.get(value.using.name));
}

/** @returns the names of every call and `using` in wires. */
export function mentionedDeclarations(wires: readonly ast.Wire[]): ReadonlySet<string> {
  const names = new Set<string>();
  const inValue = (value: ast.WireValue): void => {
    if (value.kind === 'call') names.add(value.text);
    if (value.using) names.add(value.using.name);
    for (const argument of value.arguments) if (argument.value.kind === 'wire') inValue(argument.value.value);
  };
  const inWires = (list: readonly ast.Wire[]): void => {
    for (const wire of list) {
      if (wire.kind === 'let' || wire.kind === 'result') inValue(wire.value);
      if (wire.kind === 'repeat') inWires(wire.body);
    }
  };
  inWires(wires);
  return names;
}
