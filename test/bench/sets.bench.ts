/**
 * The dependence analysis of polyhedral programs, ours and native isl's side by side: the aim is half of isl's time on
 * the 33 programs of PolyBench, and in no case more than it.
 *
 * One analysis is: parse the texts; memory-based and value-based RAW, WAR and WAW; the distances in time; whether the
 * schedule is legal. Both start from the text with fresh objects in each repetition, and nothing is kept between two of
 * them. The figures are medians of the processor's time of the whole process, so that a busy machine and our garbage
 * collector's threads count as they should. When the clock has stopped every relation is compared as a set; a program
 * that is unequal or was stopped by its quota counts as infinite.
 */
import { analyse, type Dependences, type ProgramDependences } from '../../server/src/sets/dataflow/analysis.ts';
import { printUnion } from '../../server/src/sets/notation/print.ts';
import { quotaStops, withQuota } from '../../server/src/sets/work.ts';
import { type IslAnalysis, runAnalysis } from '../oracle/isl/analysis.ts';
import { IslReferee, islRequirement } from '../oracle/isl/referee.ts';
import { type ProgramText, programFile, readPrograms, union } from '../sets/programs/programs.ts';

const REPETITIONS = 7;
const WARM_UPS = 3;
/** Beyond it a program counts as infinite. */
const QUOTA = { units: 200_000_000 };
/** isl's equality of two relations may take longer than all that is measured here. */
const COMPARE_MS = 60_000;

const FILES = ['polybench.txt', 'tensors.txt'] as const;

interface Measured {
  readonly name: string;
  readonly firstMs: number;
  readonly medianMs: number;
  readonly result: ProgramDependences | undefined;
}

function run({ domain, schedule, reads, writes }: ProgramText): ProgramDependences | undefined {
  const outcome = withQuota(QUOTA, () =>
    analyse({ domain: union(domain), schedule: union(schedule), reads: union(reads), writes: union(writes) }),
  );
  return outcome.ok && outcome.value !== 'unbounded' ? outcome.value : undefined;
}

function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function measure(program: ProgramText): Measured {
  let result: ProgramDependences | undefined;
  const once = () => {
    result = run(program);
  };
  const firstMs = processorMs(once);
  const slow = firstMs > 3000;
  for (let i = 1; i < (slow ? 1 : WARM_UPS); i++) once();
  const times = Array.from({ length: slow ? 1 : REPETITIONS }, () => processorMs(once)).sort((a, b) => a - b);
  return { name: program.name, firstMs, medianMs: times[Math.floor(times.length / 2)] as number, result };
}

/** `equal`, or what is not, or which comparison isl did not finish. */
async function verdict(result: ProgramDependences, theirs: IslAnalysis): Promise<string> {
  const isl = new IslReferee();
  const texts = ({ raw, war, waw }: Dependences) => [raw, war, waw].map(printUnion);
  const ours = [...texts(result.memory), ...texts(result.value), printUnion(result.distances)];
  const wrong: string[] = [];
  let unfinished = 0;
  for (const [index, text] of ours.entries()) {
    const kind = index < 6 ? 'equal' : 'equal-sets';
    const other = index < 6 ? (theirs.relations[index] as string) : theirs.distances;
    const answer = await Promise.race([isl.same(kind, text, other), timeout()]);
    if (answer === 'timeout') {
      unfinished = ours.length - index;
      break;
    }
    if (!answer) wrong.push(`${['RAW', 'WAR', 'WAW'][index % 3]} ${index}`);
  }
  isl.close();
  if (result.legal !== theirs.legal) wrong.push('legality');
  if (wrong.length > 0) return `UNEQUAL: ${wrong.join(', ')}`;
  return unfinished === 0 ? 'equal' : `${unfinished} of ${ours.length} not compared: isl takes over a minute`;
}

function timeout(): Promise<'timeout'> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('timeout'), COMPARE_MS).unref();
  });
}

const columns = [20, 11, 11, 11, 8];

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => (index === 0 ? cell.padEnd(columns[0] as number) : cell.padStart(columns[index] ?? 0)))
    .join('  ');
}

const milliseconds = (value: number) => `${value.toFixed(2)} ms`;

async function section(file: (typeof FILES)[number]): Promise<void> {
  const isls = islRequirement.met ? runAnalysis(programFile(file), REPETITIONS) : undefined;
  console.log(row([`sets: ${file}`, 'first run', 'median', 'native isl', 'ratio', ' as sets']));
  let ours = 0;
  let theirs = 0;
  for (const [index, program] of readPrograms(file).entries()) {
    const { name, firstMs, medianMs, result } = measure(program);
    const isl = isls?.[index];
    let said = 'not compared';
    if (result === undefined) said = 'QUOTA';
    else if (isl !== undefined) said = await verdict(result, isl);
    ours += result === undefined || said.startsWith('UNEQUAL') ? Infinity : medianMs;
    theirs += isl?.milliseconds ?? Number.NaN;
    const reference = isl === undefined ? ['-', '-'] : [milliseconds(isl.milliseconds), ratio(medianMs, isl)];
    console.log(row([name, milliseconds(firstMs), milliseconds(medianMs), ...reference, ` ${said}`]));
  }
  const total = isls === undefined ? ['-', '-'] : [milliseconds(theirs), `${(ours / theirs).toFixed(2)}x`];
  console.log(row(['total', '', milliseconds(ours), ...total, ` ${quotaStops()} quota stops`]));
}

function ratio(medianMs: number, isl: IslAnalysis): string {
  return `${(medianMs / isl.milliseconds).toFixed(2)}x`;
}

if (!islRequirement.met) console.log(`sets: ${islRequirement.reason}`);
for (const file of FILES) await section(file);
