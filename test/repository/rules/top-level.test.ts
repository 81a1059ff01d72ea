import { expect, it } from 'vitest';
import { repositoryFiles } from '../checkout.ts';

/** Everything that may stand at the top of the repository; a file that is not there yet is no failure. */
const allowed = new Set([
  ...['client', 'server', 'syntaxes', 'test', 'docs', 'samples'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.base.json', 'biome.json'],
  ...['language-configuration.json', 'README.md', 'LICENSE', 'ARCHITECTURE.md', 'STYLE.md', 'CHANGELOG.md'],
  ...['.ci', '.editorconfig', '.gitattributes', '.gitignore', '.knip.json', '.npmrc', '.scripts', '.vscodeignore'],
]);

it('the top level holds only what belongs there', () => {
  const entries = new Set(repositoryFiles().map((file) => file.split('/')[0] ?? ''));
  expect([...entries].filter((entry) => !allowed.has(entry))).toEqual([]);
});
