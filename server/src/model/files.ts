/** How texts come into the database: open documents, files by URI, the library. */

import type { Database } from '../query/database.ts';
import { computeNow } from '../query/scheduler.ts';
import { fileState, setFile } from '../syntax/files.ts';
import { stdFiles } from './std-files.ts';
import { missingFiles, STD_SCHEME } from './uses.ts';

/** Reads files by URI: from a disk, through an editor's workspace, or from memory. */
export interface FileSource {
  /** @returns the text, or null where there is no such file. Never rejects. */
  read(uri: string): Promise<string | null>;
}

/** Puts the library into the database; it does not change while the program runs. */
export function addStd(database: Database): void {
  for (const [path, text] of Object.entries(stdFiles)) {
    setFile(database, `${STD_SCHEME}:/${path}`, text, 'high');
  }
}

/**
 * Fetches the files that these files see and that are not known yet, and those that they see in turn.
 * @returns whether anything was fetched.
 */
export async function fetchVisibleFiles(
  database: Database,
  uris: readonly string[],
  source: FileSource,
): Promise<boolean> {
  for (let fetched = false; ; fetched = true) {
    const missing = new Set<string>();
    for (const uri of uris) {
      for (const file of computeNow(database, (reader) => reader.get(missingFiles, uri))) missing.add(file);
    }
    if (missing.size === 0) return fetched;
    const texts = await Promise.all(
      [...missing].map(async (uri) => ({
        uri,
        text: uri.startsWith(`${STD_SCHEME}:`) ? null : await source.read(uri),
      })),
    );
    // A document may have been opened while its file was read; what the editor holds counts.
    for (const { uri, text } of texts) {
      if (database.peek(fileState, uri) === 'unknown') setFile(database, uri, text);
    }
  }
}
