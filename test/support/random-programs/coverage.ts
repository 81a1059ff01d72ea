/** What random programs contain, and how much of it they must. */
import { type KernelNode, lengthsAt, visitNodes } from './kernel-tree.ts';
import type { RandomProgram } from './legal-program.ts';

/** The least share of the programs that must have a feature. */
export const FLOORS = {
  ragged: 0.2,
  padded: 0.2,
  strided: 0.1,
  'two levels of load': 0.1,
  'split layout': 0.05,
  'several equations': 0.05,
  recurrence: 0.05,
  when: 0.05,
  across: 0.05,
  buffers: 0.05,
  'factored dimension': 0.05,
  wrong: 0.2,
} as const;

type Feature = keyof typeof FLOORS;

/** @returns the features of a program that have a floor. */
export function coverageOf({ op, body, plan, mutation }: RandomProgram): readonly Feature[] {
  const copies: string[] = [];
  const loops: string[] = [];
  visitNodes(body, (node) => {
    if (node.kind === 'load' || node.kind === 'hold') copies.push(node.rest);
    if (node.kind === 'for' && node.across) loops.push(node.across);
  });
  const right = op.text.split('\n').map((line) => line.slice(line.indexOf('=') + 1));
  const holds: Readonly<Record<Feature, boolean>> = {
    ragged: isRagged(
      body,
      op.equations.map(({ extents }) => extents),
    ),
    padded: / or 0/.test(op.text),
    strided: right.some((line) => /\b(?:2|3|st) \* [ijlrs]\b/.test(line)),
    'two levels of load': loadsTwice(body, new Set()),
    'split layout': copies.some((rest) => /[%/] \d/.test(rest)),
    'several equations': op.equations.length > 1,
    recurrence: plan.op.variant === 'recurrence',
    when: / when /.test(op.text),
    across: loops.length > 0,
    buffers: copies.some((rest) => rest.includes('buffers 2')),
    'factored dimension': /\[\(\w+ \w+\)/.test(op.text),
    wrong: mutation !== undefined,
  };
  return (Object.keys(holds) as Feature[]).filter((feature) => holds[feature]);
}

function isRagged(body: readonly KernelNode[], extents: readonly ReadonlyMap<string, number>[]): boolean {
  let ragged = false;
  visitNodes(body, (node, around) => {
    if (node.kind !== 'for') return;
    const all = extents.flatMap((extent) => lengthsAt(node.index, extent.get(node.index) ?? 0, around));
    ragged ||= all.some((length) => length > node.by && length % node.by !== 0);
  });
  return ragged;
}

function loadsTwice(body: readonly KernelNode[], outer: ReadonlySet<string>): boolean {
  const loaded = new Set(outer);
  return body.some((node) => {
    if (node.kind === 'load') {
      if (loaded.has(node.tensor)) return true;
      loaded.add(node.tensor);
    }
    return 'body' in node && loadsTwice(node.body, loaded);
  });
}

/** @returns one line: each feature or mutation with its share of the programs, the most frequent first. */
export function coverageReport(programs: readonly RandomProgram[]): string {
  const counts = new Map<string, number>();
  for (const program of programs) {
    for (const name of [...coverageOf(program), ...(program.mutation ? [`mutation: ${program.mutation}`] : [])])
      counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([name, count]) => `${name} ${Math.round((100 * count) / programs.length)} %`).join(', ');
}
