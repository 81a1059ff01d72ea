/** What names mean in the scope of one signature: of an op, of a net, or of an instruction. */
import { isElementType } from '../../model/element-type.ts';
import { FUNCTIONS } from '../../model/functions.ts';
import type { Signature, TensorDimension } from '../../model/signature.ts';
import { dimensionNames } from '../../model/signature.ts';
import type { NameSymbol, SymbolKind } from './symbol.ts';

export interface Owner {
  readonly uri: string;
  readonly key: string;
  /** Set inside of an instruction: its node. */
  readonly scope?: string;
}

export class Meanings {
  readonly #owner: Owner;
  readonly #values = new Map<string, NameSymbol>();
  readonly #tensors = new Map<string, NameSymbol>();
  readonly #elements = new Map<string, NameSymbol>();
  readonly #spreads = new Map<string, NameSymbol>();
  /** By tensor, then by the name of the dimension. */
  readonly #dimensions = new Map<string, Map<string, { symbol: NameSymbol; lowered: boolean }>>();

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  /** The meanings that a signature gives; `fileConsts` are those that its file sees, by name. */
  static ofSignature(owner: Owner, head: Signature, fileConsts: ReadonlyMap<string, NameSymbol>): Meanings {
    const meanings = new Meanings(owner);
    for (const [name, symbol] of fileConsts) meanings.#values.set(name, symbol);
    for (const name of head.sizes) meanings.value('size', name);
    for (const { name } of head.consts) meanings.value('constParameter', name);
    for (const { name, role, element, dimensions } of head.tensors) {
      meanings.tensor(role, name);
      meanings.element(element);
      meanings.#addDimensions(name, dimensions);
    }
    return meanings;
  }

  symbol(kind: SymbolKind, name: string, scope = this.#owner.scope ?? ''): NameSymbol {
    return { kind, uri: this.#owner.uri, key: this.#owner.key, name, scope };
  }

  /** Declares a size, const or index of a `repeat`. */
  value(kind: SymbolKind, name: string): void {
    if (name !== '') this.#values.set(name, this.symbol(kind, name));
  }

  /** Declares a tensor; the first declaration counts. */
  tensor(kind: SymbolKind, name: string): void {
    if (name !== '' && !this.#tensors.has(name)) this.#tensors.set(name, this.symbol(kind, name));
  }

  /** Declares the variable that an element type is, unless it is a type of the language. */
  element(name: string): void {
    if (name !== '' && !isElementType(name)) this.#elements.set(name, this.symbol('element', name));
  }

  /** Names the dimensions of a tensor without a declaration after the indices of its first equation. */
  indexDimensions(tensor: string, indices: readonly (string | undefined)[]): void {
    const named = new Map<string, { symbol: NameSymbol; lowered: boolean }>();
    for (const name of indices) if (name) named.set(name, { symbol: this.symbol('index', name), lowered: false });
    this.#dimensions.set(tensor, named);
  }

  valueOf(name: string): NameSymbol | undefined {
    return this.#values.get(name);
  }

  tensorOf(name: string): NameSymbol | undefined {
    return this.#tensors.get(name);
  }

  /** @returns the variable or the type of the language that a name in the place of a type means. */
  typeOf(name: string): NameSymbol | undefined {
    return isElementType(name) ? builtin('builtinType', name) : this.#elements.get(name);
  }

  /** @returns the cast or the function that a name before `(` means. */
  calleeOf(name: string): NameSymbol | undefined {
    return this.typeOf(name) ?? (FUNCTIONS.includes(name) ? builtin('builtinFunction', name) : undefined);
  }

  /** @returns the `..S` that `..s` in an index means. */
  spreadOf(name: string): NameSymbol | undefined {
    return this.#spreads.get(name.toLowerCase());
  }

  /** @returns what the name of a dimension of a tensor means, and whether it is the lower case of it. */
  dimensionOf(tensor: string, name: string): { readonly symbol: NameSymbol; readonly lowered: boolean } | undefined {
    return this.#dimensions.get(tensor)?.get(name);
  }

  #addDimensions(tensor: string, dimensions: readonly TensorDimension[]): void {
    const named = new Map<string, { symbol: NameSymbol; lowered: boolean }>();
    const names = dimensionNames(dimensions);
    dimensions.forEach((dimension, i) => {
      const label = dimension.kind === 'spread' ? undefined : dimension.label;
      const name = names[i];
      if (dimension.kind === 'spread') {
        this.#spreads.set(dimension.name.toLowerCase(), this.symbol('spread', dimension.name));
      } else if (label !== undefined && label !== '') {
        named.set(label, { symbol: this.symbol('dimension', label, tensor), lowered: false });
      } else if (dimension.kind === 'factored') {
        for (const factor of dimension.names) this.#lowered(named, factor.toLowerCase(), factor);
      } else if (name !== undefined && dimension.size.kind === 'name') this.#lowered(named, name, dimension.size.name);
    });
    this.#dimensions.set(tensor, named);
  }

  #lowered(named: Map<string, { symbol: NameSymbol; lowered: boolean }>, name: string, size: string): void {
    const symbol = this.#values.get(size) ?? this.symbol('size', size);
    named.set(name, { symbol, lowered: name !== size });
  }
}

/** @returns the symbol of something that the language itself brings. */
export function builtin(kind: 'builtinType' | 'builtinFunction' | 'property', name: string): NameSymbol {
  return { kind, uri: '', key: '', name, scope: '' };
}
