/** Cases: the sizes and element types at which numbers are computed. */
import { defineQuery } from '../query/definition.ts';
import { declaration, ofKind } from '../syntax/queries.ts';
import { isElementType } from './element-type.ts';
import { integerOf } from './lower-size.ts';
import { visibleCases } from './scope.ts';

export interface Case {
  readonly name: string;
  /** What it is for: the name after `for`, else its own. */
  readonly subject: string;
  readonly target?: string;
  readonly sizes: ReadonlyMap<string, bigint>;
  /** Values of consts that are no whole numbers, as written. */
  readonly reals: ReadonlyMap<string, string>;
  readonly elements: ReadonlyMap<string, string>;
  /** Sizes of `..S`. */
  readonly lists: ReadonlyMap<string, readonly bigint[]>;
}

export interface CaseReference {
  readonly uri: string;
  readonly key: string;
  readonly name: string;
}

/** The meaning of a case; undefined if the declaration is none. Values that are no integer or type are left out. */
export const caseModel = defineQuery('case', function* (reader, uri: string, key: string) {
  const tree = ofKind(yield* reader.get(declaration, uri, key), 'case');
  if (!tree) return undefined;
  const sizes = new Map<string, bigint>();
  const reals = new Map<string, string>();
  const elements = new Map<string, string>();
  const lists = new Map<string, readonly bigint[]>();
  for (const { name, value } of tree.entries) {
    if (value.kind === 'name') {
      if (isElementType(value.name)) elements.set(name.name, value.name);
    } else if (value.kind === 'number') {
      const size = signedInteger(value.text);
      if (size !== undefined) sizes.set(name.name, size);
      else if (value.text !== '') reals.set(name.name, value.text);
    } else {
      const numbers = value.numbers.map(signedInteger);
      if (numbers.every((number) => number !== undefined)) lists.set(name.name, numbers);
    }
  }
  const model: Case = {
    name: tree.name.name,
    subject: tree.for?.name ?? tree.name.name,
    ...(tree.on?.name ? { target: tree.on.name } : {}),
    sizes,
    reals,
    elements,
    lists,
  };
  return model;
});

function signedInteger(text: string): bigint | undefined {
  const negative = text.startsWith('-');
  const value = integerOf(negative ? text.slice(1).trim() : text);
  return value === undefined || !negative ? value : -value;
}

/** The cases for a kernel or net of this name, in the order in which the file sees them; the first is the default. */
export const casesFor = defineQuery('casesFor', function* (reader, uri: string, subject: string) {
  const found: CaseReference[] = [];
  for (const reference of yield* reader.get(visibleCases, uri)) {
    const model = yield* reader.get(caseModel, reference.uri, reference.key);
    if (model?.subject === subject) found.push(reference);
  }
  return found;
});
