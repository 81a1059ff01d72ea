import path from 'node:path';
import { splitDeclarations } from '../../server/src/syntax/chunks.ts';
import { parseDeclaration } from '../../server/src/syntax/parse.ts';
import { testFixtures } from '../support/fixtures.ts';

testFixtures(path.join(import.meta.dirname, 'fixtures'), (program) =>
  splitDeclarations(program).flatMap((chunk) =>
    parseDeclaration(chunk.text).problems.map(({ message, start, end }) => ({
      message,
      start: chunk.start + start,
      end: chunk.start + end,
      code: 'syntax',
      severity: 'error' as const,
    })),
  ),
);
