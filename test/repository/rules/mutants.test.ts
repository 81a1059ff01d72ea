import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { read, repositoryFiles, root } from '../checkout.ts';

interface Mutant {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly tests: string;
  readonly why: string;
}

it('every mutant still applies to the sources', () => {
  const mutants = repositoryFiles()
    .filter((file) => /^test\/mutants\/.*\.json$/.test(file))
    .flatMap((file) => JSON.parse(read(file)) as Mutant[]);
  expect(mutants.length).toBeGreaterThanOrEqual(10);
  const wrong = mutants.flatMap(({ file, find, replace, tests, why }) => {
    const occurrences = fs.existsSync(path.join(root, file)) ? read(file).split(find).length - 1 : 0;
    if (occurrences !== 1) return [`${file}: ${why}: "find" occurs ${occurrences} times`];
    if (find === replace || why === '') return [`${file}: ${why}: changes nothing, or says not why`];
    return fs.existsSync(path.join(root, tests)) ? [] : [`${file}: ${why}: there is no ${tests}`];
  });
  expect(wrong).toEqual([]);
});
