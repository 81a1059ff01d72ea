/**
 * Iteration domains and tensor extents of an op at concrete sizes (rule 3 of the language).
 *
 * A left-side index ranges over the points where the left side lies inside the tensor, cut by every dimension that it
 * addresses bare in a read without `or`. A reduction index ranges over its `in a..b` (over the hull
 * of that, where a or b depends on left-side indices), else over the dimension that it addresses bare. An internal
 * dimension runs from 0 to the largest index that is written there.
 *
 * Example: `Y[n, h, w, C1 + c] = Z[n, h, w, c]` with Y of C1 + C2 channels and Z of C2: c lies in 0..C2 twice over.
 */
import { type Equation, type EquationRead, readsOf, reductionsOf } from '../model/equation.ts';
import type { IndexExpression } from '../model/index-expression.ts';
import type { Op } from '../model/op.ts';
import type { SignatureTensor } from '../model/signature.ts';
import { evaluateSize, holds, type Size, type SizeEnvironment } from '../model/size.ts';
import { type Affine, affineOf } from './affine.ts';
import { type Bounds, endsOf, narrow } from './narrow.ts';
import type { Interval } from './program.ts';

/** Why an op has no program at this case, in words that follow "because". */
export class NotConcrete extends Error {}

export interface Domain {
  /** The interval of each left-side index. */
  readonly left: ReadonlyMap<string, Interval>;
  /** For each reduction of the equation the interval of each of its indices. */
  readonly reductions: readonly ReadonlyMap<string, Interval>[];
  /** False if the points are, or may be, only a part of the box of these intervals. */
  readonly boxed: boolean;
}

export interface Extents {
  readonly values: readonly bigint[];
  /** False: upper bounds, since a condition may keep an equation from its largest indices. */
  readonly exact: boolean;
}

/** Corners of a domain that are tried for a point with the largest index. */
const MAXIMUM_CORNERS = 256;

export class Domains {
  readonly #op: Op;
  readonly #environment: SizeEnvironment;
  readonly #extents = new Map<string, Extents>();
  readonly #inProgress = new Set<string>();

  constructor(op: Op, environment: SizeEnvironment) {
    this.#op = op;
    this.#environment = environment;
  }

  /** @returns the extents of a tensor; throws `NotConcrete` where they are not determined. */
  extents(tensor: string): Extents {
    const known = this.#extents.get(tensor);
    if (known) return known;
    const declared = this.#op.signature.tensors.find((t) => t.name === tensor);
    const extents = declared ? { values: this.#declaredExtents(declared), exact: true } : this.#internalExtents(tensor);
    this.#extents.set(tensor, extents);
    return extents;
  }

  /** @returns where an equation is executed. */
  domain(equation: Equation): Domain {
    const intervals = new Map<string, Interval>();
    const left = this.affine(equation.tensor, equation.left);
    const inside = this.#op.signature.tensors.some((t) => t.name === equation.tensor)
      ? this.extents(equation.tensor).values
      : undefined;
    for (const [index, { lower, upper }] of this.#leftBounds(equation, left, inside)) {
      if (upper === undefined) throw new NotConcrete(`nothing bounds the index \`${index}\` of \`${equation.tensor}\``);
      intervals.set(index, { lower, upper: upper < lower ? lower : upper });
    }
    let boxed =
      equation.when.length === 0 &&
      left.every((affine, d) => liesInside(affine, inside?.[d], intervals)) &&
      readsOf(equation).every(
        (read) => read.padded || read.tensor === equation.tensor || this.extents(read.tensor).exact,
      );
    const reductions = reductionsOf(equation).map(({ indices }, number) => {
      const reads = readsOf(equation).filter((read) => read.reductions.includes(number));
      const range = ({ index, range: stated }: (typeof indices)[number]): Interval => {
        if (!stated) return this.#bareInterval(equation, reads, index);
        const { interval, moves } = this.#explicit(index, stated, intervals);
        if (moves) boxed = false;
        return interval;
      };
      return new Map(indices.map((index) => [index.index, range(index)]));
    });
    return { left: intervals, reductions, boxed };
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

  #internalExtents(tensor: string): Extents {
    if (this.#inProgress.has(tensor)) throw new NotConcrete(`the shape of \`${tensor}\` depends on itself`);
    this.#inProgress.add(tensor);
    try {
      const equations = this.#op.equations.filter((equation) => equation.tensor === tensor);
      const parts = equations.map((equation) => this.#writtenExtents(equation));
      const [first] = parts;
      if (!first) throw new NotConcrete(`there is no tensor \`${tensor}\``);
      if (parts.some(({ values }) => values.length !== first.values.length))
        throw new NotConcrete(`the equations of \`${tensor}\` differ in rank`);
      const values = first.values.map((_, d) => parts.reduce((most, part) => max(most, part.values[d] as bigint), 0n));
      return { values, exact: parts.every(({ exact }) => exact) };
    } finally {
      this.#inProgress.delete(tensor);
    }
  }

  /** From 0 to the largest index that one equation writes. */
  #writtenExtents(equation: Equation): Extents {
    const { left: intervals, boxed } = this.domain(equation);
    const left = this.affine(equation.tensor, equation.left);
    if (equation.indices.some((index) => isEmpty(intervals.get(index))))
      return { values: left.map(() => 0n), exact: boxed };
    return {
      values: left.map((affine) => endsOf(affine, intervals).most + 1n),
      exact: boxed || left.every((affine) => this.#reachesLargest(affine, equation, intervals)),
    };
  }

  /** Whether some corner of the domain that has the largest index of a dimension satisfies the conditions. */
  #reachesLargest({ terms }: Affine, equation: Equation, intervals: ReadonlyMap<string, Interval>): boolean {
    let corners: Map<string, bigint>[] = [new Map(this.#environment)];
    for (const index of equation.indices) {
      const { lower, upper } = intervals.get(index) as Interval;
      const coefficient = terms.get(index);
      const ends = [lower, upper - 1n].filter(
        (_, end) => coefficient === undefined || coefficient > 0n === (end === 1),
      );
      corners = corners.flatMap((corner) => ends.map((value) => new Map(corner).set(index, value)));
      if (corners.length > MAXIMUM_CORNERS) return false;
    }
    return corners.some((corner) => equation.when.every((condition) => holds(condition, corner) === true));
  }

  /** The hull of a stated range over all left-side points; `moves`: its ends depend on them (`j in 0..i + 1`). */
  #explicit(
    index: string,
    { from, to }: { readonly from: Size; readonly to: Size },
    box: ReadonlyMap<string, Interval>,
  ): { readonly interval: Interval; readonly moves: boolean } {
    const ends = [from, to].map((end) => affineOf(end, this.#environment));
    const [first, end] = ends;
    const names = ends.flatMap((affine) => [...(affine?.terms.keys() ?? [])]);
    const unknown = names.find((name) => !box.has(name));
    if (!first || !end || unknown !== undefined)
      throw new NotConcrete(`the range of the reduction index \`${index}\` has no value at these sizes`);
    if (names.some((name) => isEmpty(box.get(name)))) return { interval: { lower: 0n, upper: 0n }, moves: true };
    const lower = endsOf(first, box).least;
    const upper = endsOf(end, box).most;
    return { interval: { lower, upper: upper < lower ? lower : upper }, moves: names.length > 0 };
  }

  /** Every index is 0 or more, and the left side lies inside of the tensor; an internal tensor is long enough. */
  #leftBounds(
    equation: Equation,
    left: readonly Affine[],
    inside: readonly bigint[] | undefined,
  ): ReadonlyMap<string, Bounds> {
    const bounds = new Map<string, Bounds>();
    for (const index of equation.indices) {
      const upper = smallest(this.#bareExtents(equation, readsOf(equation), index, false));
      bounds.set(index, { lower: 0n, upper });
    }
    narrow(
      bounds,
      left.map((affine, d) => ({ affine, extent: inside?.[d] })),
    );
    return bounds;
  }

  /** A read with `or` bounds a reduction index only where no other read does. */
  #bareInterval(equation: Equation, reads: readonly EquationRead[], index: string): Interval {
    const upper =
      smallest(this.#bareExtents(equation, reads, index, false)) ??
      smallest(this.#bareExtents(equation, reads, index, true));
    if (upper === undefined) throw new NotConcrete(`nothing bounds the reduction index \`${index}\``);
    return { lower: 0n, upper };
  }

  /** Extents of the dimensions that an index addresses bare in reads with or without `or`, but not of the tensor itself. */
  #bareExtents(equation: Equation, reads: readonly EquationRead[], index: string, padded: boolean): readonly bigint[] {
    const bounds: bigint[] = [];
    for (const read of reads) {
      if (read.padded !== padded || read.tensor === equation.tensor) continue;
      read.index.forEach((item, dimension) => {
        if (item.kind !== 'size' || item.size.kind !== 'name' || item.size.name !== index) return;
        const extent = this.extents(read.tensor).values[dimension];
        if (extent !== undefined) bounds.push(extent);
      });
    }
    return bounds;
  }
}

/** Whether a dimension of the left side lies inside of the tensor at every point of the box. */
function liesInside(affine: Affine, extent: bigint | undefined, box: ReadonlyMap<string, Interval>): boolean {
  if ([...affine.terms.keys()].some((index) => isEmpty(box.get(index)))) return true;
  const { least, most } = endsOf(affine, box);
  return least >= 0n && (extent === undefined || most < extent);
}

function isEmpty(interval: Interval | undefined): boolean {
  return interval === undefined || interval.upper <= interval.lower;
}

function smallest(values: readonly bigint[]): bigint | undefined {
  return values.reduce<bigint | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
