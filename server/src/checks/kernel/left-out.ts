/**
 * layout-invalid: a layout leaves out a dimension of which the buffer holds more than one element, at a case.
 *
 *     for m by 128 { load A in sbuf as [k |] }
 *                                      ^^^^^ `m` is left out of this layout, but the buffer has 128 of them …
 *
 * What extents a buffer has is only known at the sizes of a case. A bound that may not be reached is no reason to complain.
 */
import { kernelFacts } from '../../analysis/queries.ts';
import { casesFor } from '../../model/case.ts';
import { kernelWithProblems } from '../../model/kernel-queries.ts';
import type { Problem } from '../../model/problem.ts';
import type { Program } from '../../polyhedral/program.ts';
import { program } from '../../polyhedral/queries.ts';
import { defineQuery } from '../../query/definition.ts';
import type * as ast from '../../syntax/ast.ts';
import { declaration, ofKind } from '../../syntax/queries.ts';
import { stepsOf } from './kernel-check.ts';

/** Problems of the layouts of a kernel at the cases that its file sees, each layout and dimension once. */
export const leftOutProblems = defineQuery('leftOutProblems', function* (reader, uri: string, key: string) {
  const tree = ofKind(yield* reader.get(declaration, uri, key), 'kernel');
  const lowered = yield* reader.get(kernelWithProblems, uri, key);
  if (!tree || !lowered || lowered.model.name === '') return [];
  const problems = new Map<string, Problem>();
  const layouts = layoutsOf(tree);
  for (const { uri: caseUri, key: caseKey, name } of yield* reader.get(casesFor, uri, lowered.model.name)) {
    const result = yield* reader.get(program, uri, key, caseUri, caseKey);
    const facts = yield* reader.get(kernelFacts, uri, key, caseUri, caseKey);
    if (!result.ok || !facts.ok) continue;
    for (const { step, tensor, leftOut } of facts.facts.buffers) {
      const layout = layouts.get(lowered.origins[step]?.whole ?? -1);
      if (!layout) continue;
      for (const { dimension, extent } of leftOut) {
        const place = `${layout.id} ${dimension}`;
        const at = { uri, declaration: key, node: layout.id };
        const message = messageOf(result.program, tensor, dimension, extent.value, name);
        if (!extent.exact || isHalved(layout, dimensionName(result.program, tensor, dimension))) continue;
        if (!problems.has(place)) problems.set(place, { code: 'layout-invalid', severity: 'error', message, at });
      }
    }
  }
  return [...problems.values()];
});

/** The layouts of lines with one tensor, by node of the step; a layout of several tensors is wrong by itself. */
function layoutsOf(tree: ast.KernelDeclaration): ReadonlyMap<number, ast.Layout> {
  return new Map(
    stepsOf(tree).flatMap(({ step }): [number, ast.Layout][] =>
      (step.kind === 'load' || step.kind === 'hold') && step.layout && step.tensors.length === 1
        ? [[step.id, step.layout]]
        : [],
    ),
  );
}

function dimensionName({ tensors }: Program, tensor: string, dimension: number): string | undefined {
  return tensors.get(tensor)?.dimensionNames[dimension];
}

function messageOf(program: Program, tensor: string, dimension: number, extent: bigint, caseName: string): string {
  const name = dimensionName(program, tensor, dimension);
  const what = name === undefined ? `Dimension ${dimension + 1} of \`${tensor}\`` : `\`${name}\``;
  return `${what} is left out of this layout, but the buffer has ${extent} of them at case \`${caseName}\`: they would lie in one place. Add ${name === undefined ? 'a label and name it' : what}.`;
}

/** Of a split dimension one half is missing: that was said of the text. */
function isHalved(layout: ast.Layout, name: string | undefined): boolean {
  return [...(layout.partition ?? []), ...layout.free].some(
    (item) => item.kind === 'binary' && item.left.kind === 'name' && item.left.name === name,
  );
}
