/**
 * The isl referee: `referee.c`, compiled once for each state of its source, answering one request a line.
 *
 * A test says `skipUnless(context, islRequirement)` first; CI installs what is needed, so there it fails instead.
 * `comparisons` counts what was compared as sets; each test file prints its number.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Requirement } from '../../support/skip.ts';

// the tests and the bundled benchmarks both run in the checkout's root
const folder = path.resolve('test/oracle/isl');
const cache = path.resolve('.cache/isl');

/** Path of the program, or undefined where it cannot be compiled. */
export function compileAgainstIsl(source: string): string | undefined {
  const file = path.join(folder, source);
  const hash = createHash('sha256').update(fs.readFileSync(file)).digest('hex').slice(0, 16);
  const binary = path.join(cache, `${path.basename(source, '.c')}-${hash}`);
  if (fs.existsSync(binary)) return binary;
  fs.mkdirSync(cache, { recursive: true });
  const unfinished = `${binary}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const { status } = spawnSync('gcc', ['-O2', '-D_GNU_SOURCE', '-o', unfinished, file, '-lisl'], { stdio: 'ignore' });
  if (status !== 0) return undefined;
  // compiled by two workers at once, the program is whole all the same
  fs.renameSync(unfinished, binary);
  return binary;
}

const program = compileAgainstIsl('referee.c');

export const islRequirement: Requirement = {
  met: program !== undefined,
  reason: 'no isl to compare with: install gcc and libisl-dev',
  inCi: true,
};

/** One running isl. Requests are answered in their order. */
export class IslReferee {
  /** Sets and numbers that were compared with isl's. */
  comparisons = 0;
  readonly #process: ChildProcess;
  readonly #waiting: ((answer: string) => void)[] = [];

  constructor() {
    if (program === undefined) throw new Error(islRequirement.reason);
    this.#process = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdout } = this.#process;
    if (!stdout) throw new Error('the referee has no output');
    createInterface({ input: stdout }).on('line', (line) => this.#waiting.shift()?.(line));
    this.#process.on('exit', () => {
      for (const answer of this.#waiting.splice(0)) answer('error');
    });
  }

  /** isl's answer to an operation (see `referee.c`) on operands in its notation. */
  ask(operation: string, ...operands: readonly string[]): Promise<string> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      const fields = [operation, ...operands].map((field) => field.replaceAll(/\s+/g, ' '));
      this.#process.stdin?.write(`${fields.join('\t')}\n`);
    });
  }

  /** Whether two texts are equal as relations (`equal`) or as sets (`equal-sets`); counts as a comparison. */
  async same(kind: 'equal' | 'equal-sets', ours: string, theirs: string): Promise<boolean> {
    this.comparisons += 1;
    return (await this.ask(kind, ours, theirs)) === 'true';
  }

  /** Ends the program, whatever it is computing. */
  close(): void {
    this.#process.kill();
  }
}
