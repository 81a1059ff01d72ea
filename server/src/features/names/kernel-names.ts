/** The names in a kernel: tensors, indices and dimensions of its op, and what its target has. */
import type * as ast from '../../syntax/ast.ts';
import { type NameCollector, visitConstraint, visitNames } from './collector.ts';
import type { Meanings } from './meanings.ts';
import type { NameSymbol } from './symbol.ts';
import type { TargetMeanings } from './target-names.ts';

/** What a kernel's names are looked up in; what could not be resolved is absent. */
export interface KernelScope {
  readonly op?: Meanings;
  /** The indices of the op's equations, binders included. */
  readonly indices: ReadonlySet<string>;
  readonly target?: TargetMeanings;
  readonly consts: ReadonlyMap<string, NameSymbol>;
  readonly uri: string;
  readonly key: string;
}

/** The names of a kernel's steps and of its `where`. */
export function kernelNames(into: NameCollector, tree: ast.KernelDeclaration, scope: KernelScope): void {
  const walk = new Walk(into, scope);
  for (const constraint of tree.where) visitConstraint(constraint, { value: walk.size });
  walk.tunes(tree.body);
  walk.steps(tree.body);
}

class Walk {
  readonly #into: NameCollector;
  readonly #scope: KernelScope;
  readonly #tunes = new Map<string, NameSymbol>();

  constructor(into: NameCollector, scope: KernelScope) {
    this.#into = into;
    this.#scope = scope;
  }

  /** Notes the tile sizes first: a kernel's `where` and its loops may name them. */
  tunes(steps: readonly ast.Step[]): void {
    const { uri, key } = this.#scope;
    for (const step of steps) {
      if (step.kind === 'tune') {
        const { name } = step.name;
        this.#tunes.set(name, { kind: 'tune', uri, key, name, scope: '' });
      } else if (step.kind === 'for' || step.kind === 'block') this.tunes(step.body);
    }
  }

  steps(steps: readonly ast.Step[]): void {
    for (const step of steps) this.#step(step);
  }

  readonly size = (name: ast.Identifier): void => {
    const { op, consts } = this.#scope;
    this.#into.add(name, this.#tunes.get(name.name) ?? op?.valueOf(name.name) ?? consts.get(name.name));
  };

  #step(step: ast.Step): void {
    const { target } = this.#scope;
    switch (step.kind) {
      case 'for':
        for (const axis of step.axes) this.#axis(axis);
        if (step.across) this.#into.add(step.across, target?.of('unit', step.across.name));
        this.steps(step.body);
        break;
      case 'block':
        this.steps(step.body);
        break;
      case 'load':
      case 'hold':
        step.tensors.forEach(this.#tensor);
        if (step.type) this.#into.add(step.type, this.#scope.op?.typeOf(step.type.name));
        this.#into.add(step.memory, target?.of('memory', step.memory.name));
        if (step.layout) this.#layout(step.layout, step.tensors[0]?.name ?? '');
        this.#engine(step.engine);
        break;
      case 'store':
      case 'accumulate':
        step.tensors.forEach(this.#tensor);
        this.#engine(step.engine);
        break;
      case 'do':
        for (const part of step.parts) this.#tensor(part.tensor);
        if (step.instruction) this.#instruction(step.instruction);
        this.#engine(step.engine);
        break;
      case 'given':
        this.#tensor(step.tensor);
        this.#into.add(step.memory, target?.of('memory', step.memory.name));
        this.#layout(step.layout, step.tensor.name);
        break;
      case 'tune':
        this.#into.add(step.name, this.#tunes.get(step.name.name), { declares: true });
    }
  }

  #axis({ tensor, index, by }: ast.Axis): void {
    const { op, indices } = this.#scope;
    if (tensor) this.#tensor(tensor);
    if (indices.has(index.name)) this.#into.add(index, op?.symbol('index', index.name));
    visitNames(by, { value: this.size });
  }

  readonly #tensor = (name: ast.Identifier): void => {
    this.#into.add(name, this.#scope.op?.tensorOf(name.name));
  };

  #layout({ partition = [], free }: ast.Layout, tensor: string): void {
    const value = (name: ast.Identifier) => {
      const dimension = this.#scope.op?.dimensionOf(tensor, name.name);
      if (dimension) this.#into.add(name, dimension.symbol, { lowered: dimension.lowered });
      else this.#into.add(name, this.#tunes.get(name.name) ?? this.#scope.consts.get(name.name));
    };
    for (const item of [...partition, ...free]) visitNames(item, { value });
  }

  #instruction({ engine, name }: { readonly engine: ast.Identifier; readonly name: ast.Identifier }): void {
    const { target } = this.#scope;
    this.#engine(engine);
    this.#into.add(name, target?.of('instruction', `${engine.name}.${name.name}`));
  }

  #engine(engine: ast.Identifier | undefined): void {
    if (engine) this.#into.add(engine, this.#scope.target?.of('engine', engine.name));
  }
}
