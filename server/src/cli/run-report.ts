/** What `tilewright run` prints of a kernel: as text, and as JSON with the names of `facts`. */
import type { Case } from '../model/case.ts';
import type { ValueDifference } from '../run/compare-values.ts';
import type { KernelCounts, MoveCount } from '../run/kernel-counts.ts';
import type { ProvenanceDifference } from '../run/run-kernel.ts';

export interface RunReport {
  readonly file: string;
  readonly kernel: string;
  readonly op: string;
  readonly case: Case;
  readonly seed: number;
  readonly round: boolean;
  readonly agree: boolean;
  readonly difference?: ProvenanceDifference;
  readonly values: readonly ValueDifference[];
  /** Equation points of the op. */
  readonly points: number;
  readonly counts?: KernelCounts;
  /** 1-based. */
  readonly lineOf: (step: number) => number | undefined;
}

/** @returns the report for a person. */
export function reportText(report: RunReport): string {
  const { agree, kernel, op, values, difference, counts, points, round } = report;
  const verdict = agree ? 'agree' : 'DIFFER';
  const lines = [
    `${kernel} and its op ${op} ${verdict} at ${caseText(report.case)} (${number(points)} equation points)`,
  ];
  for (const { tensor, elements, largest, scale } of values) {
    const rounded = round ? ', values rounded to their types' : '';
    lines.push(`  ${tensor}: ${number(elements)} elements, largest difference ${largest} of ${scale}${rounded}`);
  }
  lines.push(
    difference ? `  ${differenceText(difference)}` : '  each element comes about as the op says, each point runs once',
  );
  if (!counts) return `${lines.join('\n')}\n`;
  lines.push('', ...counts.moves.map((move) => moveText(move, report)));
  for (const [name, peak] of counts.memories) {
    const partition = peak.bytesPerPartition === undefined ? '' : `, ${number(peak.bytesPerPartition)} B a partition`;
    const line = report.lineOf(peak.step);
    lines.push(`${name}: peak ${number(peak.bytes)} B${partition}, reached at line ${line ?? '?'}`);
  }
  for (const [name, { readBytes, writeBytes }] of counts.traffic) {
    lines.push(`${name}: ${number(readBytes)} B read, ${number(writeBytes)} B written by moves`);
  }
  return `${lines.join('\n')}\n`;
}

function moveText(move: MoveCount, { lineOf }: RunReport): string {
  const { step, kind, tensor, from, to, executions, moved, needed, distinct, runs, runBytes, descriptors } = move;
  const refetch = distinct === 0 ? '' : `, ${(moved / distinct).toFixed(3)} times each`;
  const sizes = runBytes
    ? ` of ${runBytes.min === runBytes.max ? runBytes.min : `${runBytes.min}..${runBytes.max}`} B`
    : '';
  const how = runs === 0 ? '' : `, ${number(runs)} runs${sizes} in ${number(descriptors)} descriptors`;
  const what = `${number(moved)} elements moved, ${number(needed)} needed, ${number(distinct)} distinct${refetch}`;
  return `line ${lineOf(step) ?? '?'}: ${kind} ${tensor} ${from} -> ${to}, ${number(executions)} times: ${what}${how}`;
}

function differenceText(difference: ProvenanceDifference): string {
  const order = difference.order === 'forward' ? '' : ` (loops across units ${difference.order})`;
  if (difference.kind === 'element') {
    const how = difference.stored ? 'does not come about as the op says' : 'is never stored at home';
    return `${difference.element} ${how}${order}`;
  }
  const { tensor, equation, point, count } = difference;
  const at = point.map(([name, value]) => `${name} = ${value}`).join(', ');
  return `equation ${equation} of ${tensor} runs ${count} times at ${at}${order}`;
}

/** @returns the report as a document; ratios are null where they have no value. */
export function reportJson(report: RunReport): object {
  const { file, kernel, op, seed, round, agree, difference, values, points, counts } = report;
  const line = (step: number) => report.lineOf(step) ?? null;
  return {
    schema: 1,
    ...{ file, kernel, op, case: caseJson(report.case), seed, round, agree, points },
    difference: difference ? { ...difference, text: differenceText(difference) } : null,
    values,
    loops: counts?.loops.map(({ step, index, by, trips }) => ({ line: line(step), index, by, trips })) ?? null,
    buffers: counts?.buffers.map(({ step, ...buffer }) => ({ line: line(step), ...buffer })) ?? null,
    copies: counts?.moves.map((move) => moveJson(move, line)) ?? null,
    memories: counts
      ? Object.fromEntries(
          [...counts.memories].map(([name, { step, live, ...peak }]) => [
            name,
            {
              ...peak,
              line: line(step),
              live: live.map(({ step: at, ...bytes }) => ({ line: line(at), ...bytes })),
            },
          ]),
        )
      : null,
    traffic: counts ? Object.fromEntries(counts.traffic) : null,
  };
}

function moveJson(move: MoveCount, line: (step: number) => number | null): object {
  const { step, kind, tensor, from, to, executions, moved, movedBytes, needed, distinct, served, runs, runBytes } =
    move;
  return {
    ...{ line: line(step), kind, tensor, from, to, executions },
    ...{ movedElements: moved, movedBytes, neededElements: needed, distinctElements: distinct },
    refetch: distinct === 0 ? null : moved / distinct,
    uses: served === undefined || moved === 0 ? null : served / moved,
    ...{ runs, runBytes: runBytes ?? null, descriptors: move.descriptors },
  };
}

function caseJson({ sizes, reals, elements, lists }: Case): object {
  return {
    ...Object.fromEntries([...sizes].map(([name, size]) => [name, Number(size)])),
    ...Object.fromEntries([...lists].map(([name, list]) => [name, list.map(Number)])),
    ...Object.fromEntries(reals),
    ...Object.fromEntries(elements),
  };
}

function caseText(model: Case): string {
  const entries = Object.entries(caseJson(model)).map(([name, value]) => `${name} = ${value}`);
  return entries.length === 0 ? 'no sizes' : entries.join(', ');
}

function number(value: number): string {
  return value.toLocaleString('en');
}
