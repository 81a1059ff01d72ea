/**
 * The variables of one entry while its text is given a meaning: which names stand for what, and which local variables
 * (existential ones, and the floors) there are.
 *
 *     { S[i] : exists (e : i = 3e) }    variables: 0 the constant, 1 `i`, 2 `e` (local, without definition)
 */
import type { Div } from '../basic-map.ts';
import { floorDivide, type Int } from '../integer.ts';
import { constantLinear, constantOf, type Linear, variableLinear } from './linear.ts';

export class Scope {
  /** Number of variables that are columns of the space. */
  readonly visible: number;
  /** Definitions of the local variables, from variable `visible` on. */
  readonly #locals: (Div | null)[] = [];
  readonly #floors = new Map<string, Linear>();
  readonly #names = new Map<string, Linear>();
  /** Existential variables around the place that is being read. */
  readonly #bound: number[] = [];

  constructor(visible: number) {
    this.visible = visible;
  }

  lookUp(name: string): Linear | undefined {
    return this.#names.get(name);
  }

  define(name: string, value: Linear): void {
    this.#names.set(name, value);
  }

  definitionOf(local: number): Div | null {
    return this.#locals[local - this.visible] ?? null;
  }

  /** Variables that a condition at this place may speak of from outside. */
  get outer(): readonly number[] {
    return [...Array.from({ length: this.visible }, (_, variable) => variable), ...this.#bound];
  }

  /** Runs `inside` with these names added, and forgets them afterwards. */
  within<T>(inside: () => T): T {
    const before = new Map(this.#names);
    const bound = this.#bound.length;
    const result = inside();
    this.#names.clear();
    for (const [name, value] of before) this.#names.set(name, value);
    this.#bound.length = bound;
    return result;
  }

  /** A new existential variable. */
  fresh(definition: Div | null = null): number {
    this.#locals.push(definition);
    return this.visible + this.#locals.length - 1;
  }

  /** A new existential variable that conditions inside may speak of from outside. */
  bind(name: string): Linear {
    const variable = this.fresh();
    this.#bound.push(variable);
    const value = variableLinear(variable);
    this.define(name, value);
    return value;
  }

  /** ⌊linear⌋; equal floors are one variable. */
  floor(linear: Linear): Linear {
    if (linear.denominator === 1) return linear;
    const constant = constantOf(linear);
    if (constant !== undefined) return constantLinear(floorDivide(constant.numerator, constant.denominator));
    const key = `${linear.row.join(',')}/${linear.denominator}`;
    const known = this.#floors.get(key);
    if (known !== undefined) return known;
    const numerator: readonly Int[] = linear.row;
    const value = variableLinear(this.fresh({ numerator, denominator: linear.denominator }));
    this.#floors.set(key, value);
    return value;
  }
}
