/**
 * Which files a file sees. `use` is transitive and names each file once, so a cycle of files is harmless: the closure is
 * a walk over names, never a query that asks for itself.
 */
import { URI, Utils } from 'vscode-uri';
import { defineQuery } from '../query/definition.ts';
import { fileState, outline } from '../syntax/files.ts';
import type { NodeReference } from '../syntax/locate.ts';
import { declaration, ofKind } from '../syntax/queries.ts';
import type { Problem } from './problem.ts';

/** The scheme of the library that ships with the extension: `std/x` is `tilewright-std:/x.tile`. */
export const STD_SCHEME = 'tilewright-std';

/** @returns the URI that a `use` path names, seen from the file that says it; undefined for a path of no known form. */
export function resolveUse(from: string, path: string): string | undefined {
  const withExtension = path.endsWith('.tile') ? path : `${path}.tile`;
  if (path.startsWith('std/')) return `${STD_SCHEME}:/${withExtension.slice('std/'.length)}`;
  if (!/^\.\.?\//.test(path)) return undefined;
  return Utils.joinPath(Utils.dirname(URI.parse(from)), withExtension).toString();
}

export interface FileUse {
  readonly path: string;
  readonly uri: string | undefined;
  readonly at: NodeReference;
}

/** The `use` lines of one file. */
export const fileUses = defineQuery('fileUses', function* (reader, uri: string) {
  const uses: FileUse[] = [];
  for (const entry of yield* reader.get(outline, uri)) {
    if (entry.kind !== 'use') continue;
    const use = ofKind(yield* reader.get(declaration, uri, entry.key), 'use');
    if (!use?.path) continue;
    uses.push({
      path: use.path,
      uri: resolveUse(uri, use.path),
      at: { uri, declaration: entry.key, node: use.id },
    });
  }
  return uses;
});

/** The file itself and every file that it uses, directly or not, each once, nearest first. */
export const visibleFiles = defineQuery('visibleFiles', function* (reader, uri: string) {
  const files = [uri];
  for (let i = 0; i < files.length; i++) {
    for (const use of yield* reader.get(fileUses, files[i] as string)) {
      if (use.uri !== undefined && !files.includes(use.uri)) files.push(use.uri);
    }
  }
  return files;
});

/** Files that a file sees and that nobody has fetched yet. */
export const missingFiles = defineQuery('missingFiles', function* (reader, uri: string) {
  const missing: string[] = [];
  for (const file of yield* reader.get(visibleFiles, uri)) {
    if ((yield* reader.get(fileState, file)) === 'unknown') missing.push(file);
  }
  return missing;
});

/** `use` lines that name no file. */
export const useProblems = defineQuery('useProblems', function* (reader, uri: string) {
  const problems: Problem[] = [];
  for (const { path, uri: target, at } of yield* reader.get(fileUses, uri)) {
    if (target !== undefined && (yield* reader.get(fileState, target)) !== 'absent') continue;
    const why =
      target === undefined
        ? 'a path starts with "./", "../" or "std/"'
        : path.startsWith('std/')
          ? 'the library has no such file'
          : `there is no file ${target}`;
    problems.push({ code: 'unknown-file', severity: 'error', message: `Cannot use "${path}": ${why}.`, at });
  }
  return problems;
});
