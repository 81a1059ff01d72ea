/** What all calls of one expansion of a net share: the tensors and instances so far, and what is wrong. */
import type { NodeReference } from '../syntax/locate.ts';
import type { NetTensor, OperatorInstance } from './net-expansion.ts';
import type { Problem, ProblemCode } from './problem.ts';

/** A failure that was reported; what depends on it is left out without another word. */
export class Abandoned extends Error {}

export class Expansion {
  readonly tensors: NetTensor[] = [];
  readonly instances: OperatorInstance[] = [];
  /** One of each place and message: a repeated call is wrong once. */
  readonly #problems = new Map<string, Problem>();

  add(tensor: NetTensor): number {
    this.tensors.push(tensor);
    return this.tensors.length - 1;
  }

  /** Reports a problem at the first of the places, and gives up what depends on it. */
  refuse(code: ProblemCode, message: string, sites: readonly NodeReference[]): Abandoned {
    // Inside a net of another file: shown where the file of the outermost net calls it.
    const file = sites.at(-1)?.uri;
    const [inside] = sites;
    const at = sites.find((site) => site.uri === file) ?? inside;
    if (!at || !inside) return new Abandoned();
    const key = `${at.uri} ${at.declaration} ${at.node} ${message}`;
    const related = at === inside ? {} : { related: [{ at: inside, message: 'inside of the net, here' }] };
    if (!this.#problems.has(key)) this.#problems.set(key, { code, severity: 'error', message, at, ...related });
    return new Abandoned();
  }

  problems(): readonly Problem[] {
    return [...this.#problems.values()];
  }
}
