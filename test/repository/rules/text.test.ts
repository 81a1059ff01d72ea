import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { read, repositoryFiles, root } from '../checkout.ts';

const files = repositoryFiles().filter((file) => !/\.(png|ico)$/.test(file));

/** Lines of the repository's text that match, as `file:line: text`. */
function occurrences(pattern: RegExp, among: readonly string[] = files): string[] {
  return among.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );
}

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe('committed text', () => {
  it('names no absolute path of the machine it was written on', () => {
    const folders = ['work', 'home', 'root', 'Users', 'mnt'].join('|');
    expect(occurrences(new RegExp(`(^|[\\s"'\`(=:,])/(${folders})/[\\w.]`))).toEqual([]);
    expect(occurrences(new RegExp(`[A-Z]:\\\\(${folders})\\\\`, 'i'))).toEqual([]);
    const here = [root, os.homedir()].filter((folder) => folder.split(path.sep).filter(Boolean).length > 1);
    for (const folder of here) expect(occurrences(new RegExp(literally(folder)))).toEqual([]);
  });

  it('names no package registry', () => {
    const known = [
      ['registry', 'npmjs', 'org'],
      ['registry', 'yarnpkg', 'com'],
      ['deb', 'debian', 'org'],
    ].map((parts) => parts.join('.'));
    const configured = process.env.npm_config_registry;
    const hosts = configured === undefined ? known : [...known, new URL(configured).host];
    for (const host of hosts) expect(occurrences(new RegExp(literally(host)))).toEqual([]);
  });

  it('ends lines with a line feed and files with a newline', () => {
    const wrong = files.filter((file) => {
      const text = read(file);
      return text.includes('\r') || (text !== '' && !text.endsWith('\n'));
    });
    expect(wrong).toEqual([]);
  });
});
