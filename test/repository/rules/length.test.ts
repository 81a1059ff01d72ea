import { describe, expect, it } from 'vitest';
import { read, repositoryFiles } from '../checkout.ts';
import { parseSource } from '../parse-source.ts';

const MAXIMUM_FILE = 400;
const MAXIMUM_FUNCTION = 60;

/** A reviewed exception: up to how many lines, and why splitting would make it harder to read. */
interface Exception {
  readonly lines: number;
  readonly why: string;
}

/** Files over the limit, by path. */
const longFiles: Readonly<Record<string, Exception>> = {
  'server/src/syntax/ast.ts': { lines: 450, why: 'the tree is one page of definitions, each with its comment' },
};

/** Functions over the limit, by `path#name`. */
const longFunctions: Readonly<Record<string, Exception>> = {};

/** What is too long, and which exceptions are not needed any more. */
function complaints(
  measured: readonly { readonly key: string; readonly lines: number }[],
  maximum: number,
  exceptions: Readonly<Record<string, Exception>>,
): string[] {
  const tooLong = measured
    .filter(({ key, lines }) => lines > (exceptions[key]?.lines ?? maximum))
    .map(({ key, lines }) => `${key} has ${lines} lines, ${exceptions[key]?.lines ?? maximum} are allowed`);
  const needed = new Set(measured.filter(({ lines }) => lines > maximum).map(({ key }) => key));
  const stale = Object.keys(exceptions)
    .filter((key) => !needed.has(key))
    .map((key) => `the exception for ${key} is not needed any more`);
  return [...tooLong, ...stale];
}

describe('length', () => {
  const sources = repositoryFiles().filter((file) => /\.(ts|mts|mjs)$/.test(file));

  it(`of files: at most ${MAXIMUM_FILE} lines`, () => {
    const measured = sources.map((key) => ({ key, lines: read(key).split('\n').length - 1 }));
    expect(measured.length).toBeGreaterThan(0);
    expect(complaints(measured, MAXIMUM_FILE, longFiles)).toEqual([]);
  });

  it(`of functions outside of tests: at most ${MAXIMUM_FUNCTION} lines`, () => {
    const measured = sources
      .filter((file) => !file.startsWith('test/'))
      .flatMap((file) =>
        parseSource(file).functions.map(({ name, lines, line }) => ({
          key: name === '(anonymous)' ? `${file}#${line}` : `${file}#${name}`,
          lines,
        })),
      );
    expect(measured.length).toBeGreaterThan(0);
    expect(complaints(measured, MAXIMUM_FUNCTION, longFunctions)).toEqual([]);
  });
});
