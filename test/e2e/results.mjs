// What the end-to-end tests found, test by test; .scripts/test.mjs adds the counts to those of the unit tests.
import fs from 'node:fs';
import path from 'node:path';

/** @typedef {{ name: string, outcome: 'passed' | 'failed', seconds: number }} Outcome */

/** Collects outcomes, prints each as it comes, and writes them all to a file. */
export class Results {
  /** @type {Outcome[]} */
  #tests = [];
  /** @type {{ name: string, reason: string }[]} */
  #skipped = [];

  /**
   * Notes one test; `error` is set when it failed.
   * @param {string} name
   * @param {number} seconds
   * @param {string} [error]
   */
  record(name, seconds, error) {
    this.#tests.push({ name, outcome: error === undefined ? 'passed' : 'failed', seconds });
    console.log(`${error === undefined ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`);
    if (error !== undefined) console.error(error);
  }

  skip(name, reason) {
    this.#skipped.push({ name, reason });
    console.log(`skipped: ${name}: ${reason}`);
  }

  /**
   * Runs a test and notes how it went; resolves to whether it passed.
   * @param {string} name
   * @param {() => Promise<void>} body
   */
  async test(name, body) {
    const started = performance.now();
    const error = await body().then(
      () => undefined,
      (thrown) => String(thrown?.stack ?? thrown),
    );
    this.record(name, (performance.now() - started) / 1000, error);
    return error === undefined;
  }

  get failed() {
    return this.#tests.filter((test) => test.outcome === 'failed').length;
  }

  write(file) {
    const passed = this.#tests.length - this.failed;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const all = { passed, failed: this.failed, skipped: this.#skipped, tests: this.#tests };
    fs.writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
  }
}
