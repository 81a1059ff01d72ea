/**
 * The programs in the pages under `docs`: fenced blocks whose info string begins with `tile`.
 *
 *     ```tile                       a file; it must have no problem
 *     ```tile error=not-affine      it must have exactly the problems with these codes (several: `a,b`)
 *     ```tile in=kernel             steps: the block stands in a kernel for `std/matmul` on `std/targets/trn1`
 *     ```tile in=target             items: the block stands in a target that has two memories and an engine
 *     ```tile file=tiles.tile       a file that the other blocks of its page may `use`
 *     ```tile free                  it is not as the formatter would leave it
 *
 * The samples are there under their names (`use "./trn1.tile"`), and the library. Blocks of other languages (`ebnf`,
 * `tilewright` in generated pages) are not looked at.
 */
import fs from 'node:fs';
import path from 'node:path';
import { formatFile } from '../../server/src/syntax/format/format-file.ts';
import { MemoryWorkspace, sample, sampleNames } from '../support/workspace.ts';

const docsFolder = path.resolve(import.meta.dirname, '../../docs');

/** What a block may be a part of: the text before and behind it. Inside of it the block is one step further in. */
const surroundings = {
  file: ['', ''],
  kernel: ['use "std/matmul"\nuse "std/targets/trn1"\nkernel example for matmul on trn1 {\n', '\n}\n'],
  target: ['target example {\n  memory dram  {}\n  memory local {}\n  engine core {}\n\n', '\n}\n'],
} as const satisfies Record<string, readonly [before: string, behind: string]>;

export interface Example {
  /** The page and the line of the block's first fence, for messages. */
  readonly title: string;
  /** Path of the page below `docs`. */
  readonly page: string;
  /** The last heading above the block. */
  readonly heading: string;
  /** As it stands in the page. */
  readonly text: string;
  /** The whole program, with what `in=` puts around it. */
  readonly program: string;
  /** Codes of the problems that it must have, sorted. */
  readonly codes: readonly string[];
  /** The name under which the other blocks of the page see it. */
  readonly file?: string;
  /** Its form is not that of the formatter: to show that another one is allowed, or because it does not parse. */
  readonly free: boolean;
}

/** @returns the paths of all pages below `docs`, with `/`, sorted. */
export function pageNames(): readonly string[] {
  return fs
    .readdirSync(docsFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.replaceAll(path.sep, '/'))
    .sort();
}

/** @returns the text of a page, with `\n` at the ends of its lines. */
export function pageText(page: string): string {
  return fs.readFileSync(path.join(docsFolder, page), 'utf8').replaceAll('\r\n', '\n');
}

/** @returns the program blocks of a page; throws where an info string means nothing. */
export function examplesOf(page: string, text = pageText(page)): readonly Example[] {
  const examples: Example[] = [];
  let heading = '';
  let open: { readonly info: string; readonly line: number } | undefined;
  let lines: string[] = [];
  for (const [number, line] of text.split('\n').entries()) {
    if (open && line === '```') {
      if (/^tile\b/.test(open.info)) examples.push(example(page, heading, open.line, open.info, lines.join('\n')));
      open = undefined;
    } else if (open) lines.push(line);
    else if (line.startsWith('```')) {
      open = { info: line.slice(3), line: number + 1 };
      lines = [];
    } else heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading;
  }
  if (open) throw new Error(`docs/${page}:${open.line}: the block is not closed`);
  return examples;
}

function example(page: string, heading: string, line: number, info: string, text: string): Example {
  const title = `docs/${page}:${line}`;
  const [language, ...words] = info.split(/\s+/);
  if (language !== 'tile') throw new Error(`${title}: "${info}" is no info string of an example`);
  let codes: readonly string[] = [];
  let around: keyof typeof surroundings = 'file';
  let file: string | undefined;
  let free = false;
  for (const word of words) {
    const [key, value = ''] = word.split('=');
    if (key === 'error' && value !== '') codes = value.split(',').toSorted();
    else if (key === 'in' && Object.hasOwn(surroundings, value)) around = value as keyof typeof surroundings;
    else if (key === 'file' && value.endsWith('.tile')) file = value;
    else if (word === 'free') free = true;
    else throw new Error(`${title}: \`${word}\` is no word of an info string`);
  }
  const [before, behind] = surroundings[around];
  const program = before + text + behind;
  return { title, page, heading, text, program, codes, free, ...(file === undefined ? {} : { file }) };
}

/** @returns an example as the formatter leaves it, without what stands around it. */
export function formatted({ text, program }: Example): string {
  const whole = formatFile(`${program}\n`).text.trimEnd();
  if (program === text) return whole;
  const before = program.slice(0, program.indexOf(text));
  const inside = whole.split('\n').slice(before.split('\n').length - 1, -1);
  return inside.map((line) => line.replace(/^ {2}/, '')).join('\n');
}

/** @returns the problems of an example, in text order; `page`: the blocks of its page, which it may `use`. */
export function problemsOf(
  { program }: Example,
  page: readonly Example[],
): readonly { readonly code: string; readonly message: string }[] {
  const files: Record<string, string> = Object.fromEntries(sampleNames().map((name) => [name, sample(name)]));
  for (const { file, program: other } of page) if (file !== undefined) files[file] = other;
  const workspace = new MemoryWorkspace({ ...files, 'example.tile': program });
  return workspace.diagnostics('example.tile').map(({ code, message }) => ({ code, message }));
}
