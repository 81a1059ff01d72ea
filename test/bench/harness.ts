/**
 * Benchmarks, measured by tinybench and printed as a table.
 *
 * A file `*.bench.ts` calls `benchmark` once; `npm run bench` runs every file in a process of its own, so that one
 * file's heap and compiled code do not weigh on another's. Ratios are to the first task of the file.
 */
import { Bench } from 'tinybench';

/** One thing to measure. */
export interface Task {
  readonly name: string;
  readonly run: () => void | Promise<void>;
  /** Runs before each measured call and is not measured. */
  readonly prepare?: () => void;
  /** What the 95th percentile may be, in milliseconds, on a machine with two cores. */
  readonly budgetMs?: number;
}

const MEASURE_MS = 2000;
const WARM_UP_MS = 500;

interface Figures {
  readonly median: number;
  readonly p95: number;
  readonly samples: number;
}

/** Measures the tasks one after the other and prints them; a task that throws ends the process with its error. */
export async function benchmark(title: string, tasks: readonly Task[]): Promise<void> {
  const bench = new Bench({ time: MEASURE_MS, warmupTime: WARM_UP_MS, retainSamples: true });
  for (const { name, run, prepare } of tasks) bench.add(name, run, prepare ? { beforeEach: prepare } : {});
  const measured = await bench.run();
  const figures = measured.map(({ name, result }): Figures => {
    if (result.state === 'errored') throw result.error;
    if (result.state !== 'completed') throw new Error(`${name}: ${result.state}`);
    const samples = result.latency.samples ?? [];
    const p95 = samples[Math.min(samples.length - 1, Math.floor(samples.length * 0.95))] ?? Number.NaN;
    return { median: result.latency.p50, p95, samples: samples.length };
  });
  console.log(table(title, tasks, figures));
}

function table(title: string, tasks: readonly Task[], figures: readonly Figures[]): string {
  const reference = figures[0]?.median ?? Number.NaN;
  const rows = tasks.map(({ name, budgetMs }, index) => {
    const { median, p95, samples } = figures[index] as Figures;
    const budget = budgetMs === undefined ? '' : `${budgetMs} ms${p95 > budgetMs ? ' EXCEEDED' : ''}`;
    return [name, milliseconds(median), milliseconds(p95), `${(median / reference).toFixed(2)}x`, `${samples}`, budget];
  });
  const lines = [[title, 'median', 'p95', 'ratio', 'samples', 'budget (p95)'], ...rows];
  const widths = (lines[0] as string[]).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

function milliseconds(value: number): string {
  return value < 1 ? `${(value * 1000).toFixed(1)} µs` : `${value.toFixed(2)} ms`;
}
