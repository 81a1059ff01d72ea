// Starts a development tool with this very Node, so that neither the PATH nor a shell has a say (Windows has no shebang).
import fs from 'node:fs';
import path from 'node:path';
import { root } from './bundle.mjs';

const packages = { tsc: 'typescript', biome: '@biomejs/biome', knip: 'knip', vitest: 'vitest', vsce: '@vscode/vsce' };

/**
 * The command line that starts a tool of node_modules: `[node, script]`.
 * @param {keyof typeof packages} name
 */
export function tool(name) {
  const folder = path.join(root, 'node_modules', packages[name]);
  const { bin } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return [process.execPath, path.join(folder, typeof bin === 'string' ? bin : bin[name])];
}
