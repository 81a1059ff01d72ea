/** Collects the problems of one declaration while it is lowered. */
import type { NodeReference } from '../syntax/locate.ts';
import type { Problem, ProblemCode } from './problem.ts';

export class Report {
  readonly problems: Problem[] = [];
  readonly #uri: string;
  readonly #declaration: string;

  constructor(uri: string, declaration: string) {
    this.#uri = uri;
    this.#declaration = declaration;
  }

  /** @returns a reference to a node of this declaration. */
  at(node: number): NodeReference {
    return { uri: this.#uri, declaration: this.#declaration, node };
  }

  warning(code: ProblemCode, node: number, message: string): void {
    this.problems.push({ code, severity: 'warning', message, at: this.at(node) });
  }

  error(code: ProblemCode, node: number, message: string, related?: Problem['related']): void {
    this.problems.push({ code, severity: 'error', message, at: this.at(node), ...(related ? { related } : {}) });
  }
}

/** A lowered declaration with what is wrong in it. The query that drops `problems` is the barrier for its readers. */
export interface Lowered<Model> {
  readonly model: Model;
  readonly problems: readonly Problem[];
}
