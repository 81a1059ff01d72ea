/** Plan → text of an op, with sizes at which every read without `or` lies inside of its tensor. */
import { boundingExtent, declareDimension, type Extent, factoredExtent, sized, usedExtent } from './extent.ts';
import type { BinderPlan, EquationPlan, LeftPlan, Operator, OpPlan } from './plan.ts';
import {
  binderIndex,
  type DimensionUse,
  dimensionText,
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
  /** Of the left side, then binders. */
  readonly indices: readonly string[];
  readonly reads: readonly string[];
  readonly left: readonly string[];
  readonly binders: readonly string[];
  /** The tensors of reads without `or`, which are in bounds. */
  readonly certain: readonly string[];
  /** A condition may leave it without any point. */
  readonly mayBeEmpty: boolean;
  /** Set if the whole right side is one reduction: it may be computed in parts. */
  readonly operator?: Operator;
  /** How many values each index takes. */
  readonly extents: ReadonlyMap<string, number>;
}

export interface WrittenOp {
  readonly text: string;
  readonly sizes: Readonly<Record<string, number>>;
  readonly tensors: ReadonlyMap<string, WrittenTensor>;
  readonly equations: readonly WrittenEquation[];
  /** The first index of Y reads what an iteration before wrote of this tensor; `skewed`: the second one iteration ahead. */
  readonly carried?: { readonly tensor: string; readonly skewed: boolean };
}

interface EquationUse {
  readonly tensor: string;
  readonly left: readonly string[];
  readonly binders: readonly { readonly name: string; readonly plan: BinderPlan }[];
  readonly reads: readonly ReadUse[];
  readonly indices: readonly Index[];
  readonly operator: Operator;
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
  readonly #fixed = new Map<string, readonly Extent[]>();
  #results: readonly Extent[] = [];

  constructor(plan: OpPlan) {
    this.#plan = plan;
  }

  write(): WrittenOp {
    this.#compose();
    const sizes: Record<string, number> = {};
    const tensors = new Map<string, WrittenTensor>();
    const declare = (name: string, extents: readonly Extent[], element: string): string => {
      const dimensions = extents.map((extent, d) => declareDimension(extent, `${name.toLowerCase()}${LETTERS[d]}`));
      tensors.set(name, { name, labels: dimensions.flatMap(({ labels }) => labels) });
      for (const dimension of dimensions) Object.assign(sizes, dimension.sizes);
      return `${name}: ${element}[${dimensions.map(({ text }) => text).join(', ')}]`;
    };
    const lengths = [...this.#uses()].map(([name, dimensions]) => [name, dimensions.map(usedExtent)] as const);
    const parameters = [...lengths, ...this.#fixed].map(([name, extents], i) =>
      declare(name, extents, ELEMENTS[i % ELEMENTS.length] as string),
    );
    const result = declare('Y', this.#results, 'T');
    const internal = this.#equations.find(({ tensor }) => tensor === 'S');
    if (internal) tensors.set('S', { name: 'S', labels: internal.left });
    const consts = this.#plan.useConst ? ['const st = 2'] : [];
    const counts = new Map<string, number>();
    const equations = this.#equations.map((equation): WrittenEquation => {
      const number = (counts.get(equation.tensor) ?? 0) + 1;
      counts.set(equation.tensor, number);
      return { ...written(equation), number };
    });
    const text = [
      `op f(${[...parameters, ...consts].join(', ')}) -> (${result}) {`,
      ...this.#equations.map((equation) => `  ${this.#equationText(equation)}`),
      '}',
    ].join('\n');
    return { text, sizes, tensors, equations, ...this.#carried() };
  }

  #carried(): Pick<WrittenOp, 'carried'> {
    const { variant, skewed = false, left, internalRead } = this.#plan;
    if (variant === 'recurrence') return { carried: { tensor: 'Y', skewed: skewed && left.length > 1 } };
    if (variant === 'internal' && internalRead === 'padded') return { carried: { tensor: 'S', skewed: false } };
    return {};
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
    this.#results = extents.map(sized);
    this.#add('Y', texts, indices, this.#plan.equations[0], {});
  }

  /** Two equations with conditions; in a recurrence the second reads what was written before. */
  #composeConditions(): void {
    const { variant, equations, condition } = this.#plan;
    const [first, second] = equations;
    const { indices, texts, extents } = this.#leftIndices(this.#plan.left.map(bare));
    this.#results = extents.map(sized);
    const [i, j] = indices as [Index, Index?];
    if (variant === 'recurrence') {
      const skewed = this.#plan.skewed && j ? [`${j.name} + 1`, ...texts.slice(2)] : undefined;
      const rest = skewed ?? texts.slice(1);
      const before = `Y[${[`${i.name} - 1`, ...rest].join(', ')}]${skewed ? ' or 0' : ''}`;
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
    this.#results = [length + length, ...rest].map(sized);
    const names = indices.map(({ name }) => name).join(', ');
    this.#fixed.set('P', extents.map(sized)).set('R', extents.map(sized));
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
    const rest = extents.map(({ upper }) => sized(upper));
    this.#results = [sized(Math.max(1, length - this.#plan.condition)), ...rest];
    let text = j ? `${stride} * ${i.name} + ${j.name}` : i.name;
    if (j && this.#plan.equations[0].factored) {
      this.#results = [factoredExtent('Y', i, j), ...rest];
      text = `(${i.name} ${j.name})`;
    }
    this.#fixed.set(
      'P',
      indices.map(({ upper }) => sized(upper)),
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
    this.#fixed.set('P', extents.map(sized));
    this.#add('S', texts, indices, first, { extra: [{ tensor: 'P', text: `P[${names.join(', ')}]` }] });
    if (internalRead === 'reduced' && indices.length > 1) {
      const reduced = indices.at(-1) as Index;
      const kept = indices.slice(0, -1);
      this.#results = extents.slice(0, -1).map(sized);
      this.#add('Y', texts.slice(0, -1), kept, { ...second, binders: [] }, { reduced, extra: [internal(names)] });
      return;
    }
    this.#results = extents.map(sized);
    const padded = names.map((name, d) => (d === 0 ? `${name} - 1` : name));
    const extra = internalRead === 'padded' ? [internal(padded, ' or 0'), internal(names)] : [internal(names)];
    this.#add('Y', texts, indices, second, { extra });
  }

  #add(
    tensor: string,
    left: readonly string[],
    indices: readonly Index[],
    { binders, reads, operator = 'sum', factored = false }: EquationPlan,
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
        bounded.map(({ plan }) => boundingExtent(plan.size)),
      );
      extra.push({ tensor: name, text: `${name}[${bounded.map((b) => b.name).join(', ')}]` });
    }
    const [a, b] = all.filter(({ kind, lower }) => kind !== 'inner' && lower === 0) as [Index?, Index?];
    if (factored && a && b) {
      const name = `G${this.#equations.length}`;
      this.#fixed.set(name, [factoredExtent(name, a, b)]);
      extra.push({ tensor: name, text: `${name}[(${a.name} ${b.name})]` });
    }
    const { when } = more;
    const equation = { tensor, left, binders: bound, reads: uses, indices: all, extra, operator };
    this.#equations.push({ ...equation, ...(when ? { when } : {}) });
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

  #equationText({ tensor, left, binders, reads, when, extra, operator }: EquationUse): string {
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
    const reduction = `${operator}[${ranges.join(', ')}] ${reduced || '1'}`;
    const sum = beside.length > 0 ? [`(${reduction})`, ...beside].join(' + ') : reduction;
    const value = ranges.length > 0 ? sum : product([...texts, ...more]);
    return `${tensor}[${left.join(', ')}] = ${value}${when === undefined ? '' : ` when ${when}`}`;
  }
}

/** What a kernel needs to know of an equation. */
function written({
  tensor,
  indices,
  binders,
  reads,
  extra,
  operator,
  when,
}: EquationUse): Omit<WrittenEquation, 'number'> {
  const read = [...reads.map((r) => r.tensor), ...extra.map((e) => e.tensor)];
  const plain = reads.filter(({ padded }) => !padded).map((r) => r.tensor);
  const bound = binders.map(({ name }) => name);
  const whole = bound.length > 0 && !reads.some(({ outside }) => outside);
  return {
    tensor,
    indices: indices.map(({ name }) => name),
    reads: [...new Set(read)],
    left: indices.map(({ name }) => name).filter((name) => !bound.includes(name)),
    binders: bound,
    certain: [...plain, ...extra.filter(({ text }) => !text.includes(' or ')).map((e) => e.tensor)],
    mayBeEmpty: when?.includes('> ') === true && !read.includes(tensor),
    ...(whole ? { operator } : {}),
    extents: new Map(indices.map(({ name, lower, upper }) => [name, upper - lower])),
  };
}

function bare(plan: LeftPlan): LeftPlan {
  return { ...plan, kind: 'bare' };
}

function internal(index: readonly string[], fallback = '') {
  return { tensor: 'S', text: `S[${index.join(', ')}]${fallback}` };
}
