// What a person sees: the hints, a squiggle under a mistake, and a figure that follows the tile size.
import assert from 'node:assert/strict';
import path from 'node:path';
import { root } from '../../.scripts/bundle.mjs';
import { Workbench } from './workbench.mjs';

/** Hints of samples/matmul.tile: the code they stand behind, and what they say. */
const HINTS = [
  ['load A in sbuf as [k | m]', '32 KiB'],
  ['load B in sbuf as [k | n]', '128 KiB'],
  ['load A in sbuf buffers 2', '2×4 MiB'],
  ['load B in sbuf as [k % 128', '2 MiB'],
  ['hold C in sbuf as [m % 128', '8 MiB'],
];

/**
 * Runs the page tests, each noted in `results` under `name`.
 * @param {import('./results.mjs').Results} results
 * @param {string} name which installation is looked at
 * @param {{ browser: import('playwright-core').Browser, host: object, folder: string, extension?: string }} where
 */
export async function pageTests(results, name, { browser, host, folder, extension }) {
  const openFile = path.join(folder, 'matmul.tile');
  const bench = await Workbench.open(browser, host, folder, { openFile, ...(extension ? { extension } : {}) });
  const steps = [
    ['the hints stand behind their lines', seeHints],
    ['a mistake is underlined and the hints stay', makeMistake],
    ['mending it removes the line', mendMistake],
    ['another tile size changes the figure', changeTileSize],
  ];
  const slug = name.replaceAll(/\W+/g, '-');
  try {
    for (const [step, body] of steps) {
      const passed = await results.test(`page, ${name}: ${step}`, () => body(bench));
      // The steps build on each other: the rest would only repeat this failure.
      if (!passed) {
        await bench.saveFailure(slug);
        for (const [rest] of steps.slice(steps.findIndex(([title]) => title === step) + 1)) {
          results.skip(`page, ${name}: ${rest}`, `"${step}" failed`);
        }
        return;
      }
      await bench.page.screenshot({ path: path.join(root, '.cache', 'screenshots', `${slug}-${body.name}.png`) });
    }
  } finally {
    await bench.page.close();
  }
}

async function seeHints(bench) {
  for (const [code, hint] of HINTS) await bench.waitForHint(code, hint);
  assert.equal(await bench.squiggle().count(), 0);
}

async function makeMistake(bench) {
  await bench.watch(HINTS.map(([, hint]) => hint));
  await bench.clickEndOf(bench.line('do C with pe.matmul').filter({ hasNotText: 'for' }));
  await bench.page.keyboard.type(' ) x');
  await bench.squiggle().waitFor();
  assert.deepEqual(await bench.gaps(), []);
}

async function mendMistake(bench) {
  for (let i = 0; i < ' ) x'.length; i++) await bench.page.keyboard.press('Backspace');
  await bench.squiggle().waitFor({ state: 'detached' });
  assert.deepEqual(await bench.gaps(), []);
}

async function changeTileSize(bench) {
  await bench.clickEndOf(bench.line('for k by 128 {').filter({ hasNotText: 'do C' }));
  for (let i = 0; i < ' {'.length; i++) await bench.page.keyboard.press('ArrowLeft');
  for (let i = 0; i < '128'.length; i++) await bench.page.keyboard.press('Backspace');
  await bench.page.keyboard.type('64');
  await bench.waitForHint('for k by 64 {', '');
  await bench.waitForHint('load A in sbuf as [k | m]', '16 KiB');
  await bench.waitForHint('load B in sbuf as [k | n]', '64 KiB');
}
