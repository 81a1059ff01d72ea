/** Files on a disk, by `file:` URI. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
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
