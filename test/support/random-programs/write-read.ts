/** Indices and reads of a plan: their text, and how long a tensor must be so that its reads lie inside of it. */
import type { BinderPlan, DimensionPlan, LeftPlan, ReadPlan } from './plan.ts';

export interface Index {
  readonly name: string;
  /** It takes no value outside of lower … upper - 1. */
  readonly lower: number;
  readonly upper: number;
  /**
   * `left`: a dimension that it addresses bare may cut its range. `ranged`: stated by `in`. `bounded`: it ranges over the
   * dimension that it addresses bare, so that must have this very length. `inner`: over one of an internal tensor.
   */
  readonly kind: 'left' | 'ranged' | 'bounded' | 'inner';
}

export interface DimensionUse {
  readonly terms: readonly { readonly index: Index; readonly coefficient: number }[];
  readonly plan: DimensionPlan;
  readonly padded: boolean;
}

export interface ReadUse {
  readonly tensor: string;
  readonly padded: boolean;
  readonly outside: boolean;
  readonly dimensions: readonly DimensionUse[];
}

/** The tensors that reads choose from, with their ranks; the first twice as often. */
const READ_TENSORS = ['X', 'X', 'Z', 'W'] as const;
const RANKS = { X: 2, Z: 1, W: 3 } as const;

/** @returns a left-side index with its text and the length of its dimension. */
export function leftIndex(name: string, { size, kind, amount, slack }: LeftPlan) {
  const index = (lower: number, upper: number): Index => ({ name, lower, upper, kind: 'left' });
  if (kind === 'offset') {
    const offset = amount - 1;
    const extent = size + Math.max(offset, 0);
    const text = offset < 0 ? `${name} - ${-offset}` : `${name} + ${offset}`;
    return { text, extent, index: index(Math.max(0, -offset), extent - offset) };
  }
  if (kind === 'strided') {
    const stride = 2 + (amount % 2);
    const offset = slack % 2;
    const extent = stride * (size - 1) + 1 + offset + slack;
    return {
      text: `${stride} * ${name} + ${offset}`,
      extent,
      index: index(0, Math.floor((extent - 1 - offset) / stride) + 1),
    };
  }
  if (kind === 'reversed') {
    const extent = size + slack;
    const offset = amount % 2;
    return { text: `${extent - 1 + offset} - ${name}`, extent, index: index(offset, extent + offset) };
  }
  return { text: name, extent: size, index: index(0, size) };
}

/** @returns the index of a binder. */
export function binderIndex(name: string, { size, from }: BinderPlan): Index {
  return from === undefined
    ? { name, lower: 0, upper: size, kind: 'bounded' }
    : { name, lower: from, upper: from + size, kind: 'ranged' };
}

/** @returns a read over these indices; one beside the reduction mentions no binder. */
export function readUse(
  { tensor, padded, outside, covering = false, dimensions }: ReadPlan,
  all: readonly Index[],
): ReadUse {
  const indices = outside ? all.filter(({ kind }) => kind === 'left') : all;
  const name = READ_TENSORS[tensor % READ_TENSORS.length] as keyof typeof RANKS;
  return {
    tensor: name,
    padded,
    outside,
    dimensions: Array.from({ length: RANKS[name] }, (_, d) => {
      const plan: DimensionPlan = dimensions[d] ?? {
        terms: [{ index: d, coefficient: 1 }],
        offset: 0,
        slack: 0,
        ...(covering ? { covering } : {}),
      };
      const terms = plan.terms.map(({ index, coefficient }) => ({
        index: indices[index % indices.length] as Index,
        coefficient,
      }));
      return { plan, padded, terms };
    }),
  };
}

/** @returns the text of a dimension; `uses` are all uses of this dimension of the tensor. */
export function dimensionText(use: DimensionUse, uses: readonly DimensionUse[], nameOfTwo: string): string {
  const terms = use.terms.map(({ index: { name }, coefficient }) => {
    if (coefficient === 1) return name;
    return coefficient === 2 ? `${nameOfTwo} * ${name}` : `${coefficient} * ${name}`;
  });
  const offset = offsetOf(use, uses);
  if (terms.length === 0) return `${offset}`;
  if (offset === 0) return terms.join(' + ');
  return `${terms.join(' + ')} ${offset < 0 ? '-' : '+'} ${Math.abs(offset)}`;
}

/** Every use without `or` lies inside, or is cut; a use with `or` may leave the tensor. */
export function extentOf(uses: readonly DimensionUse[]): number {
  const [first] = uses as [DimensionUse];
  if (isExact(uses)) return firstIndex(uses.find((use) => !use.padded) as DimensionUse).upper;
  const plain = uses.filter((use) => !use.padded);
  const required = plain
    .filter((use) => use.plan.covering || !mayCut(use))
    .map((use) => span(use).upper + offsetOf(use, uses) + 1);
  if (required.length > 0) return Math.max(...required) + (first.plan.slack % 2);
  const [cut] = plain;
  if (cut) {
    const { lower, upper } = firstIndex(cut);
    return cut.plan.slack === 3 ? upper + 1 : Math.max(lower + 1, upper - cut.plan.slack);
  }
  const { lower, upper } = span(first);
  return Math.max(1, upper - lower + 1 - first.plan.slack);
}

function firstIndex({ terms }: DimensionUse): Index {
  const [term] = terms as [DimensionUse['terms'][number]];
  return term.index;
}

/** The smallest and the largest value without the offset. */
function span({ terms }: DimensionUse): { lower: number; upper: number } {
  const ends = terms.map(({ index: { lower, upper }, coefficient }) => [
    coefficient * lower,
    coefficient * (upper - 1),
  ]);
  return {
    lower: ends.reduce((sum, pair) => sum + Math.min(...pair), 0),
    upper: ends.reduce((sum, pair) => sum + Math.max(...pair), 0),
  };
}

/** Without `or`, the planned offset beyond the one that makes the smallest index 0 or more. */
function offsetOf(use: DimensionUse, uses: readonly DimensionUse[]): number {
  if (use.padded) return use.plan.offset;
  if (mayCut(use) || (isPlain(use) && isExact(uses))) return 0;
  const lowest = span(use).lower;
  const wanted = Math.max(use.plan.offset, 0);
  const offset = lowest < 0 ? wanted - lowest : Math.max(use.plan.offset, -lowest);
  // bare, it would bound a binder that has another range
  const [term] = use.terms;
  return offset === 0 && isPlain(use) && term?.index.kind !== 'ranged' ? 1 : offset;
}

function isPlain({ terms }: DimensionUse): boolean {
  return terms.length === 1 && terms[0]?.coefficient === 1;
}

/** A bare left-side index. */
function mayCut(use: DimensionUse): boolean {
  return isPlain(use) && use.plan.offset === 0 && use.terms[0]?.index.kind === 'left';
}

/** Whether all uses without `or` are one bare binder, of which the dimension is the range. */
export function isExact(uses: readonly DimensionUse[]): boolean {
  const plain = uses.filter((use) => !use.padded);
  const [first] = plain;
  if (!first) return false;
  return plain.every((use) => {
    const index = use.terms[0]?.index;
    return isPlain(use) && index?.kind === 'bounded' && index.upper === first.terms[0]?.index.upper;
  });
}
