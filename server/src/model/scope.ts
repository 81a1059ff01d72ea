/** Names of declarations: what a name means in a file, across `use`. */
import { type Computation, defineQuery, type Reader } from '../query/definition.ts';
import { type OutlineEntry, outline } from '../syntax/files.ts';
import type { NodeReference } from '../syntax/locate.ts';
import type { Problem } from './problem.ts';
import { type FileUse, fileUses, visibleFiles } from './uses.ts';

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
      const where = other.uri === uri ? 'in this file' : `in ${fileName(other.uri)}`;
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

/** Cases of one name in one file; a file may have a case of the same name as a file that it uses. */
export const duplicateCases = defineQuery('duplicateCases', function* (reader, uri: string) {
  const first = new Map<string, DeclarationReference>();
  const problems: Problem[] = [];
  for (const { key, kind, name } of yield* reader.get(outline, uri)) {
    if (kind !== 'case' || name === '') continue;
    const reference = { uri, key, kind };
    const other = first.get(name);
    first.set(name, other ?? reference);
    if (!other) continue;
    problems.push({
      code: 'duplicate-name',
      severity: 'error',
      message: `There is a case \`${name}\` above. Give this one a name of its own: \`case NAME for …\`.`,
      at: nameNode(reference),
      related: [{ at: nameNode(other), message: `the other \`${name}\`` }],
    });
  }
  return problems;
});

/** A file and all that it uses, without what is only reached through the file `around`. */
function* filesFrom(reader: Reader, start: string, around: string): Computation<readonly string[]> {
  const files = start === around ? [] : [start];
  for (const file of files) {
    for (const { uri } of yield* reader.get(fileUses, file)) {
      if (uri !== undefined && uri !== around && !files.includes(uri)) files.push(uri);
    }
  }
  return files;
}

/** `use` lines that bring a name which another `use` line above brings from another file. */
export const duplicateUses = defineQuery('duplicateUses', function* (reader, uri: string) {
  const names = yield* reader.get(visibleNames, uri);
  const problems: Problem[] = [];
  /** Of each file the first `use` line through which it is seen. */
  const through = new Map<string, FileUse>();
  for (const use of yield* reader.get(fileUses, uri)) {
    if (use.uri === undefined) continue;
    const added = new Set((yield* filesFrom(reader, use.uri, uri)).filter((file) => !through.has(file)));
    const twice: {
      readonly name: string;
      readonly here: DeclarationReference;
      readonly other: DeclarationReference;
    }[] = [];
    for (const [name, references] of names) {
      // A name that the file declares itself is told at its declaration.
      if (references.some((reference) => reference.uri === uri)) continue;
      const here = references.find((reference) => added.has(reference.uri));
      const other = references.find((reference) => through.has(reference.uri));
      if (here && other) twice.push({ name, here, other });
    }
    for (const file of added) through.set(file, use);
    const [example] = twice;
    if (!example) continue;
    const list = twice.map(({ name }) => `\`${name}\``).join(', ');
    const path = through.get(example.other.uri)?.path ?? '';
    problems.push({
      code: 'duplicate-name',
      severity: 'error',
      message: `"${use.path}" and "${path}" both bring ${list}. Delete one of the two lines, or rename.`,
      at: use.at,
      related: [example.other, example.here].map((reference) => ({
        at: nameNode(reference),
        message: `\`${example.name}\` of ${fileName(reference.uri)}`,
      })),
    });
  }
  return problems;
});

function fileName(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

/** Node 0 is the whole declaration and node 1 its name, in every named declaration. */
function nameNode({ uri, key }: DeclarationReference): NodeReference {
  return { uri, declaration: key, node: 1 };
}
