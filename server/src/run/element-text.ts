/** Elements in messages, and the refusals that name one. */
import type { ConcreteTensor } from './concrete-tensor.ts';
import { refuse } from './refusal.ts';

/** @returns the refusal of a second definition. */
export function definedTwice(tensor: ConcreteTensor, element: number): Error {
  return refuse('defined-twice', `${elementText(tensor, element)} is defined twice. Split the domain with \`when\`.`);
}

/** @returns the refusal of a read outside of the tensor. */
export function outOfBounds(tensor: ConcreteTensor, at: readonly number[]): Error {
  const message = `\`${tensor.name}\` of shape [${tensor.extents.join(', ')}] is read at [${at.join(', ')}]. Add \`or value\`, or bound the index.`;
  return refuse('out-of-bounds', message);
}

/** @returns an element in the language's notation, by axis. */
export function elementText({ name, extents, strides }: ConcreteTensor, element: number): string {
  const at = extents.map((extent, axis) => Math.floor(element / (strides[axis] as number)) % extent);
  return `\`${name}[${at.join(', ')}]\``;
}
