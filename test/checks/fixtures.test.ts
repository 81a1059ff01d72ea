import path from 'node:path';
import { testFixtures } from '../support/fixtures.ts';
import { MemoryWorkspace, sample } from '../support/workspace.ts';

/** A fixture may use `./trn1.tile` and `./matmul.tile`, as they are among the samples, and `./other.tile`, below. */
const OTHER = 'op other(X: T[N]) -> (Y: T[N]) { Y[n] = X[n] }\nconst SIDE = 128\n';

testFixtures(path.join(import.meta.dirname, 'fixtures'), (program, file) => {
  const workspace = new MemoryWorkspace({
    'trn1.tile': sample('trn1.tile'),
    'matmul.tile': sample('matmul.tile'),
    'other.tile': OTHER,
    [file]: program,
  });
  return workspace.diagnostics(file);
});
