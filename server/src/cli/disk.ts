/** Files on a disk, by `file:` URI. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FileSource } from '../model/files.ts';

/** Texts beyond this many bytes are not read at all; the parser's own limit is lower and explains itself. */
const MAXIMUM_BYTES = 64 * 1024 * 1024;

/** A disk as a source of files; other schemes and unreadable files count as absent. */
export const disk: FileSource = {
  async read(uri) {
    if (!uri.startsWith('file:')) return null;
    try {
      const bytes = await readFile(fileURLToPath(uri));
      return bytes.length > MAXIMUM_BYTES ? null : bytes.toString('utf8');
    } catch {
      return null;
    }
  },
};

/** A walk looks at no more entries than this: a home directory opened as a workspace must not keep the server busy. */
const MAXIMUM_ENTRIES = 50_000;

/** @returns the `.tile` files below folders; hidden folders and node_modules are left out, as are unreadable ones. */
export async function tileFiles(folders: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  const waiting = folders.filter((uri) => uri.startsWith('file:')).map((uri) => fileURLToPath(uri));
  let looked = 0;
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      if (++looked > MAXIMUM_ENTRIES) return found;
      const file = path.join(folder, entry.name);
      if (entry.isFile() && entry.name.endsWith('.tile')) found.push(pathToFileURL(file).toString());
      else if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') waiting.push(file);
    }
  }
  return found;
}
