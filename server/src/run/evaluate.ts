/**
 * Expressions → functions without arguments that compute their value at the current point of their equation.
 *
 * Functions are put together from functions, since a strict content security policy allows no generated code. Example:
 * `sum[k] A[m, k] * B[k, n]` is a loop over the slot of k around one function that multiplies what two others read.
 */
import type { Comparison, ConcreteEquation, ConcreteRead, Expression, Reduction } from './concrete-op.ts';
import { rounding } from './element-value.ts';
import type { CurrentRanges } from './points.ts';
import { combination } from './reducing.ts';
import { compare } from './relation.ts';

export type Evaluate = () => number;

/** What an equation computes: a value a left-side point, or a reduction that can be computed in parts. */
export type Computation =
  | { readonly kind: 'value'; readonly value: Evaluate }
  | {
      readonly kind: 'reduction';
      readonly identity: number;
      readonly combine: (a: number, b: number) => number;
      /** Combines `start` with the reduction points of the current left-side point that lie in the current ranges. */
      readonly partial: (start: number) => number;
    };

export interface EvaluationSetup {
  readonly equation: ConcreteEquation;
  /** Cuts the indices of the reduction that is the whole right side. */
  readonly ranges: CurrentRanges;
  /** Gives the function for a read; `fallback` is what stands behind its `or`. */
  readonly read: (read: ConcreteRead, fallback: Evaluate | undefined) => Evaluate;
  /** Whether casts round. */
  readonly round: boolean;
}

/** What gives the elements of an equation a value: arithmetic, or provenance. */
export type Semantics = (setup: EvaluationSetup) => Computation;

/** The values that the equations state, in double precision. */
export const arithmetic: Semantics = (setup) => {
  const { right } = setup.equation;
  if (right.kind !== 'reduce') return { kind: 'value', value: new Evaluation(setup).compile(right) };
  const { operator } = right.reduction;
  const partial = new Evaluation(setup).reduction(right.reduction, right.body, true);
  return { kind: 'reduction', ...combination(operator), partial };
};

/** No values at all, for a run that only counts. */
export const nothing: Semantics = ({ equation }) =>
  equation.whole
    ? { kind: 'reduction', identity: 0, combine: () => 0, partial: () => 0 }
    : { kind: 'value', value: () => 0 };

class Evaluation {
  readonly #setup: EvaluationSetup;

  constructor(setup: EvaluationSetup) {
    this.#setup = setup;
  }

  compile(expression: Expression): Evaluate {
    switch (expression.kind) {
      case 'number': {
        const { value } = expression;
        return () => value;
      }
      case 'index': {
        const { point } = this.#setup.equation;
        const { slot } = expression;
        return () => point[slot] as number;
      }
      case 'read':
        return this.#read(expression.read);
      case 'negate': {
        const operand = this.compile(expression.operand);
        return () => -operand();
      }
      case 'binary':
        return binary(expression.operator, this.compile(expression.left), this.compile(expression.right));
      case 'call':
        return call(
          expression.function,
          expression.arguments.map((argument) => this.compile(argument)),
        );
      case 'cast': {
        const operand = this.compile(expression.operand);
        const round = this.#setup.round ? rounding(expression.type) : undefined;
        return round ? () => round(operand()) : operand;
      }
      case 'select':
        return this.#select(expression);
      case 'reduce': {
        const reduce = this.reduction(expression.reduction, expression.body, false);
        const { identity } = combination(expression.reduction.operator);
        return () => reduce(identity);
      }
    }
  }

  /** `cut`: whether loops of a kernel may leave only a part of its points. */
  reduction({ operator, binders }: Reduction, body: Expression, cut: boolean): (start: number) => number {
    const { point } = this.#setup.equation;
    const value = this.compile(body);
    const { combine } = combination(operator);
    let inner = operator === 'sum' ? (sum: number) => sum + value() : (start: number) => combine(start, value());
    const innermost = binders.at(-1);
    for (const binder of binders.toReversed()) {
      const { slot } = binder;
      const [from, to] = bounds(binder, this.#setup, cut);
      const part = inner;
      inner =
        operator === 'sum' && binder === innermost
          ? (start) => {
              const end = to();
              let sum = start;
              for (let i = from(); i < end; i++) {
                point[slot] = i;
                sum += value();
              }
              return sum;
            }
          : (start) => {
              const end = to();
              let result = start;
              for (let i = from(); i < end; i++) {
                point[slot] = i;
                result = part(result);
              }
              return result;
            };
    }
    return inner;
  }

  #read(read: ConcreteRead): Evaluate {
    return this.#setup.read(read, read.fallback && this.compile(read.fallback));
  }

  #select({ conditions, chosen, otherwise }: Extract<Expression, { kind: 'select' }>): Evaluate {
    const tests = conditions.map((condition) => this.#comparison(condition));
    const [yes, no] = [this.compile(chosen), this.compile(otherwise)];
    const [only, ...more] = tests;
    if (only && more.length === 0) return () => (only() ? yes() : no());
    return () => (tests.every((test) => test()) ? yes() : no());
  }

  #comparison({ left, relation, right }: Comparison): () => boolean {
    const [a, b] = [this.compile(left), this.compile(right)];
    const holds = compare(relation);
    return () => holds(a(), b());
  }
}

function bounds(
  { slot, lower, upper }: Reduction['binders'][number],
  { equation: { point }, ranges }: EvaluationSetup,
  cut: boolean,
): [from: Evaluate, to: Evaluate] {
  if (!cut) return [() => lower.call(point), () => upper.call(point)];
  return [
    () => Math.max(lower.call(point), ranges.lower[slot] as number),
    () => Math.min(upper.call(point), ranges.upper[slot] as number),
  ];
}

function binary(operator: Extract<Expression, { kind: 'binary' }>['operator'], a: Evaluate, b: Evaluate): Evaluate {
  switch (operator) {
    case '+':
      return () => a() + b();
    case '-':
      return () => a() - b();
    case '*':
      return () => a() * b();
    case '/':
      return () => a() / b();
    case '^':
      return () => a() ** b();
    case '%':
      return () => {
        const [value, divisor] = [a(), b()];
        return value - divisor * Math.floor(value / divisor);
      };
  }
}

function call(f: (...values: number[]) => number, parts: readonly Evaluate[]): Evaluate {
  const [a, b] = parts;
  if (a && parts.length === 1) return () => f(a());
  if (a && b && parts.length === 2) return () => f(a(), b());
  return () => f(...parts.map((part) => part()));
}
