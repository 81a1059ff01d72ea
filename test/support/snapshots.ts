import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';

/** `UPDATE_SNAPSHOTS=1 npm test` rewrites every snapshot and every fixture from what the code says now. */
export const updating = process.env.UPDATE_SNAPSHOTS === '1';

/** Expects a text to equal a file of the repository, or rewrites the file. */
export function expectFile(file: string, actual: string): void {
  if (updating) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, actual);
    return;
  }
  const expected = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '(no such file: set UPDATE_SNAPSHOTS=1)';
  expect(actual, path.basename(file)).toBe(expected);
}
