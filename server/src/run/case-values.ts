/**
 * The values of names at one case: sizes, consts, tune names, type variables, `..S`.
 *
 * Example: `conv2d` at H = 56, R = 3, pad = 1 has stride = 1 by its default and P = (56 + 2 - 3) / 1 + 1 = 56 by its
 * `where`.
 */
import { isElementType } from '../model/element-type.ts';
import type { Kernel } from '../model/kernel.ts';
import type { Signature } from '../model/signature.ts';
import { evaluateSize, holds, namesOf, printConstraint, type Size, type SizeConstraint } from '../model/size.ts';
import { refuse } from './refusal.ts';

/** Sizes and types by name, as a `case` or a call in a net states them. */
export interface RunCase {
  readonly sizes: ReadonlyMap<string, bigint>;
  /** Values of consts that are no whole numbers, as written. */
  readonly reals: ReadonlyMap<string, string>;
  readonly elements: ReadonlyMap<string, string>;
  /** Extents of `..S`, by the name S. */
  readonly lists: ReadonlyMap<string, readonly bigint[]>;
}

export interface CaseValues {
  /** Sizes, consts and tune names. */
  readonly sizes: ReadonlyMap<string, bigint>;
  /** The same as numbers for values, with the consts that are not whole. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly elements: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly number[]>;
}

/**
 * @returns the values of all names of an op, and of a kernel of it; refuses what the case leaves open, and a case that
 * breaks a `where`. `consts` are those of the file.
 */
export function caseValues(
  signature: Signature,
  given: RunCase,
  consts: ReadonlyMap<string, bigint>,
  kernel?: Kernel,
): CaseValues {
  const sizes = new Map([...consts, ...given.sizes]);
  const constraints = [...signature.where, ...(kernel?.where ?? [])];
  settle(sizes, signature, constraints, given);
  for (const tune of kernel?.tunes ?? []) if (!given.sizes.has(tune.name)) sizes.set(tune.name, tune.value);
  settle(sizes, signature, constraints, given);
  const reals = new Map<string, string>();
  for (const { name, real } of signature.consts) if (real !== undefined && !sizes.has(name)) reals.set(name, real);
  for (const [name, text] of given.reals) reals.set(name, text);
  requireAll(signature, given, sizes, reals);
  for (const constraint of constraints) requireHeld(constraint, sizes);
  const numbers = new Map([...sizes].map(([name, value]) => [name, Number(value)]));
  for (const [name, text] of reals) numbers.set(name, Number(text));
  const lists = new Map([...given.lists].map(([name, list]) => [name, list.map(Number)]));
  return { sizes, numbers, elements: given.elements, lists };
}

/** Defaults of consts, and what `where` defines, until nothing more gets a value. */
function settle(
  sizes: Map<string, bigint>,
  signature: Signature,
  constraints: readonly SizeConstraint[],
  given: RunCase,
): void {
  const define = (name: string, size: Size | undefined) => {
    const value = size && !sizes.has(name) && !given.reals.has(name) ? evaluateSize(size, sizes) : undefined;
    if (value !== undefined) sizes.set(name, value);
  };
  for (let before = -1; before !== sizes.size; ) {
    before = sizes.size;
    for (const { name, default: value } of signature.consts) define(name, value);
    for (const { left, relation, right } of constraints) {
      if (relation !== '=') continue;
      if (left.kind === 'name' && !namesOf(right).has(left.name)) define(left.name, right);
      if (right.kind === 'name' && !namesOf(left).has(right.name)) define(right.name, left);
    }
  }
}

function requireAll(
  signature: Signature,
  given: RunCase,
  sizes: ReadonlyMap<string, bigint>,
  reals: ReadonlyMap<string, string>,
): void {
  const missing = new Set<string>();
  for (const { name } of signature.consts) if (!sizes.has(name) && !reals.has(name)) missing.add(name);
  for (const name of signature.sizes) if (!sizes.has(name)) missing.add(name);
  for (const { element, dimensions } of signature.tensors) {
    if (element !== '' && !isElementType(element) && !given.elements.has(element)) missing.add(element);
    for (const dimension of dimensions) {
      if (dimension.kind === 'spread' && !given.lists.has(dimension.name)) missing.add(dimension.name);
    }
  }
  if (missing.size === 0) return;
  const list = [...missing].map((name) => `\`${name}\``).join(', ');
  throw refuse('case-incomplete', `The case gives \`${signature.name}\` no value for ${list}. Add what is missing.`);
}

function requireHeld(constraint: SizeConstraint, sizes: ReadonlyMap<string, bigint>): void {
  if (holds(constraint, sizes) !== false) return;
  const message = `The case breaks the constraint ${printConstraint(constraint)}. Choose sizes that satisfy it.`;
  throw refuse('case-violates-where', message);
}
