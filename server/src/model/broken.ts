/** Whether a declaration parses: numbers of a tree that recovery made up would be numbers of another program. */
import { defineQuery } from '../query/definition.ts';
import { parsed } from '../syntax/queries.ts';

/** Whether the text of a declaration has syntax problems. */
export const isBroken = defineQuery('isBroken', function* (reader, uri: string, key: string) {
  return (yield* reader.get(parsed, uri, key)).problems.length > 0;
});
