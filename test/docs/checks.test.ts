/** `docs/checks.md`: a section for each code, that says why and what to do, with an example that leads to it. */
import { expect, it } from 'vitest';
import { PROBLEM_CODES } from '../../server/src/model/problem.ts';
import { examplesOf, pageText } from './examples.ts';

const page = 'checks.md';
const sections = pageText(page)
  .split(/^## /m)
  .slice(1)
  .map((section) => ({ code: section.slice(0, section.indexOf('\n')), text: section }));

it('there is a section for each code, in the order of the list', () => {
  expect(sections.map(({ code }) => code)).toEqual([...PROBLEM_CODES]);
});

it('each section says when, why and what to do', () => {
  const paragraphs = sections.map(({ code, text }) => {
    const [, when = '', why = '', advice = ''] = text.split('\n\n');
    return {
      code,
      said: !when.startsWith('**') && why.startsWith('**Why.** ') && advice.startsWith('**What to do.** '),
    };
  });
  expect(paragraphs.filter(({ said }) => !said)).toEqual([]);
});

// that an example has the problems of its info string and no others, examples.test.ts says
it('every code that a program can lead to has an example of it', () => {
  const examples = examplesOf(page).map(({ heading, codes }) => ({ heading, codes }));
  const possible = PROBLEM_CODES.filter((code) => code !== 'internal-error');
  expect(examples).toEqual(possible.map((code) => ({ heading: code, codes: [code] })));
});
