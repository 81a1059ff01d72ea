/**
 * shared-layout, layout-invalid: a layout that does not say where each element of one tensor lies.
 *
 *     load A, B in sbuf as [k | m]      one layout for two tensors
 *     load A in sbuf as [k | k]         `k` stands twice
 *     load A in sbuf as [k % 128 | m]   `k / 128` is missing
 *     load A in sbuf as [k, m]          sbuf has partitions: a bar is missing
 */

import { lowerSize } from '../../model/lower-size.ts';
import { printSize, type Size } from '../../model/size.ts';
import type * as ast from '../../syntax/ast.ts';
import { type KernelCheck, type KernelContext, stepsOf } from './kernel-check.ts';

export const sharedLayout: KernelCheck = {
  code: 'shared-layout',
  run({ tree, report }) {
    for (const { step } of stepsOf(tree)) {
      if ((step.kind !== 'load' && step.kind !== 'hold') || !step.layout || step.tensors.length < 2) continue;
      const names = step.tensors.map((tensor) => `\`${tensor.name}\``).join(' and ');
      report.error(
        'shared-layout',
        step.layout.id,
        `One layout cannot be that of ${names}: it names the dimensions of one tensor. Write a line for each.`,
      );
    }
  },
};

export const layoutInvalid: KernelCheck = {
  code: 'layout-invalid',
  run(context) {
    for (const { step } of stepsOf(context.tree)) {
      if (step.kind === 'given') checkLayout(context, step.layout, step.memory.name);
      if ((step.kind === 'load' || step.kind === 'hold') && step.layout)
        checkLayout(context, step.layout, step.memory.name);
    }
  },
};

function checkLayout({ target, report }: KernelContext, layout: ast.Layout, memory: string): void {
  const found = target?.memories.find(({ name }) => name === memory);
  if (found?.partitions !== undefined && !layout.partition) {
    report.error(
      'layout-invalid',
      layout.id,
      `\`${memory}\` has partitions: one \`|\` says which dimensions are spread over them, as in \`[k | m]\`.`,
    );
  }
  if (found && found.partitions === undefined && layout.partition) {
    report.error(
      'layout-invalid',
      layout.id,
      `\`${memory}\` has no partitions, so its layouts have no \`|\`. Write the dimensions in order.`,
    );
  }
  const entries = new Map<string, Entry[]>();
  for (const item of [...(layout.partition ?? []), ...layout.free]) {
    const entry = entryOf(item);
    if (!entry)
      report.error(
        'layout-invalid',
        item.id,
        'An entry of a layout is a dimension, or a split of one: `k`, `k % 128`, `k / 128`.',
      );
    else entries.set(entry.dimension, [...(entries.get(entry.dimension) ?? []), entry]);
  }
  for (const [dimension, list] of entries) checkDimension(report, dimension, list);
}

interface Entry {
  readonly dimension: string;
  readonly split?: { readonly operator: '%' | '/'; readonly divisor: Size };
  readonly node: number;
}

function entryOf(item: ast.Expression): Entry | undefined {
  if (item.kind === 'missing') return { dimension: '', node: item.id };
  if (item.kind === 'name') return { dimension: item.name, node: item.id };
  if (item.kind !== 'binary' || item.left.kind !== 'name' || (item.operator !== '%' && item.operator !== '/'))
    return undefined;
  const divisor = lowerSize(
    item.right,
    () => {},
    () => {},
  );
  return { dimension: item.left.name, split: { operator: item.operator, divisor }, node: item.id };
}

/** A dimension stands once whole, or split by one divisor into remainder and quotient. */
function checkDimension(report: KernelContext['report'], dimension: string, entries: readonly Entry[]): void {
  const [first, second] = entries;
  if (!first || dimension === '') return;
  const refuse = (node: number, message: string) => report.error('layout-invalid', node, message);
  if (!first.split || (second && !second.split)) {
    if (second)
      refuse(
        second.node,
        `\`${dimension}\` stands twice in this layout. Delete one, or split it: \`${dimension} % n\` and \`${dimension} / n\`.`,
      );
    return;
  }
  const divisor = printSize(first.split.divisor);
  const other = first.split.operator === '%' ? '/' : '%';
  if (!second)
    refuse(first.node, `Half of \`${dimension}\` is missing in this layout: add \`${dimension} ${other} ${divisor}\`.`);
  else if (second.split?.operator !== other || printSize(second.split.divisor) !== divisor || entries.length > 2) {
    refuse(
      second.node,
      `\`${dimension}\` is split into \`${dimension} % ${divisor}\` and \`${dimension} / ${divisor}\`, each once.`,
    );
  }
}
