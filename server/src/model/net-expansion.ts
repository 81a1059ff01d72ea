/**
 * A net at concrete sizes: its operator instances in order, and the tensors between them.
 *
 * Calls of nets are opened, `repeat` is unrolled, a `let` inside it rebinds the outer name. Two instances share facts when
 * op, sizes, const values (defaults filled in), element types and kernel are equal: they have the same `key`.
 */
import type { NodeReference } from '../syntax/locate.ts';
import type { DeclarationReference } from './scope.ts';
import type { Shape } from './shape.ts';

export interface NetTensor extends Shape {
  /** What it is called where it was made. */
  readonly name: string;
  readonly origin: 'input' | 'param' | 'operator';
}

export interface OperatorInstance {
  readonly op: DeclarationReference;
  readonly opName: string;
  readonly kernel?: DeclarationReference;
  /** Values of all names of the op's signature. */
  readonly sizes: ReadonlyMap<string, bigint>;
  readonly lists: ReadonlyMap<string, readonly bigint[]>;
  readonly reals: ReadonlyMap<string, string>;
  readonly elements: ReadonlyMap<string, string>;
  /** Numbers of tensors, in the order of the op's parameters and results. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Equal for instances that share facts. */
  readonly key: string;
  /** The call, innermost first: in the net that names the op, then where that net is called, … */
  readonly sites: readonly NodeReference[];
}

export interface NetExpansion {
  readonly tensors: readonly NetTensor[];
  readonly instances: readonly OperatorInstance[];
  /** Numbers of tensors by name of the result. */
  readonly results: ReadonlyMap<string, number>;
}

/** @returns the key under which instances share facts. */
export function instanceKey(
  op: DeclarationReference,
  kernel: DeclarationReference | undefined,
  binding: Pick<OperatorInstance, 'sizes' | 'lists' | 'reals' | 'elements'>,
): string {
  const sorted = <V>(map: ReadonlyMap<string, V>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  const text = (list: readonly (readonly [string, unknown])[]) =>
    list.map(([name, value]) => `${name}=${value}`).join(' ');
  return [
    `${op.uri} ${op.key}`,
    kernel ? `${kernel.uri} ${kernel.key}` : '',
    text(sorted(binding.sizes)),
    text(sorted(binding.lists)),
    text(sorted(binding.reals)),
    text(sorted(binding.elements)),
  ].join('\n');
}
