/**
 * What a name stands for, and one place where it stands.
 *
 * Example: in `for m by 128 { load A in sbuf as [k | m] }` the first `m` stands for the index `m` of the kernel's op, and
 * the second for the dimension of `A` that the op calls `M`: a use of the size `M`, written in lower case.
 */

/** Declarations of a file, then what stands inside of one. */
export type SymbolKind =
  | 'op'
  | 'kernel'
  | 'net'
  | 'target'
  | 'const'
  | 'case'
  | 'parameter'
  | 'result'
  | 'tensor'
  | 'constParameter'
  | 'size'
  | 'spread'
  | 'element'
  | 'index'
  | 'dimension'
  | 'tune'
  | 'memory'
  | 'engine'
  | 'unit'
  | 'instruction'
  | 'pool'
  | 'property'
  | 'builtinType'
  | 'builtinFunction';

export interface NameSymbol {
  readonly kind: SymbolKind;
  /** The declaration that is it, or in which it is declared; empty for what the language itself brings. */
  readonly uri: string;
  readonly key: string;
  readonly name: string;
  /** Tells names apart that are the same within one declaration: the tensor of a label, the node of an instruction. */
  readonly scope: string;
}

/** A place where a name stands. */
export interface NameUse {
  readonly node: number;
  /** Whether the name stands at the start of its node or ends it. */
  readonly at: 'start' | 'end';
  /** As written. */
  readonly name: string;
  readonly symbol: NameSymbol;
  /** A place that introduces the name; a name may have several (an index in each equation, a `let` that rebinds). */
  readonly declares: boolean;
  /** The name is written as the lower case of its symbol: the name of a dimension that has none of its own. */
  readonly lowered: boolean;
  /** Uses of one number stand in one equation: there the declaration of an index is looked for first. */
  readonly group: number;
}

/** @returns a text that two symbols share only if they are the same. */
export function symbolId({ kind, uri, key, name, scope }: NameSymbol): string {
  return [uri, key, scope, kind, name].join('\n');
}

/** What the language itself brings cannot be renamed and is declared nowhere. */
export function isBuiltin({ kind }: NameSymbol): boolean {
  return kind === 'builtinType' || kind === 'builtinFunction' || kind === 'property';
}

/** How a message calls what a name stands for. */
export const KIND_WORDS: Readonly<Record<SymbolKind, string>> = {
  op: 'op',
  kernel: 'kernel',
  net: 'net',
  target: 'target',
  const: 'const',
  case: 'case',
  parameter: 'parameter',
  result: 'result',
  tensor: 'tensor',
  constParameter: 'const parameter',
  size: 'size',
  spread: 'list of sizes',
  element: 'element type variable',
  index: 'index',
  dimension: 'dimension',
  tune: 'tile size',
  memory: 'memory',
  engine: 'engine',
  unit: 'unit',
  instruction: 'instruction',
  pool: 'pool',
  property: 'property',
  builtinType: 'element type',
  builtinFunction: 'function',
};
