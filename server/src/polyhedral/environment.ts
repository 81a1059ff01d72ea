/** The values of names at one case: sizes, consts, tune names, element types. */
import type { Case } from '../model/case.ts';
import { isElementType } from '../model/element-type.ts';
import { type Ranks, spreadSizes, spreadsOf } from '../model/expand-op.ts';
import type { Kernel } from '../model/kernel.ts';
import type { Signature } from '../model/signature.ts';
import { evaluateSize, holds, namesOf, type Size, type SizeConstraint } from '../model/size.ts';

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
 * may mention. Sizes that a `where` defines (`P = …`) are computed where the case does not give them.
 */
export function environmentOf(
  kernel: Kernel,
  signature: Signature,
  model: Case,
  fileConsts: ReadonlyMap<string, Size>,
): Environment {
  const sizes = new Map<string, bigint>([...model.sizes, ...spreadSizes(model.lists)]);
  const ranks = new Map([...model.lists].map(([name, extents]) => [name, extents.length]));
  for (const { name, default: value } of signature.consts) define(sizes, name, value);
  for (const tune of kernel.tunes) if (!sizes.has(tune.name)) sizes.set(tune.name, tune.value);
  for (let count = -1; count !== sizes.size; ) {
    count = sizes.size;
    for (const [name, value] of fileConsts) define(sizes, name, value);
    for (const constraint of [...signature.where, ...kernel.where]) defineByConstraint(sizes, constraint);
  }
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

function define(sizes: Map<string, bigint>, name: string, value: Size | undefined): void {
  if (!value || sizes.has(name)) return;
  const number = evaluateSize(value, sizes);
  if (number !== undefined) sizes.set(name, number);
}

/** `P = expression` gives P a value where it has none and the expression has one. */
function defineByConstraint(sizes: Map<string, bigint>, { left, relation, right }: SizeConstraint): void {
  if (relation !== '=') return;
  if (left.kind === 'name' && !namesOf(right).has(left.name)) define(sizes, left.name, right);
  if (right.kind === 'name' && !namesOf(left).has(right.name)) define(sizes, right.name, left);
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
