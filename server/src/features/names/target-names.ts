/** The names in a target: its items, and what paths and instructions say of them. */
import type * as ast from '../../syntax/ast.ts';
import { type NameCollector, visitNames } from './collector.ts';
import { builtin, Meanings } from './meanings.ts';
import { equationNames, signatureNames, sizeNames } from './op-names.ts';
import type { NameSymbol, SymbolKind } from './symbol.ts';

/** What the names of a target mean: to itself, and to kernels for it. */
export class TargetMeanings {
  readonly #names = new Map<string, NameSymbol>();

  constructor(uri: string, key: string, tree: ast.TargetDeclaration) {
    for (const item of tree.items) {
      if (item.kind === 'dma' || item.kind === 'copy') continue;
      const kind: SymbolKind = item.kind === 'instr' ? 'instruction' : item.kind;
      const name = item.kind === 'instr' ? `${item.engine.name}.${item.name.name}` : item.name.name;
      this.#names.set(`${kind} ${name}`, { kind, uri, key, name, scope: '' });
    }
  }

  /** @returns what a name means where a memory, an engine, a unit or an instruction (`pe.matmul`) is due. */
  of(kind: SymbolKind, name: string): NameSymbol | undefined {
    return this.#names.get(`${kind} ${name}`);
  }
}

/** The names inside of a target. */
export function targetNames(
  into: NameCollector,
  owner: { readonly uri: string; readonly key: string },
  tree: ast.TargetDeclaration,
): void {
  const names = new TargetMeanings(owner.uri, owner.key, tree);
  for (const item of tree.items) {
    switch (item.kind) {
      case 'dma':
      case 'copy':
        into.add(item.from, names.of('memory', item.from.name));
        into.add(item.to, names.of('memory', item.to.name));
        if (item.kind === 'copy') for (const engine of item.engines) into.add(engine, names.of('engine', engine.name));
        break;
      case 'instr':
        instructionNames(into, owner, item, names);
        continue;
      default:
        into.add(item.name, names.of(item.kind, item.name.name), { declares: true });
    }
    for (const property of item.properties) propertyNames(into, owner, property, names);
  }
}

/** The name of a unit or pool ends its property; a pool is there as soon as a path names it. */
function propertyNames(
  into: NameCollector,
  owner: { readonly uri: string; readonly key: string },
  { id, name, value }: ast.Property,
  names: TargetMeanings,
): void {
  into.add(name, builtin('property', name.name));
  if (value.kind !== 'name') return;
  const written = { id, name: value.name };
  if (name.name === 'per') into.add(written, names.of('unit', value.name), { at: 'end' });
  else if (name.name === 'pool')
    into.add(written, { kind: 'pool', ...owner, name: value.name, scope: '' }, { at: 'end', declares: 'first' });
}

function instructionNames(
  into: NameCollector,
  owner: { readonly uri: string; readonly key: string },
  item: ast.InstructionItem,
  names: TargetMeanings,
): void {
  into.add(item.engine, names.of('engine', item.engine.name));
  into.add(item.name, names.of('instruction', `${item.engine.name}.${item.name.name}`), { declares: true });
  const meanings = new Meanings({ ...owner, scope: String(item.id) });
  const declare = (tensor: ast.TensorParameter, role: 'parameter' | 'result') => {
    meanings.tensor(role, tensor.name.name);
    meanings.element(tensor.type.element.name);
    for (const { size } of tensor.type.dimensions ?? [])
      visitNames(size, { value: ({ name }) => meanings.value('size', name) });
  };
  for (const parameter of item.parameters.list) if ('type' in parameter) declare(parameter, 'parameter');
  for (const result of item.results) declare(result, 'result');
  signatureNames(into, item, meanings, (name) => names.of('memory', name));
  if (item.cost)
    visitNames(item.cost.amount, {
      ...sizeNames(into, meanings),
      callee: (name) => into.add(name, meanings.calleeOf(name.name)),
    });
  equationNames(into, item.equations ?? [], meanings);
}
