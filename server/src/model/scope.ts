/** Names of declarations: what a name means in a file, across `use`. */
import { defineQuery } from '../query/definition.ts';
import { type OutlineEntry, outline } from '../syntax/files.ts';
import type { NodeReference } from '../syntax/locate.ts';
import type { Problem } from './problem.ts';
import { visibleFiles } from './uses.ts';

export interface DeclarationReference {
  readonly uri: string;
  readonly key: string;
  readonly kind: OutlineEntry['kind'];
}

/** Ops, kernels, nets, targets and consts share one namespace; cases and `use` lines are not in it. */
const NAMED_KINDS: readonly OutlineEntry['kind'][] = ['op', 'kernel', 'net', 'target', 'const'];

/** Every named declaration that a file sees, nearest first; a name may occur more than once. */
const visibleNames = defineQuery('visibleNames', function* (reader, uri: string) {
  const names = new Map<string, DeclarationReference[]>();
  for (const file of yield* reader.get(visibleFiles, uri)) {
    for (const { key, kind, name } of yield* reader.get(outline, file)) {
      if (name === '' || !NAMED_KINDS.includes(kind)) continue;
      const references = names.get(name) ?? [];
      references.push({ uri: file, key, kind });
      names.set(name, references);
    }
  }
  return names;
});

/** The declaration that a name means in a file: the first in the nearest file. */
export const lookup = defineQuery('lookup', function* (reader, uri: string, name: string) {
  return (yield* reader.get(visibleNames, uri)).get(name)?.[0];
});

/** The names of one kind that a file sees, for messages. */
export const namesOfKind = defineQuery('namesOfKind', function* (reader, uri: string, kind: string) {
  const names: string[] = [];
  for (const [name, references] of yield* reader.get(visibleNames, uri)) {
    if (references.some((reference) => reference.kind === kind)) names.push(name);
  }
  return names;
});

/** The cases that a file sees, nearest first, with the name that each carries. */
export const visibleCases = defineQuery('visibleCases', function* (reader, uri: string) {
  const cases: { readonly uri: string; readonly key: string; readonly name: string }[] = [];
  for (const file of yield* reader.get(visibleFiles, uri)) {
    for (const { key, kind, name } of yield* reader.get(outline, file)) {
      if (kind === 'case') cases.push({ uri: file, key, name });
    }
  }
  return cases;
});

/** Names that a file declares though they are taken, by itself or by a file that it uses. */
export const duplicateNames = defineQuery('duplicateNames', function* (reader, uri: string) {
  const problems: Problem[] = [];
  for (const [name, references] of yield* reader.get(visibleNames, uri)) {
    const own = references.filter((reference) => reference.uri === uri);
    const first = references[0];
    const second = references[1];
    if (own.length === 0 || !first || !second) continue;
    for (const reference of own) {
      const other = reference === first ? second : first;
      const where = other.uri === uri ? 'in this file' : `in ${other.uri.slice(other.uri.lastIndexOf('/') + 1)}`;
      problems.push({
        code: 'duplicate-name',
        severity: 'error',
        message: `\`${name}\` is declared twice: the other one is the ${other.kind} ${where}. Rename one of them.`,
        at: nameNode(reference),
        related: [{ at: nameNode(other), message: `the other \`${name}\`` }],
      });
    }
  }
  return problems;
});

/** Node 0 is the whole declaration and node 1 its name, in every named declaration. */
function nameNode({ uri, key }: DeclarationReference): NodeReference {
  return { uri, declaration: key, node: 1 };
}
