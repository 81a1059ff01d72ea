import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryFiles } from '../checkout.ts';
import { parseSource } from '../parse-source.ts';

/**
 * Which folders of server/src a folder may import from. Reading downward is following the data; checks, hints and
 * features stand beside each other and know nothing of each other. ARCHITECTURE.md says why.
 */
const layers: Readonly<Record<string, readonly string[]>> = {
  query: [],
  sets: [],
  syntax: ['query'],
  model: ['syntax', 'query'],
  run: ['model', 'syntax', 'query'],
  import: ['model', 'syntax', 'query'],
  polyhedral: ['model', 'sets', 'query'],
  analysis: ['polyhedral', 'model', 'sets', 'query'],
  emit: ['analysis', 'polyhedral', 'model', 'syntax', 'sets', 'query'],
  checks: ['analysis', 'polyhedral', 'model', 'syntax', 'sets', 'query'],
  hints: ['analysis', 'polyhedral', 'model', 'syntax', 'sets', 'query'],
  features: ['analysis', 'polyhedral', 'model', 'syntax', 'sets', 'query'],
  lsp: [
    'features',
    'hints',
    'checks',
    'emit',
    'analysis',
    'polyhedral',
    'import',
    'run',
    'model',
    'syntax',
    'sets',
    'query',
  ],
  cli: [
    'lsp',
    'features',
    'hints',
    'checks',
    'emit',
    'analysis',
    'polyhedral',
    'import',
    'run',
    'model',
    'syntax',
    'sets',
    'query',
  ],
};

/** Packages that only some folders may import; every other package is free. The first pattern that matches decides. */
const reserved: readonly { readonly pattern: RegExp; readonly folders: readonly string[] }[] = [
  { pattern: /^(vscode|vscode-languageclient)(\/|$)/, folders: [] },
  { pattern: /^vscode-(languageserver|jsonrpc)/, folders: ['lsp'] },
  { pattern: /^(node:)?(fs|child_process|http|https|net|readline)(\/|$)/, folders: ['cli'] },
  { pattern: /^commander$/, folders: ['cli'] },
  { pattern: /^chevrotain$/, folders: ['syntax'] },
];

const serverFiles = repositoryFiles().filter((file) => /^server\/src\/.*\.ts$/.test(file));
const clientFiles = repositoryFiles().filter((file) => /^client\/src\/.*\.ts$/.test(file));

/** What client and server say to each other: names of requests, and types. */
const PROTOCOL = 'server/src/lsp/protocol.ts';

/** Folder of server/src that a file lies in, or undefined for a file outside of it. */
function layerOf(file: string): string | undefined {
  return /^server\/src\/([^/]+)\//.exec(file)?.[1];
}

/** The file that a relative import names, relative to the checkout, with `/`. */
function resolve(importer: string, from: string): string {
  return path.posix.normalize(path.posix.join(path.posix.dirname(importer), from));
}

function violations(file: string): string[] {
  const layer = layerOf(file);
  if (layer === undefined) return file === 'server/src/tile.d.ts' ? [] : [`${file} lies in no layer`];
  const allowed = layers[layer];
  if (!allowed) return [`${file}: server/src/${layer} is no layer; name it here and in ARCHITECTURE.md`];
  const found: string[] = [];
  for (const { from, line } of parseSource(file).imports) {
    const complain = (why: string) => found.push(`${file}:${line}: imports ${from}: ${why}`);
    if (!from.startsWith('.')) {
      const rule = reserved.find(({ pattern }) => pattern.test(from));
      if (rule && !rule.folders.includes(layer)) complain(`only ${rule.folders.join(', ') || 'client/'} may`);
      continue;
    }
    const target = resolve(file, from);
    const targetLayer = layerOf(target);
    if (targetLayer === layer || target === 'package.json') continue;
    if (target.startsWith('server/std/') && layer === 'model') continue;
    if (targetLayer === undefined) complain('it lies outside of the layers');
    else if (!allowed.includes(targetLayer)) complain(`${layer} may import ${allowed.join(', ') || 'no other layer'}`);
  }
  return found;
}

describe('layers', () => {
  it('import only in the direction of the data', () => {
    expect(serverFiles.length).toBeGreaterThan(0);
    expect(serverFiles.flatMap(violations)).toEqual([]);
  });

  it('are themselves in order: no folder reaches itself through what it may import', () => {
    const reaches = (from: string, target: string): boolean =>
      (layers[from] ?? []).some((next) => next === target || reaches(next, target));
    expect(Object.keys(layers).filter((layer) => reaches(layer, layer))).toEqual([]);
  });

  it('leave the client only the protocol, which itself brings nothing of the server along', () => {
    const wrong = clientFiles.flatMap((file) =>
      parseSource(file)
        .imports.filter(({ from }) => from.startsWith('.') && resolve(file, from).startsWith('server/'))
        .filter(({ from }) => resolve(file, from) !== PROTOCOL)
        .map(({ from, line }) => `${file}:${line}: imports ${from}`),
    );
    expect(wrong).toEqual([]);
    expect(parseSource(PROTOCOL).imports.filter(({ typeOnly }) => !typeOnly)).toEqual([]);
  });
});
