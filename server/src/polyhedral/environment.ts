/** The values of names at one case: sizes, consts, tune names, element types. */
import type { Case } from '../model/case.ts';
import { defaultsOf, settleSizes } from '../model/definitions.ts';
import { isElementType } from '../model/element-type.ts';
import { type Ranks, spreadSizes, spreadsOf } from '../model/expand-op.ts';
import type { Kernel } from '../model/kernel.ts';
import type { Signature } from '../model/signature.ts';
import { holds, type Size, type SizeConstraint } from '../model/size.ts';

export interface Environment {
  readonly sizes: ReadonlyMap<string, bigint>;
  /** How many dimensions each `..S` stands for; their sizes are in `sizes`. */
  readonly ranks: Ranks;
  /** Element type variables. */
  readonly elements: ReadonlyMap<string, string>;
  /** Sizes, consts and type variables that the case leaves open, in the order of the signature. */
  readonly missing: readonly string[];
  /** Constraints that do not hold, with who states them. */
  readonly violations: readonly Violation[];
}

export interface Violation {
  readonly constraint: SizeConstraint;
  readonly by: 'op' | 'kernel';
  /** Its position in the `where` list. */
  readonly position: number;
}

/**
 * @returns the environment of a kernel at a case. `fileConsts` are the consts of the file that the op or the kernel
 * may mention. What the case does not give is computed from defaults and definitions (`model/definitions.ts`).
 */
export function environmentOf(
  kernel: Kernel,
  signature: Signature,
  model: Case,
  fileConsts: ReadonlyMap<string, Size>,
): Environment {
  const sizes = new Map<string, bigint>([...model.sizes, ...spreadSizes(model.lists)]);
  const ranks = new Map([...model.lists].map(([name, extents]) => [name, extents.length]));
  for (const tune of kernel.tunes) if (!sizes.has(tune.name)) sizes.set(tune.name, tune.value);
  settleSizes(sizes, [...defaultsOf(signature.consts), ...fileConsts], [...signature.where, ...kernel.where]);
  const variables = new Set(signature.tensors.map((t) => t.element).filter((e) => e !== '' && !isElementType(e)));
  const missing = [
    ...signature.consts
      .filter(({ name, real }) => !sizes.has(name) && real === undefined && !model.reals.has(name))
      .map((c) => c.name),
    ...signature.sizes.filter((name) => !sizes.has(name)),
    ...spreadsOf(signature.tensors).filter((name) => !ranks.has(name)),
    ...[...variables].filter((name) => !model.elements.has(name)),
  ];
  const violations = [...violated(signature.where, 'op', sizes), ...violated(kernel.where, 'kernel', sizes)];
  return { sizes, ranks, elements: model.elements, missing, violations };
}

function violated(
  constraints: readonly SizeConstraint[],
  by: Violation['by'],
  sizes: ReadonlyMap<string, bigint>,
): Violation[] {
  return constraints.flatMap((constraint, position) =>
    holds(constraint, sizes) === false ? [{ constraint, by, position }] : [],
  );
}
