/**
 * Iteration domains and tensor extents of an op at concrete sizes (rule 3 of the language).
 *
 * A left-side index ranges over the points where the left side lies inside the tensor, cut by every dimension that it
 * addresses bare in a read without `or`. A reduction index ranges over its `in a..b`, else over the dimension that it
 * addresses bare. An internal dimension runs from 0 to the largest index that is written there.
 *
 * Example: `Y[n, h, w, C1 + c] = Z[n, h, w, c]` with Y of C1 + C2 channels and Z of C2: c lies in 0..C2 twice over.
 */
import type { Equation, IndexExpression, Op } from '../model/op.ts';
import type { SignatureTensor } from '../model/signature.ts';
import { ceilDivide, evaluateSize, floorDivide, type SizeEnvironment } from '../model/size.ts';
import { type Affine, affineOf } from './affine.ts';
import type { Interval } from './program.ts';

/** Why an op has no program at this case, in words that follow "because". */
export class NotConcrete extends Error {}

export class Domains {
  readonly #op: Op;
  readonly #environment: SizeEnvironment;
  readonly #extents = new Map<string, readonly bigint[]>();
  readonly #inProgress = new Set<string>();

  constructor(op: Op, environment: SizeEnvironment) {
    this.#op = op;
    this.#environment = environment;
  }

  /** @returns the extents of a tensor; throws `NotConcrete` where they are not determined. */
  extents(tensor: string): readonly bigint[] {
    const known = this.#extents.get(tensor);
    if (known) return known;
    const declared = this.#op.signature.tensors.find((t) => t.name === tensor);
    const extents = declared ? this.#declaredExtents(declared) : this.#internalExtents(tensor);
    this.#extents.set(tensor, extents);
    return extents;
  }

  /** @returns the interval of each index of an equation: left-side indices, then reduction indices. */
  domain(equation: Equation): ReadonlyMap<string, Interval> {
    const domain = new Map<string, Interval>();
    for (const index of equation.indices) domain.set(index, this.#leftInterval(equation, index));
    for (const reduction of equation.reductions) {
      for (const { index, range } of reduction.indices) {
        domain.set(index, range ? this.#explicit(range.from, range.to) : this.#bareInterval(equation, index));
      }
    }
    return domain;
  }

  /** @returns an index list as affine forms, a factored index spread over the sizes of its dimension. */
  affine(tensor: string, index: readonly IndexExpression[]): readonly Affine[] {
    return index.map((item) => {
      if (item.kind === 'size') {
        const affine = affineOf(item.size, this.#environment);
        if (affine) return affine;
        throw new NotConcrete('an index is not affine at these sizes');
      }
      throw new NotConcrete(
        `\`${tensor}\` is indexed by a ${item.kind === 'star' ? '`*`' : `${item.kind} index`}, which is not analysed yet`,
      );
    });
  }

  #declaredExtents(tensor: SignatureTensor): readonly bigint[] {
    return tensor.dimensions.map((dimension) => {
      if (dimension.kind !== 'size')
        throw new NotConcrete(`\`${tensor.name}\` has a ${dimension.kind} dimension, which is not analysed yet`);
      const extent = evaluateSize(dimension.size, this.#environment);
      if (extent === undefined) throw new NotConcrete(`a dimension of \`${tensor.name}\` has no value`);
      if (extent < 0n) throw new NotConcrete(`a dimension of \`${tensor.name}\` is negative: ${extent}`);
      return extent;
    });
  }

  #internalExtents(tensor: string): readonly bigint[] {
    if (this.#inProgress.has(tensor)) throw new NotConcrete(`the shape of \`${tensor}\` depends on itself`);
    this.#inProgress.add(tensor);
    try {
      let extents: bigint[] | undefined;
      for (const equation of this.#op.equations) {
        if (equation.tensor !== tensor) continue;
        const domain = this.domain(equation);
        const own = this.affine(tensor, equation.left).map((affine) => largest(affine, domain) + 1n);
        if (extents && extents.length !== own.length)
          throw new NotConcrete(`the equations of \`${tensor}\` differ in rank`);
        extents = extents ? extents.map((e, i) => (e > (own[i] as bigint) ? e : (own[i] as bigint))) : own;
      }
      if (!extents) throw new NotConcrete(`there is no tensor \`${tensor}\``);
      return extents.map((e) => (e < 0n ? 0n : e));
    } finally {
      this.#inProgress.delete(tensor);
    }
  }

  #explicit(from: Parameters<typeof evaluateSize>[0], to: Parameters<typeof evaluateSize>[0]): Interval {
    const lower = evaluateSize(from, this.#environment);
    const upper = evaluateSize(to, this.#environment);
    if (lower === undefined || upper === undefined)
      throw new NotConcrete('the range of a reduction index has no value');
    return { lower, upper: upper < lower ? lower : upper };
  }

  #leftInterval(equation: Equation, index: string): Interval {
    let lower = 0n;
    let upper: bigint | undefined;
    const cut = (bound: bigint) => {
      if (upper === undefined || bound < upper) upper = bound;
    };
    if (this.#op.signature.tensors.some((t) => t.name === equation.tensor)) {
      const extents = this.extents(equation.tensor);
      this.affine(equation.tensor, equation.left).forEach((affine, dimension) => {
        const coefficient = affine.terms.get(index);
        const extent = extents[dimension];
        if (coefficient === undefined || extent === undefined || affine.terms.size !== 1 || coefficient < 0n) return;
        cut(floorDivide(extent - 1n - affine.constant, coefficient) + 1n);
        const first = ceilDivide(-affine.constant, coefficient);
        if (first > lower) lower = first;
      });
    }
    for (const bound of this.#bareExtents(equation, index)) cut(bound);
    if (upper === undefined) throw new NotConcrete(`nothing bounds the index \`${index}\` of \`${equation.tensor}\``);
    return { lower, upper: upper < lower ? lower : upper };
  }

  #bareInterval(equation: Equation, index: string): Interval {
    const extents = this.#bareExtents(equation, index);
    const smallest = extents.reduce<bigint | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
    if (smallest === undefined) throw new NotConcrete(`nothing bounds the reduction index \`${index}\``);
    return { lower: 0n, upper: smallest };
  }

  /** Extents of the dimensions that an index addresses bare in reads without `or`; the tensor itself is left out. */
  #bareExtents(equation: Equation, index: string): readonly bigint[] {
    const bounds: bigint[] = [];
    for (const read of equation.reads) {
      if (read.padded || read.tensor === equation.tensor) continue;
      read.index.forEach((item, dimension) => {
        if (item.kind !== 'size' || item.size.kind !== 'name' || item.size.name !== index) return;
        const extent = this.extents(read.tensor)[dimension];
        if (extent !== undefined) bounds.push(extent);
      });
    }
    return bounds;
  }
}

/** @returns the largest value of an affine form over a box; -1 over an empty one. */
function largest({ constant, terms }: Affine, domain: ReadonlyMap<string, Interval>): bigint {
  let value = constant;
  for (const [index, coefficient] of terms) {
    const interval = domain.get(index);
    if (!interval) throw new NotConcrete(`the index \`${index}\` has no range`);
    if (interval.upper <= interval.lower) return -1n;
    value += coefficient * (coefficient > 0n ? interval.upper - 1n : interval.lower);
  }
  return value;
}
