import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** The checkout's folder. */
export const root = path.resolve(import.meta.dirname, '../..');

/** Files of the checkout that git knows or would add, relative to `root`, with `/`; those deleted on disk are left out. */
export function repositoryFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 });
  const files = [...new Set(listed.split('\0'))].filter((file) => file !== '' && fs.existsSync(path.join(root, file)));
  if (files.length === 0) throw new Error('git lists no file: the rules would pass without looking at anything');
  return files.sort();
}

/** Text of a file of the checkout. */
export function read(file: string): string {
  return fs.readFileSync(path.join(root, file), 'utf8');
}

/** The parts of package.json that the rules look at. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly bin: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
}

/** The extension's manifest. */
export function manifest(): Manifest {
  return JSON.parse(read('package.json')) as Manifest;
}
