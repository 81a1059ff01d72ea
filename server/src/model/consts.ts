/** Consts of a file. */
import { defineQuery } from '../query/definition.ts';
import { declaration, ofKind } from '../syntax/queries.ts';
import { lowerSize } from './lower-size.ts';
import { lookup } from './scope.ts';

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
