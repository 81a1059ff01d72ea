/** `docs/std.md` is made from the library; `npm run docs` or `UPDATE_SNAPSHOTS=1` writes it. */
import path from 'node:path';
import { expect, it } from 'vitest';
import { expectFile } from '../support/snapshots.ts';
import { stdReference, undocumented } from './std-reference.ts';

it('every file, op, target and item of a target is documented', () => {
  expect(undocumented()).toEqual([]);
});

it('docs/std.md is up to date', () => {
  expectFile(path.resolve(import.meta.dirname, '../../docs/std.md'), stdReference());
});
