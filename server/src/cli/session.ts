/** One run of the command line: files from the disk in a database. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { casesFor } from '../model/case.ts';
import { addStd, fetchVisibleFiles } from '../model/files.ts';
import { Database } from '../query/database.ts';
import type { Computation, Reader } from '../query/definition.ts';
import { computeNow } from '../query/scheduler.ts';
import { outline, setFile } from '../syntax/files.ts';
import { LineIndex } from '../syntax/line-index.ts';
import { disk } from './disk.ts';
import { UsageError } from './usage-error.ts';

export interface SourceFile {
  /** As the user named it. */
  readonly path: string;
  readonly uri: string;
  readonly text: string;
  readonly lines: LineIndex;
}

export class Session {
  readonly #database = new Database();

  constructor() {
    addStd(this.#database);
  }

  /** Reads a file and all that it uses; throws `UsageError` where it cannot. */
  async open(file: string): Promise<SourceFile> {
    const uri = uriOf(file);
    const text = await disk.read(uri);
    if (text === null) throw new UsageError(`${file}: no such file, or it cannot be read. Check the path.`);
    setFile(this.#database, uri, text);
    await fetchVisibleFiles(this.#database, [uri], disk);
    return { path: file, uri, text, lines: new LineIndex(text) };
  }

  /** Throws `UsageError` if a case is asked for that no kernel of the file has. */
  requireCase(file: SourceFile, name: string): void {
    if (name === '') return;
    const names = this.compute((reader) => caseNames(reader, file.uri));
    if (names.includes(name)) return;
    const known = names.length === 0 ? 'There are none.' : `The cases are ${names.map((n) => `\`${n}\``).join(', ')}.`;
    throw new UsageError(`${file.path}: no kernel has a case \`${name}\`. ${known}`);
  }

  /** @returns the value of a root computation. */
  compute<Value>(root: (reader: Reader) => Computation<Value>): Value {
    return computeNow(this.#database, root);
  }
}

/** The names of the cases of the kernels of a file, each once. */
function* caseNames(reader: Reader, uri: string): Computation<string[]> {
  const names = new Set<string>();
  for (const { kind, name } of yield* reader.get(outline, uri)) {
    if (kind !== 'kernel') continue;
    for (const found of yield* reader.get(casesFor, uri, name)) names.add(found.name);
  }
  return [...names];
}

/** @returns the URI of a path. */
export function uriOf(file: string): string {
  return pathToFileURL(path.resolve(file)).toString();
}

/** @returns the `.tile` files that paths name: files as they are, folders with all below them, in order. */
export async function expandPaths(paths: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const name of paths) {
    const found = await stat(name).catch(() => undefined);
    if (!found) throw new UsageError(`${name}: no such file or folder. Check the path.`);
    if (!found.isDirectory()) files.push(name);
    else files.push(...(await tileFilesBelow(name)));
  }
  return files;
}

async function tileFilesBelow(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(entry.name === 'node_modules' ? [] : await tileFilesBelow(file)));
    else if (entry.name.endsWith('.tile')) files.push(file);
  }
  return files.sort();
}
