import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifest, read, repositoryFiles, root } from '../checkout.ts';

describe('package.json', () => {
  const { engines, devDependencies, version, icon, contributes } = manifest();

  it('asks for the editor whose API the sources are checked against', () => {
    expect(engines.vscode).toBe(`^${devDependencies['@types/vscode']}`);
  });

  it('has an icon of 256 by 256 pixels', () => {
    const png = fs.readFileSync(path.join(root, icon));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256]);
  });

  it('has its version in the change log', () => {
    expect(read('CHANGELOG.md')).toContain(`## ${version}`);
  });

  it('contributes no command and no setting that the sources do not name', () => {
    const sources = repositoryFiles()
      .filter((file) => /^(client|server)\/src\/.*\.ts$/.test(file))
      .map(read)
      .join('\n');
    const commands = contributes.commands.map(({ command }) => command);
    // a setting is read by its section and key, `get('hints.mode')`, or by its last name from the section's object
    const settings = Object.keys(contributes.configuration.properties).map((name) => name.split('.').at(-1) ?? name);
    const named = (word: string) => new RegExp(`\\b${word.replaceAll('.', '\\.')}\\b`).test(sources);
    expect([...commands, ...settings].filter((word) => !named(word))).toEqual([]);
  });
});

describe('server/std', () => {
  it('is listed in full by the module that bundles it', () => {
    const files = repositoryFiles().filter((file) => /^server\/std\/.*\.tile$/.test(file));
    const index = 'server/src/model/std-files.ts';
    const text = files.length > 0 ? read(index) : '';
    expect(files.filter((file) => !text.includes(`'../../${file.slice('server/'.length)}'`))).toEqual([]);
  });
});
