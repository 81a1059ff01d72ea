/** The samples and the library are without errors; their warnings are a committed snapshot. */
import path from 'node:path';
import { expect, it } from 'vitest';
import { fileDiagnostics } from '../../server/src/checks/diagnostics.ts';
import { stdFiles } from '../../server/src/model/std-files.ts';
import { STD_SCHEME } from '../../server/src/model/uses.ts';
import { expectFile } from '../support/snapshots.ts';
import { MemoryWorkspace, sampleNames } from '../support/workspace.ts';

it('the samples and the library check without errors', () => {
  const workspace = MemoryWorkspace.ofSamples(...sampleNames());
  const uris = [
    ...sampleNames().map((name) => workspace.uri(name)),
    ...Object.keys(stdFiles).map((name) => `${STD_SCHEME}:/${name}`),
  ];
  const lines: string[] = [];
  for (const uri of uris) {
    for (const { severity, code, message } of workspace.compute((reader) => fileDiagnostics(reader, uri))) {
      expect(severity, `${uri}: ${message}`).not.toBe('error');
      lines.push(`${uri}: ${severity} ${code}: ${message}\n`);
    }
  }
  expect(uris.length).toBeGreaterThan(20);
  expectFile(path.join(import.meta.dirname, 'library-warnings.txt'), lines.join(''));
});
