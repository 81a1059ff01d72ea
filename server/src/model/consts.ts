/** Consts of a file. */
import { defineQuery } from '../query/definition.ts';
import { declaration, ofKind } from '../syntax/queries.ts';
import { lowerSize } from './lower-size.ts';
import { lookup, namesOfKind } from './scope.ts';
import type { Signature } from './signature.ts';
import { evaluateSize, type Size } from './size.ts';

/** A file's const as a size, or undefined if the name means none there. */
export const fileConst = defineQuery('fileConst', function* (reader, uri: string, name: string) {
  const found = yield* reader.get(lookup, uri, name);
  if (found?.kind !== 'const') return undefined;
  const tree = ofKind(yield* reader.get(declaration, found.uri, found.key), 'const');
  return (
    tree &&
    lowerSize(
      tree.value,
      () => {},
      () => {},
    )
  );
});

/** The values of the consts that a file sees; one that has no value (it needs itself, or a name that means none) is left out. */
export const visibleConsts = defineQuery('visibleConsts', function* (reader, uri: string) {
  const sizes = new Map<string, Size>();
  for (const name of yield* reader.get(namesOfKind, uri, 'const')) {
    const size = yield* reader.get(fileConst, uri, name);
    if (size) sizes.set(name, size);
  }
  const values = new Map<string, bigint>();
  for (let before = -1; before !== values.size; ) {
    before = values.size;
    for (const [name, size] of sizes) {
      const value = values.has(name) ? undefined : evaluateSize(size, values);
      if (value !== undefined) values.set(name, value);
    }
  }
  return values;
});

/** @returns the consts of a file that an op or net sees: all but those that its own consts hide. */
export function constsAround({ consts }: Signature, visible: ReadonlyMap<string, bigint>): ReadonlyMap<string, bigint> {
  return new Map([...visible].filter(([name]) => !consts.some((own) => own.name === name)));
}
