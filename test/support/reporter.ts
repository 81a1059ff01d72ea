import fs from 'node:fs';
import path from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

/** What `npm test` sums up: the same shape that the end-to-end tests write to `.cache/e2e-results.json`. */
export interface TestResults {
  passed: number;
  failed: number;
  skipped: { name: string; reason: string }[];
}

/** Counts a finished run; a module that could not be loaded counts as one failed test, as does an unhandled error. */
export function countResults(modules: readonly TestModule[], unhandledErrors: number): TestResults {
  const results: TestResults = { passed: 0, failed: unhandledErrors, skipped: [] };
  for (const module of modules) {
    const before = results.failed;
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === 'passed') results.passed += 1;
      else if (result.state === 'skipped') {
        results.skipped.push({ name: test.fullName, reason: result.note ?? 'no reason given' });
      } else results.failed += 1;
    }
    // errors outside of any test: a module that does not load, a hook that throws
    if (module.state() === 'failed' && results.failed === before) results.failed += 1;
  }
  return results;
}

/** Writes the counts and the reasons of skipped tests to the file that TILEWRIGHT_RESULTS names, if it names one. */
export default class ResultsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const file = process.env.TILEWRIGHT_RESULTS;
    if (file === undefined) return;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify(countResults(modules, unhandledErrors.length)));
  }
}
