/** One scenario a fixture: `NAME.input.tile` is formatted to `NAME.expected.tile`. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatFile } from '../../../server/src/syntax/format/format-file.ts';
import { expectFile } from '../../support/snapshots.ts';
import { meaning } from './programs.ts';

const folder = path.join(import.meta.dirname, 'fixtures');
const names = fs
  .readdirSync(folder)
  .filter((file) => file.endsWith('.input.tile'))
  .map((file) => file.replace(/\.input\.tile$/, ''));

describe('formatting', () => {
  it.each(names)('%s', (name) => {
    const text = fs.readFileSync(path.join(folder, `${name}.input.tile`), 'utf8');
    const formatted = formatFile(text).text;
    expectFile(path.join(folder, `${name}.expected.tile`), formatted);
    expect(formatFile(formatted).text).toBe(formatted);
    expect(meaning(formatted)).toEqual(meaning(text));
  });

  it('has no expectation without a fixture', () => {
    const expected = fs.readdirSync(folder).filter((file) => file.endsWith('.expected.tile'));
    expect(expected).toEqual(names.map((name) => `${name}.expected.tile`));
  });
});
