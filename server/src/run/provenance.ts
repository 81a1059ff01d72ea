/**
 * Provenance instead of values: an element carries the multiset of (equation, point, provenance of every element read
 * there), as a hash. Two elements with equal hashes came about in the same way, whatever the order of the reduction
 * points; what a kernel leaves out, does twice or reads too early shows, even where the values happen to agree.
 *
 * A hash is a whole number below 2^52, so that the sum of two is exact; multisets are added modulo 2^52. NaN is poison:
 * what is not defined, or does not exist where it is read, makes everything that reads it NaN.
 *
 * Example: C[0, 0] = sum[k] A[0, k] * B[k, 0] with K = 2 is h(C, (0, 0, 0), A00, B00) + h(C, (0, 0, 1), A01, B10).
 */
import type { ConcreteRead, Expression, Reduction } from './concrete-op.ts';
import type { Computation, Evaluate, EvaluationSetup, Semantics } from './evaluate.ts';

const LIMIT = 2 ** 52;
const HALF = 2 ** 26;
/** Elements outside of the tensor, behind `or`. */
const OUTSIDE = 0x5bd1e995;

/** @returns the sum of two multisets, as hashes. */
export function provenanceUnion(a: number, b: number): number {
  const sum = a + b;
  return sum >= LIMIT ? sum - LIMIT : sum;
}

/** Mixes a number into a hash; NaN stays NaN. The constants are those of MurmurHash3's 32-bit finaliser. */
function mix(hash: number, value: number): number {
  if (Number.isNaN(value + hash)) return Number.NaN;
  const a = Math.imul((hash % HALF) ^ Math.floor(value / HALF), 0x85ebca6b);
  const b = Math.imul(Math.floor(hash / HALF) ^ (value % HALF), 0xc2b2ae35);
  const high = Math.imul(a ^ (a >>> 15) ^ b, 0x9e3779b1);
  const low = Math.imul(b ^ (b >>> 13) ^ (high >>> 7), 0x85ebca6b);
  return ((high ^ (high >>> 16)) >>> 6) * HALF + ((low ^ (low >>> 14)) >>> 6);
}

/** @returns the provenance of an element that the caller of an op hands over. */
export function inputProvenance(tensor: number, element: number): number {
  return mix(mix(1, tensor), element);
}

/** What an equation contributes to the provenance of the element that it writes; `names` number the tensors. */
export function provenance(numbers: ReadonlyMap<string, number>): Semantics {
  return ({ equation, ranges, read }): Computation => {
    const { point, leftCount, tensor, number, whole } = equation;
    const seed = mix(mix(2, numbers.get(tensor.name) ?? 0), number);
    const slots = [
      ...Array.from({ length: leftCount }, (_, slot) => slot),
      ...(whole?.binders.map(({ slot }) => slot) ?? []),
    ];
    const reads = readsIn(equation.right).map((found) =>
      readHash(found, whole, { equation, ranges, read, round: false }),
    );
    const instance = () => {
      let hash = seed;
      for (const slot of slots) hash = mix(hash, (point[slot] as number) + HALF);
      for (const each of reads) hash = mix(hash, each());
      return hash;
    };
    if (!whole) return { kind: 'value', value: instance };
    const partial = overPoints(whole, { equation, ranges, read, round: false }, instance, true);
    return { kind: 'reduction', identity: 0, combine: provenanceUnion, partial };
  };
}

/** The multiset of what a read reads over the reductions around it that are no part of the instance. */
function readHash(read: ConcreteRead, whole: Reduction | undefined, setup: EvaluationSetup): Evaluate {
  const one = setup.read(read, () => OUTSIDE);
  const inner = read.around.filter((reduction) => reduction !== whole);
  if (inner.length === 0) return one;
  let sum = (start: number) => provenanceUnion(start, mix(3, one()));
  for (const reduction of inner.toReversed()) {
    const part = sum;
    const around = overPoints(reduction, setup, () => part(0), false);
    sum = (start) => around(start);
  }
  return () => sum(0);
}

/** Adds what each point of a reduction gives; `cut`: loops of a kernel may leave only a part of the points. */
function overPoints(
  { binders }: Reduction,
  { equation: { point }, ranges }: EvaluationSetup,
  value: Evaluate,
  cut: boolean,
): (start: number) => number {
  let inner = (start: number) => provenanceUnion(start, value());
  for (const { slot, lower, upper } of binders.toReversed()) {
    const part = inner;
    inner = (start) => {
      const from = lower.call(point);
      const to = upper.call(point);
      const first = cut ? Math.max(from, ranges.lower[slot] as number) : from;
      const end = cut ? Math.min(to, ranges.upper[slot] as number) : to;
      let result = start;
      for (let i = first; i < end; i++) {
        point[slot] = i;
        result = part(result);
      }
      return result;
    };
  }
  return inner;
}

/** The reads of an expression in text order, without those behind `or`: they are made only outside of the tensor. */
function readsIn(expression: Expression): readonly ConcreteRead[] {
  switch (expression.kind) {
    case 'read':
      return [expression.read];
    case 'negate':
    case 'cast':
      return readsIn(expression.operand);
    case 'binary':
      return [...readsIn(expression.left), ...readsIn(expression.right)];
    case 'call':
      return expression.arguments.flatMap(readsIn);
    case 'select':
      return [
        ...expression.conditions.flatMap(({ left, right }) => [...readsIn(left), ...readsIn(right)]),
        ...readsIn(expression.chosen),
        ...readsIn(expression.otherwise),
      ];
    case 'reduce':
      return readsIn(expression.body);
    default:
      return [];
  }
}
