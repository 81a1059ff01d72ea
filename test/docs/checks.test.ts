/** `docs/checks.md`: a section for each code, with an example that leads to it. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PROBLEM_CODES } from '../../server/src/model/problem.ts';
import { MemoryWorkspace } from '../support/workspace.ts';

const page = fs
  .readFileSync(path.resolve(import.meta.dirname, '../../docs/checks.md'), 'utf8')
  .replaceAll('\r\n', '\n');
const sections = page.split(/^## /m).slice(1);
const examples = sections.flatMap((section) => {
  const code = section.slice(0, section.indexOf('\n'));
  const example = /^```tile\n(.*?)^```$/ms.exec(section)?.[1];
  return example === undefined ? [] : [{ code, example }];
});

it('there is a section for each code, in the order of the list', () => {
  expect(sections.map((section) => section.slice(0, section.indexOf('\n')))).toEqual([...PROBLEM_CODES]);
});

it('every code that a program can lead to has an example', () => {
  expect(examples.map(({ code }) => code)).toEqual(PROBLEM_CODES.filter((code) => code !== 'internal-error'));
});

it.each(examples)('the example of $code has this problem and no other', ({ code, example }) => {
  const workspace = new MemoryWorkspace({ 'example.tile': example });
  const codes = workspace.diagnostics('example.tile').map((diagnostic) => diagnostic.code);
  expect([...new Set(codes)]).toEqual([code]);
});
