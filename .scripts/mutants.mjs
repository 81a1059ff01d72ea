// npm run test:mutants [-- --sample SECONDS] [-- --only WORD] [-- --seed N]
// Each mutant is a small, believable mistake in the sources (test/mutants/*.json). It is made in a copy of the checkout,
// and the tests of its folder must fail; a mutant that they let pass names a test that is missing.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './bundle.mjs';
import { requireNode } from './node-version.mjs';
import { tool } from './tool.mjs';

requireNode();

/** A mutant that makes the tests hang is as good as caught. */
const LIMIT_MS = 120_000;

/** @typedef {{ file: string, find: string, replace: string, tests: string, why: string }} Mutant */

/** @returns {Mutant[]} */
export function readMutants() {
  const folder = path.join(root, 'test/mutants');
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')));
}

/** Copies what git knows or would add to a new folder, which shares node_modules with the checkout. */
function copyCheckout() {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'tilewright-mutants-'));
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 });
  for (const file of listed.split('\0').filter(Boolean)) {
    if (fs.existsSync(path.join(root, file))) fs.cpSync(path.join(root, file), path.join(copy, file));
  }
  // a junction, since Windows lets only administrators make other links
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
  return copy;
}

/** Runs the tests of one folder in the copy up to the first failure. */
function runTests(copy, folder) {
  const [node, vitest] = tool('vitest');
  const args = [vitest, 'run', '--config', 'test/vitest.config.mts', '--bail', '1', '--reporter', 'dot', folder];
  const { CI: _, TILEWRIGHT_RESULTS: __, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { cwd: copy, env: { ...env, NO_COLOR: '1' }, timeout: LIMIT_MS });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code) => {
      // a run without tests proves nothing about a mutant
      if (/No test files found/.test(output)) reject(new Error(`there are no tests in ${folder}`));
      else resolve({ passed: code === 0, output });
    });
  });
}

/** Whether the tests of a folder pass in the unchanged copy; says so where they do not. */
async function testsAreSound(copy, folder) {
  const broken = buildCopy(copy);
  const { passed, output } = broken ? { passed: false, output: broken } : await runTests(copy, folder);
  if (!passed) console.log(output);
  return passed;
}

/** Builds the copy, for tests that start what is shipped. */
function buildCopy(copy) {
  const { status, stderr } = spawnSync(process.execPath, ['.scripts/build.mjs'], { cwd: copy, encoding: 'utf8' });
  return status === 0 ? undefined : `it does not build:\n${stderr}`;
}

/** Makes the mistake in the copy, runs its tests, undoes it; resolves to what is wrong, or undefined. */
async function tryMutant(copy, { file, find, replace, tests }) {
  const target = path.join(copy, file);
  const text = fs.readFileSync(target, 'utf8');
  if (text.split(find).length !== 2) return 'its "find" must occur exactly once in the file';
  fs.writeFileSync(
    target,
    text.replace(find, () => replace),
  );
  try {
    const broken = buildCopy(copy);
    if (broken) return broken;
    const { passed } = await runTests(copy, tests);
    return passed ? `all tests of ${tests} pass with it` : undefined;
  } finally {
    fs.writeFileSync(target, text);
  }
}

/** The same order for the same seed (a linear congruential generator is random enough for a sample). */
function shuffled(items, seed) {
  const result = [...items];
  let state = seed >>> 0;
  for (let last = result.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}

/** Runs mutants until the time is over; resolves to what went wrong, and how many were tried. */
async function tryAll(copy, mutants, seconds) {
  const started = performance.now();
  const problems = [];
  const sound = new Map();
  let tried = 0;
  for (const mutant of mutants) {
    if (performance.now() - started > seconds * 1000) break;
    // without a mutant the tests must pass, or their failing says nothing
    if (!sound.has(mutant.tests)) sound.set(mutant.tests, await testsAreSound(copy, mutant.tests));
    const problem = sound.get(mutant.tests)
      ? await tryMutant(copy, mutant)
      : `the tests of ${mutant.tests} fail without any mutant`;
    tried += 1;
    console.log(`${problem ? 'SURVIVED' : 'caught'}: ${mutant.file}: ${mutant.why}${problem ? `: ${problem}` : ''}`);
    if (problem) problems.push(problem);
  }
  return { problems, tried };
}

async function main() {
  const { values } = parseArgs({
    options: { sample: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string', default: '' } },
  });
  const seed = Number(values.seed ?? Date.now() % 2 ** 32);
  const all = readMutants().filter(({ file, why }) => `${file} ${why}`.includes(values.only));
  const sampled = values.sample !== undefined;
  if (sampled) console.log(`mutants: a sample of ${values.sample} s with --seed ${seed}`);
  const copy = copyCheckout();
  try {
    const seconds = sampled ? Number(values.sample) : Number.POSITIVE_INFINITY;
    const { problems, tried } = await tryAll(copy, sampled ? shuffled(all, seed) : all, seconds);
    console.log(`mutants: ${tried - problems.length} of ${tried} caught (there are ${all.length}).`);
    process.exitCode = problems.length > 0 || tried === 0 ? 1 : 0;
  } finally {
    fs.rmSync(copy, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) await main();
