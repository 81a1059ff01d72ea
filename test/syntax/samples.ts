import fs from 'node:fs';
import path from 'node:path';

/** A program of the folder `samples/`. */
export interface Sample {
  readonly name: string;
  readonly text: string;
}

const folder = path.resolve(import.meta.dirname, '../../samples');

/** Every sample program. */
export const samples: readonly Sample[] = fs
  .readdirSync(folder)
  .filter((file) => file.endsWith('.tile'))
  .sort()
  .map((file) => ({ name: file.replace(/\.tile$/, ''), text: fs.readFileSync(path.join(folder, file), 'utf8') }));
