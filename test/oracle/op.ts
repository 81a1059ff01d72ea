/**
 * An op at concrete sizes as the oracle sees it: for each equation its indices, the range of each, and functions that
 * give the element written and the elements read at a point. Ranges follow rule 3 of the language and are found by
 * trying every value.
 */
import type { Binder, Equation, OpDeclaration, ReadExpression } from '../../server/src/syntax/ast.ts';
import {
  type Condition,
  compile,
  compileConstraint,
  type IntegerFunction,
  namesIn,
  type Point,
  type Scope,
} from './expressions.ts';
import { readsOf, rightSide } from './right-side.ts';

/** Half-open. */
export interface Range {
  readonly lower: number;
  readonly upper: number;
}

export interface OracleTensor {
  readonly name: string;
  readonly extents: readonly number[];
  readonly labels: readonly (string | undefined)[];
  readonly bits: number;
  /** The memory after `in`. */
  readonly memory?: string;
}

export interface OracleAccess {
  readonly tensor: string;
  readonly at: readonly IntegerFunction[];
  /** Slots of the indices that the access mentions. */
  readonly slots: readonly number[];
  /** Slots of the binders of the reductions that it stands in. */
  readonly binders: readonly number[];
  /** It may leave the tensor. */
  readonly padded: boolean;
}

export interface OracleEquation {
  readonly tensor: string;
  /** By slot: left-side indices, then binders. */
  readonly indices: readonly string[];
  readonly leftCount: number;
  readonly ranges: readonly Range[];
  /** What the left-side indices must satisfy beyond their ranges. */
  readonly conditions: readonly Condition[];
  readonly write: OracleAccess;
  readonly reads: readonly OracleAccess[];
}

export interface OracleOp {
  readonly tensors: ReadonlyMap<string, OracleTensor>;
  readonly equations: readonly OracleEquation[];
}

/** An index that nothing bounds up to here counts as unbounded; fewer values are tried where indices are coupled. */
const SEARCH = 16384;
const COUPLED_SEARCH = 64;

const bitsOf: Record<string, number> = { f64: 64, f32: 32, f16: 16, bf16: 16, i32: 32, i16: 16, i8: 8, i4: 4 };
const promotion = ['f64', 'f32', 'f16', 'bf16', 'i32', 'i16', 'i8', 'i4'];

/** @returns the bits of an element of this type. */
export function elementBits(type: string): number {
  const bits = bitsOf[type];
  if (bits === undefined) throw new Error(`the oracle does not know the type ${type}`);
  return bits;
}

/** A condition on the slots that it mentions. */
interface LeftCondition {
  readonly slots: readonly number[];
  readonly holds: Condition;
}

/** Reads an op at these values of sizes and consts, and these types of type variables. */
export class OpReader {
  readonly #tree: OpDeclaration;
  readonly #values: ReadonlyMap<string, number>;
  readonly #elements: ReadonlyMap<string, string>;
  readonly #equations = new Map<Equation, OracleEquation>();
  readonly #extents = new Map<string, readonly number[]>();

  constructor(tree: OpDeclaration, values: ReadonlyMap<string, number>, elements: ReadonlyMap<string, string>) {
    this.#tree = tree;
    this.#values = values;
    this.#elements = elements;
  }

  read(): OracleOp {
    const names = [...this.#declared().map((t) => t.name.name), ...this.#tree.equations.map((e) => e.tensor.name)];
    const tensors = new Map<string, OracleTensor>();
    for (const name of names) {
      const memory = this.#declaration(name)?.memory?.name;
      const bits = elementBits(this.#type(name));
      const tensor = { name, extents: this.#extentsOf(name), labels: this.#labels(name), bits };
      tensors.set(name, memory === undefined ? tensor : { ...tensor, memory });
    }
    return { tensors, equations: this.#tree.equations.map((equation) => this.#equation(equation)) };
  }

  #declared() {
    const parameters = this.#tree.parameters.list.flatMap((p) => ('type' in p ? [p] : []));
    return [...parameters, ...this.#tree.results];
  }

  #declaration(name: string) {
    return this.#declared().find((tensor) => tensor.name.name === name);
  }

  #extentsOf(name: string): readonly number[] {
    const known = this.#extents.get(name);
    if (known) return known;
    const dimensions = this.#declaration(name)?.type.dimensions;
    const extents = dimensions ? dimensions.map(({ size }) => this.#constant(size)) : this.#writtenExtents(name);
    this.#extents.set(name, extents);
    return extents;
  }

  #constant(expression: Parameters<typeof compile>[0]): number {
    return compile(expression, { values: this.#values, slots: new Map() })([]);
  }

  /** From 0 to the largest index that the equations write. */
  #writtenExtents(name: string): readonly number[] {
    const extents: number[] = [];
    for (const tree of this.#tree.equations.filter((equation) => equation.tensor.name === name)) {
      const equation = this.#equation(tree);
      equation.write.at.forEach((_, d) => {
        extents[d] ??= 0;
      });
      for (const point of leftPoints(equation, equation.ranges)) {
        equation.write.at.forEach((at, d) => {
          extents[d] = Math.max(extents[d] as number, at(point) + 1);
        });
      }
    }
    return extents;
  }

  #labels(name: string): readonly (string | undefined)[] {
    const declared = this.#declaration(name);
    if (!declared) {
      const first = this.#tree.equations.find((equation) => equation.tensor.name === name);
      return (first?.index ?? []).map((item) => (item.kind === 'name' ? item.name : undefined));
    }
    const own = (declared.type.dimensions ?? []).map(
      ({ label, size }) => label?.name ?? (size.kind === 'name' ? size.name.toLowerCase() : undefined),
    );
    return own.map((label) => (own.filter((other) => other === label).length === 1 ? label : undefined));
  }

  #type(name: string): string {
    const concrete = (type: string) => this.#elements.get(type) ?? type;
    const declared = this.#declaration(name);
    if (declared) return concrete(declared.type.element.name);
    const equations = this.#tree.equations.filter((equation) => equation.tensor.name === name);
    const annotated = equations.find((equation) => equation.type)?.type?.name;
    if (annotated !== undefined) return concrete(annotated);
    const read = equations.flatMap((equation) => rightSide(equation).reads.map(({ read: { tensor } }) => tensor.name));
    const types = read.filter((tensor) => tensor !== name).map((tensor) => this.#type(tensor));
    // neither of the two 16-bit floats holds the other
    if (types.includes('f16') && types.includes('bf16') && !types.includes('f64')) return 'f32';
    return promotion.find((type) => types.includes(type)) ?? '';
  }

  #equation(tree: Equation): OracleEquation {
    const known = this.#equations.get(tree);
    if (known) return known;
    const { reads, binders } = rightSide(tree);
    const left = [...new Set(tree.index.flatMap(namesIn))].filter((name) => !this.#values.has(name));
    const leftSlots = new Map(left.map((index, slot) => [index, slot]));
    const scope: Scope = { values: this.#values, slots: leftSlots };
    const slotOf = (binder: Binder) => left.length + binders.indexOf(binder);
    const inside = this.#insideConditions(tree, scope);
    const plainReads = reads.map(({ read }) => read);
    const leftRanges = this.#leftRanges(left, tree, plainReads, inside);
    const when = tree.right.kind === 'value' ? tree.right.when.map((c) => compileConstraint(c, scope)) : [];
    const equation: OracleEquation = {
      tensor: tree.tensor.name,
      indices: [...left, ...binders.map(({ index }) => index.name)],
      leftCount: left.length,
      ranges: [...leftRanges, ...binders.map((binder) => this.#binderRange(binder, readsOf(binder, reads)))],
      conditions: [...coupled(inside).map(({ holds }) => holds), ...when],
      write: { tensor: tree.tensor.name, ...accessed(tree.index, scope), binders: [], padded: false },
      reads: reads.map(({ read, around }) => {
        // two reductions may have a binder of one name, each with its own range
        const own = around.map((binder) => [binder.index.name, slotOf(binder)] as const);
        const inner: Scope = { values: this.#values, slots: new Map([...leftSlots, ...own]) };
        return {
          tensor: read.tensor.name,
          ...accessed(read.index, inner),
          binders: around.map(slotOf),
          padded: read.fallback !== undefined,
        };
      }),
    };
    this.#equations.set(tree, equation);
    return equation;
  }

  /** For each dimension: the left side lies inside of the tensor; an internal tensor is long enough. */
  #insideConditions(tree: Equation, scope: Scope): readonly LeftCondition[] {
    const extents = this.#declaration(tree.tensor.name) ? this.#extentsOf(tree.tensor.name) : [];
    return tree.index.map((item, d) => {
      const at = compile(item, scope);
      const extent = extents[d] ?? Number.POSITIVE_INFINITY;
      return { slots: slotsOf([item], scope), holds: (point) => at(point) >= 0 && at(point) < extent };
    });
  }

  #leftRanges(
    left: readonly string[],
    tree: Equation,
    reads: readonly ReadExpression[],
    inside: readonly LeftCondition[],
  ): readonly Range[] {
    const others = reads.filter((read) => !read.fallback && read.tensor.name !== tree.tensor.name);
    const own = left.map((index, slot) => {
      const conditions = inside.filter(({ slots }) => slots.length === 1 && slots[0] === slot);
      const search = coupled(inside).some(({ slots }) => slots.includes(slot)) ? COUPLED_SEARCH : SEARCH;
      const limit = Math.min(search, ...this.#bareExtents(index, others));
      const point: number[] = [];
      const values = Array.from({ length: limit }, (_, value) => value).filter((value) => {
        point[slot] = value;
        return conditions.every(({ holds }) => holds(point));
      });
      return hull(values);
    });
    const ranges = coupled(inside).length === 0 ? own : project(own, coupled(inside));
    for (const { upper } of ranges) {
      if (upper === SEARCH || (upper === COUPLED_SEARCH && ranges !== own)) throw new Error('an index has no bound');
    }
    return ranges;
  }

  #binderRange({ index, range }: Binder, reads: readonly ReadExpression[]): Range {
    if (range) {
      const lower = this.#constant(range.from);
      return { lower, upper: Math.max(lower, this.#constant(range.to)) };
    }
    const plain = reads.filter((read) => !read.fallback);
    const bounded = this.#bareExtents(index.name, plain);
    const extents = bounded.length > 0 ? bounded : this.#bareExtents(index.name, reads);
    if (new Set(extents).size !== 1) throw new Error(`${index.name} addresses dimensions of extents [${extents}]`);
    return { lower: 0, upper: extents[0] as number };
  }

  #bareExtents(index: string, reads: readonly ReadExpression[]): number[] {
    return reads.flatMap((read) =>
      read.index.flatMap((item, d) =>
        item.kind === 'name' && item.name === index ? [this.#extentsOf(read.tensor.name)[d] as number] : [],
      ),
    );
  }
}

function coupled(conditions: readonly LeftCondition[]): readonly LeftCondition[] {
  return conditions.filter(({ slots }) => slots.length > 1);
}

function slotsOf(index: ReadExpression['index'], { slots }: Scope): readonly number[] {
  return [...new Set(index.flatMap(namesIn))].flatMap((name) => slots.get(name) ?? []);
}

function accessed(index: ReadExpression['index'], scope: Scope): Pick<OracleAccess, 'at' | 'slots'> {
  return { at: index.map((item) => compile(item, scope)), slots: slotsOf(index, scope) };
}

/** @returns the smallest range that holds these values, which ascend. */
function hull(values: readonly number[]): Range {
  return values.length === 0
    ? { lower: 0, upper: 0 }
    : { lower: values[0] as number, upper: (values.at(-1) as number) + 1 };
}

/** @returns for each index the hull of its values in the points that satisfy the conditions. */
function project(ranges: readonly Range[], conditions: readonly LeftCondition[]): readonly Range[] {
  const values = ranges.map(() => new Set<number>());
  for (const point of points(ranges)) {
    if (!conditions.every(({ holds }) => holds(point))) continue;
    point.forEach((value, slot) => {
      values[slot]?.add(value);
    });
  }
  return values.map((set) => hull([...set].sort((a, b) => a - b)));
}

/** Every point of a box, the last index fastest; the yielded list is reused. */
export function* points(ranges: readonly Range[]): Generator<Point> {
  if (ranges.some(({ lower, upper }) => upper <= lower)) return;
  const point = ranges.map(({ lower }) => lower);
  for (;;) {
    yield point;
    let slot = ranges.length - 1;
    for (; slot >= 0; slot--) {
      const { lower, upper } = ranges[slot] as Range;
      const next = (point[slot] as number) + 1;
      point[slot] = next < upper ? next : lower;
      if (next < upper) break;
    }
    if (slot < 0) return;
  }
}

/** The left-side points of an equation in these ranges (at least of its left-side indices); the list is reused. */
export function* leftPoints(equation: OracleEquation, ranges: readonly Range[]): Generator<Point> {
  for (const point of points(ranges.slice(0, equation.leftCount))) {
    if (equation.conditions.every((holds) => holds(point))) yield point;
  }
}
