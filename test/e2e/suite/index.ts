import * as fs from 'node:fs';
import * as path from 'node:path';
import Mocha from 'mocha';

/** One test as it is written to the results file. */
interface TestResult {
  name: string;
  seconds: number;
  error?: string;
  skipped?: true;
}

/**
 * The entry that VS Code calls (`extensionTestsPath`), in the served VS Code and in @vscode/test-electron's alike.
 * Resolves when every test passed. The results file named by TILEWRIGHT_SUITE_RESULTS proves that the suite ran to its
 * end: an extension host that dies is reported with exit code 0.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', color: false, timeout: 180_000, reporter: 'spec' });
  for (const file of fs.readdirSync(__dirname)) {
    if (file.endsWith('.test.js')) mocha.addFile(path.join(__dirname, file));
  }
  await mocha.loadFilesAsync();
  const results: TestResult[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => results.push(resultOf(test)));
    runner.on('pending', (test) => results.push({ ...resultOf(test), skipped: true }));
    runner.on('fail', (test, error) => results.push({ ...resultOf(test), error: String(error?.stack ?? error) }));
  });
  const file = process.env.TILEWRIGHT_SUITE_RESULTS;
  if (file) fs.writeFileSync(file, JSON.stringify(results));
  if (failures > 0 || results.length === 0) throw new Error(`${failures} of ${results.length} tests failed.`);
}

function resultOf(test: { fullTitle(): string; duration?: number | undefined }): TestResult {
  return { name: test.fullTitle(), seconds: (test.duration ?? 0) / 1000 };
}
