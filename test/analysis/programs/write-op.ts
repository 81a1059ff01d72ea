/** Plan → text of an op, with sizes at which every read without `or` lies inside of its tensor. */
import type { BinderPlan, EquationPlan, LeftPlan, OpPlan } from './plan.ts';
import {
  binderIndex,
  type DimensionUse,
  dimensionText,
  extentOf,
  type Index,
  leftIndex,
  type ReadUse,
  readUse,
} from './write-read.ts';

export interface WrittenTensor {
  readonly name: string;
  /** Names of the dimensions for layouts. */
  readonly labels: readonly string[];
}

/** The equations that one `do` executes: of a tensor, in text order. */
export interface WrittenEquation {
  readonly tensor: string;
  readonly number: number;
  readonly indices: readonly string[];
  readonly reads: readonly string[];
}

export interface WrittenOp {
  readonly text: string;
  readonly sizes: Readonly<Record<string, number>>;
  readonly tensors: ReadonlyMap<string, WrittenTensor>;
  readonly equations: readonly WrittenEquation[];
}

interface EquationUse {
  readonly tensor: string;
  readonly left: readonly string[];
  readonly binders: readonly { readonly name: string; readonly plan: BinderPlan }[];
  readonly reads: readonly ReadUse[];
  readonly indices: readonly Index[];
  readonly when?: string;
  /** Further reads as text, of tensors that are declared elsewhere. */
  readonly extra: readonly { readonly tensor: string; readonly text: string }[];
}

const ELEMENTS = ['T', 'f32', 'i8', 'i4', 'bf16', 'T'];
const LETTERS = ['a', 'b', 'c'];

/** @returns the op of a plan. */
export function writeOp(plan: OpPlan): WrittenOp {
  return new OpWriter(plan).write();
}

class OpWriter {
  readonly #plan: OpPlan;
  readonly #equations: EquationUse[] = [];
  /** Tensors of fixed extents. */
  readonly #fixed = new Map<string, readonly number[]>();
  #results: readonly number[] = [];

  constructor(plan: OpPlan) {
    this.#plan = plan;
  }

  write(): WrittenOp {
    this.#compose();
    const sizes: Record<string, number> = {};
    const tensors = new Map<string, WrittenTensor>();
    const declare = (name: string, extents: readonly number[], element: string): string => {
      const labels = extents.map((_, d) => `${name.toLowerCase()}${LETTERS[d]}`);
      tensors.set(name, { name, labels });
      const dimensions = extents.map((extent, d) => {
        // half of the dimensions have a size name, the others a label and a number
        if ((d + name.length + extents.length) % 2 === 1) return `${labels[d]}: ${extent}`;
        const size = (labels[d] as string).toUpperCase();
        sizes[size] = extent;
        return size;
      });
      return `${name}: ${element}[${dimensions.join(', ')}]`;
    };
    const lengths = [...this.#uses()].map(([name, dimensions]) => [name, dimensions.map(extentOf)] as const);
    const parameters = [...lengths, ...this.#fixed].map(([name, extents], i) =>
      declare(name, extents, ELEMENTS[i % ELEMENTS.length] as string),
    );
    const result = declare('Y', this.#results, 'T');
    const internal = this.#equations.find(({ tensor }) => tensor === 'S');
    if (internal) tensors.set('S', { name: 'S', labels: internal.left });
    const consts = this.#plan.useConst ? ['const st = 2'] : [];
    const counts = new Map<string, number>();
    const equations = this.#equations.map(({ tensor, indices, reads, extra }): WrittenEquation => {
      const number = (counts.get(tensor) ?? 0) + 1;
      counts.set(tensor, number);
      const read = [...reads.map((r) => r.tensor), ...extra.map((e) => e.tensor)];
      return { tensor, number, indices: indices.map(({ name }) => name), reads: [...new Set(read)] };
    });
    const text = [
      `op f(${[...parameters, ...consts].join(', ')}) -> (${result}) {`,
      ...this.#equations.map((equation) => `  ${this.#equationText(equation)}`),
      '}',
    ].join('\n');
    return { text, sizes, tensors, equations };
  }

  #compose(): void {
    switch (this.#plan.variant) {
      case 'single':
        this.#composeSingle();
        break;
      case 'split':
        this.#composeSplit();
        break;
      case 'flat':
        this.#composeFlat();
        break;
      case 'internal':
        this.#composeInternal();
        break;
      default:
        this.#composeConditions();
    }
  }

  #composeSingle(): void {
    const { indices, texts, extents } = this.#leftIndices(this.#plan.left);
    this.#results = extents;
    this.#add('Y', texts, indices, this.#plan.equations[0], {});
  }

  /** Two equations with conditions; in a recurrence the second reads what was written before. */
  #composeConditions(): void {
    const { variant, equations, condition } = this.#plan;
    const [first, second] = equations;
    const { indices, texts, extents } = this.#leftIndices(this.#plan.left.map(bare));
    this.#results = extents;
    const [i, j] = indices as [Index, Index?];
    if (variant === 'recurrence') {
      const before = `Y[${[`${i.name} - 1`, ...texts.slice(1)].join(', ')}]`;
      this.#add('Y', texts, indices, first, { when: `${i.name} = 0` });
      this.#add('Y', texts, indices, second, { when: `${i.name} > 0`, extra: [{ tensor: 'Y', text: before }] });
      return;
    }
    const limit = condition % 2 === 0 && j ? `${j.name} <= ${i.name}` : `${i.name} <= ${condition}`;
    this.#add('Y', texts, indices, first, { when: limit });
    this.#add('Y', texts, indices, second, { when: limit.replace('<=', '>') });
  }

  /** Two equations, one behind the other in the first dimension, each bounded by a read of its own part. */
  #composeSplit(): void {
    const { indices, texts, extents } = this.#leftIndices(this.#plan.left.map(bare));
    const [length = 1, ...rest] = extents;
    this.#results = [length + length, ...rest];
    const names = indices.map(({ name }) => name).join(', ');
    this.#fixed.set('P', extents).set('R', extents);
    const [first, second] = this.#plan.equations;
    this.#add('Y', texts, indices, first, { extra: [{ tensor: 'P', text: `P[${names}]` }] });
    const shifted = [`${length} + ${texts[0]}`, ...texts.slice(1)];
    this.#add('Y', shifted, indices, second, { extra: [{ tensor: 'R', text: `R[${names}]` }] });
  }

  /** Two indices in one dimension of the left side; the result may be too short for all of their values. */
  #composeFlat(): void {
    const { indices } = this.#leftIndices(this.#plan.left.map(bare));
    const [i, j, ...others] = indices as [Index, Index?];
    const stride = j ? j.upper : 1;
    const length = stride * (i.upper - 1) + (j ? j.upper - 1 : 0) + 1;
    const extents = others as readonly Index[];
    this.#results = [Math.max(1, length - this.#plan.condition), ...extents.map(({ upper }) => upper)];
    const text = j ? `${stride} * ${i.name} + ${j.name}` : i.name;
    this.#fixed.set(
      'P',
      indices.map(({ upper }) => upper),
    );
    const bound = { tensor: 'P', text: `P[${indices.map(({ name }) => name).join(', ')}]` };
    const left = [text, ...extents.map(({ name }) => name)];
    this.#add('Y', left, indices, this.#plan.equations[0], { extra: [bound] });
  }

  #composeInternal(): void {
    const { internalRead } = this.#plan;
    const [first, second] = this.#plan.equations;
    const { indices, texts, extents } = this.#leftIndices(this.#plan.left.map(bare));
    const names = indices.map(({ name }) => name);
    this.#fixed.set('P', extents);
    this.#add('S', texts, indices, first, { extra: [{ tensor: 'P', text: `P[${names.join(', ')}]` }] });
    if (internalRead === 'reduced' && indices.length > 1) {
      const reduced = indices.at(-1) as Index;
      const kept = indices.slice(0, -1);
      this.#results = extents.slice(0, -1);
      this.#add('Y', texts.slice(0, -1), kept, { ...second, binders: [] }, { reduced, extra: [internal(names)] });
      return;
    }
    this.#results = extents;
    const padded = names.map((name, d) => (d === 0 ? `${name} - 1` : name));
    const extra = internalRead === 'padded' ? [internal(padded, ' or 0'), internal(names)] : [internal(names)];
    this.#add('Y', texts, indices, second, { extra });
  }

  #add(
    tensor: string,
    left: readonly string[],
    indices: readonly Index[],
    { binders, reads }: EquationPlan,
    more: { readonly when?: string; readonly extra?: EquationUse['extra']; readonly reduced?: Index },
  ): void {
    const bound = binders.map((plan, i) => ({ name: ['r', 's'][i] as string, plan }));
    const ranged = bound.map(({ name, plan }) => binderIndex(name, plan));
    if (more.reduced) {
      bound.push({ name: more.reduced.name, plan: { size: more.reduced.upper } });
      ranged.push({ ...more.reduced, kind: 'inner' });
    }
    const all = [...indices, ...ranged];
    const uses = reads.map((plan) => readUse(plan, all));
    const bounded = bound.filter(({ plan, name }) => plan.from === undefined && name !== more.reduced?.name);
    const extra = [...(more.extra ?? [])];
    if (bounded.length > 0) {
      const name = `F${this.#equations.length}`;
      this.#fixed.set(
        name,
        bounded.map(({ plan }) => plan.size),
      );
      extra.push({ tensor: name, text: `${name}[${bounded.map((b) => b.name).join(', ')}]` });
    }
    const { when } = more;
    this.#equations.push({ tensor, left, binders: bound, reads: uses, indices: all, extra, ...(when ? { when } : {}) });
  }

  #leftIndices(plans: readonly LeftPlan[]) {
    const written = plans.map((plan, i) => leftIndex(['i', 'j', 'l'][i] as string, plan));
    return {
      indices: written.map(({ index }) => index),
      texts: written.map(({ text }) => text),
      extents: written.map(({ extent }) => extent),
    };
  }

  /** The uses of every dimension of the tensors that reads choose from. */
  #uses(): ReadonlyMap<string, readonly (readonly DimensionUse[])[]> {
    const uses = new Map<string, DimensionUse[][]>();
    for (const { tensor, dimensions } of this.#equations.flatMap(({ reads }) => reads)) {
      const known = uses.get(tensor) ?? dimensions.map(() => []);
      dimensions.forEach((use, d) => {
        known[d]?.push(use);
      });
      uses.set(tensor, known);
    }
    return uses;
  }

  #equationText({ tensor, left, binders, reads, when, extra }: EquationUse): string {
    const uses = this.#uses();
    const two = this.#plan.useConst ? 'st' : '2';
    const texts = reads.map((read) => {
      const index = read.dimensions.map((use, d) => dimensionText(use, uses.get(read.tensor)?.[d] ?? [], two));
      return `${read.tensor}[${index.join(', ')}]${read.padded ? ' or 0' : ''}`;
    });
    const product = (factors: readonly string[]) =>
      factors.map((text) => (text.includes(' or ') ? `(${text})` : text)).join(' * ');
    const ranges = binders.map(({ name, plan }) =>
      plan.from === undefined ? name : `${name} in ${plan.from}..${plan.from + plan.size}`,
    );
    const more = extra.map(({ text }) => text);
    const reduced = product([...texts.filter((_, i) => !reads[i]?.outside), ...more]);
    const beside = texts.filter((_, i) => reads[i]?.outside);
    const sum = [`(sum[${ranges.join(', ')}] ${reduced || '1'})`, ...beside].join(' + ');
    const value = ranges.length > 0 ? sum : product([...texts, ...more]);
    return `${tensor}[${left.join(', ')}] = ${value}${when === undefined ? '' : ` when ${when}`}`;
  }
}

function bare(plan: LeftPlan): LeftPlan {
  return { ...plan, kind: 'bare' };
}

function internal(index: readonly string[], fallback = '') {
  return { tensor: 'S', text: `S[${index.join(', ')}]${fallback}` };
}
