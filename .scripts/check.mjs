// npm run check: everything that a commit must pass besides the tests themselves. All parts run, then the verdict.
import { spawnSync } from 'node:child_process';
import { root } from './bundle.mjs';
import { requireNode } from './node-version.mjs';
import { tool } from './tool.mjs';

requireNode();

const parts = [
  ['types', tool('tsc'), ['-b']],
  ['lint and format', tool('biome'), ['check', '--error-on-warnings', '.']],
  ['unused code and dependencies', tool('knip'), []],
  [
    'repository rules',
    tool('vitest'),
    ['run', '--config', 'test/vitest.config.mts', '--reporter', 'dot', 'test/repository/rules'],
  ],
];

const failed = [];
for (const [name, [command, ...first], args] of parts) {
  const started = performance.now();
  const result = spawnSync(command, [...first, ...args], { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) failed.push(name);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`check: ${name} ${result.status === 0 ? 'passed' : 'FAILED'} (${seconds} s)`);
}
if (failed.length > 0) {
  console.error(`check: failed: ${failed.join(', ')}. "npm run format" repairs format and most of lint.`);
  process.exitCode = 1;
}
