// npm run package: builds, then packs dist/tilewright-<version>.vsix.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { root } from './bundle.mjs';
import { tool } from './tool.mjs';

const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

/** Where the package lies after `packageVsix`. */
export const vsixFile = path.join(root, 'dist', `${name}-${version}.vsix`);

/**
 * Packs what stands in dist/ together with the manifest; .vscodeignore says what belongs to it. Needs no network.
 * @param {string} file where to write the package
 * @returns {string} `file`
 * @throws {Error} with vsce's own words, when vsce refuses
 */
export function packageVsix(file = vsixFile) {
  const [node, vsce] = tool('vsce');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const args = [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  const result = spawnSync(node, [...args, '--out', file], { cwd: root, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`vsce could not pack the extension:\n${result.stdout}${result.stderr}`);
  return file;
}

if (process.argv[1] === import.meta.filename) {
  if (!(await build())) process.exit(1);
  const file = packageVsix();
  const kilobytes = (fs.statSync(file).size / 1024).toFixed(0);
  console.log(
    `${path.relative(root, file)} (${kilobytes} KiB). Install it with "code --install-extension ${path.relative(root, file)}".`,
  );
}
