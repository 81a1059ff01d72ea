import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openPromise } from 'yauzl';
import { manifest, read, root } from './checkout.ts';

/** Everything that a user installs, the README's picture included; .vscodeignore holds the same list as patterns. */
const contents = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/LICENSE.txt',
  'extension/changelog.md',
  'extension/client/assets/icon.png',
  'extension/client/assets/tile-dark.svg',
  'extension/client/assets/tile-light.svg',
  'extension/dist/cli.js',
  'extension/dist/extension.js',
  'extension/dist/server.js',
  'extension/dist/third-party-notices.txt',
  'extension/dist/worker.js',
  'extension/docs/images/matmul.png',
  'extension/language-configuration.json',
  'extension/package.json',
  'extension/readme.md',
  'extension/syntaxes/tilewright.tmLanguage.json',
];

/** Grows with the language, not with what it carries along: a dependency that doubles it wants a decision. */
const MAXIMUM_KIB = 1024;

/** Names of a zip file's entries. */
async function entriesOf(file: string): Promise<string[]> {
  const zip = await openPromise(file);
  const names: string[] = [];
  for await (const entry of zip.eachEntry()) names.push(entry.fileName);
  return names;
}

describe('the .vsix', () => {
  const file = path.join(root, '.cache/package-test.vsix');

  beforeAll(() => {
    const script = `import(process.argv[1]).then(({ packageVsix }) => packageVsix(process.argv[2]))`;
    const url = new URL('../../.scripts/package.mjs', import.meta.url).href;
    execFileSync(process.execPath, ['--eval', script, url, file], { cwd: root, encoding: 'utf8' });
  }, 60_000);

  it('holds exactly what a user needs', async () => {
    expect((await entriesOf(file)).sort()).toEqual([...contents].sort());
  });

  it(`is at most ${MAXIMUM_KIB} KiB large`, () => {
    expect(fs.statSync(file).size / 1024).toBeLessThanOrEqual(MAXIMUM_KIB);
  });

  it('carries the notices of the packages that the bundles contain', () => {
    const notices = read('dist/third-party-notices.txt');
    for (const name of ['chevrotain', 'commander', 'vscode-languageclient', 'vscode-languageserver']) {
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
    }
  });

  it('names a command line that is there and executable', () => {
    const { bin } = manifest();
    const cli = path.join(root, bin.tilewright ?? '');
    expect(fs.readFileSync(cli, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    if (process.platform !== 'win32') expect(fs.statSync(cli).mode & 0o111).toBe(0o111);
  });
});
