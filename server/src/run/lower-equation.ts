/** One equation → its concrete form: slots, ranges, conditions, expression. */
import type { Equation } from '../model/equation.ts';
import type { IndexExpression } from '../model/index-expression.ts';
import type { SizeConstraint } from '../model/size.ts';
import type { Condition, Read, Reduce, Value } from '../model/value.ts';
import type { CaseValues } from './case-values.ts';
import type {
  Binder,
  Comparison,
  ConcreteEquation,
  ConcreteRead,
  Expression,
  LeftCondition,
  Reduction,
} from './concrete-op.ts';
import { type ConcreteTensor, spreadIndices } from './concrete-tensor.ts';
import { valueFunction } from './functions.ts';
import { affineForm, constantForm, type IndexForm, type IndexScope, indexForm, slotForm } from './index-form.ts';
import { bareExtents, leftRanges, type RangeRead } from './ranges.ts';
import { refuse } from './refusal.ts';
import { compare } from './relation.ts';

export class EquationLowering {
  readonly #equation: Equation;
  readonly #values: CaseValues;
  readonly #tensorOf: (name: string) => ConcreteTensor;
  readonly #indices: string[];
  readonly #reads: ConcreteRead[] = [];
  readonly #reductions: Reduction[] = [];
  /** Slots of the names in scope. */
  readonly #slots = new Map<string, number>();

  constructor(equation: Equation, values: CaseValues, tensorOf: (name: string) => ConcreteTensor) {
    this.#equation = equation;
    this.#values = values;
    this.#tensorOf = tensorOf;
    const spreads = equation.left.flatMap((item) => (item.kind === 'spread' ? spreadIndices(item.name, values) : []));
    this.#indices = [...new Set([...equation.indices, ...spreads])];
    this.#indices.forEach((name, slot) => void this.#slots.set(name, slot));
  }

  lower(): ConcreteEquation {
    const { right, number, when } = this.#equation;
    const tensor = this.#tensorOf(this.#equation.tensor);
    const leftCount = this.#indices.length;
    const left = this.#axes(tensor, this.#equation.left);
    const expression: Expression =
      right.kind === 'value' ? this.#expression(right.value, []) : { kind: 'number', value: Number.NaN };
    const whole = expression.kind === 'reduce' ? { whole: expression.reduction } : {};
    const leftNames = this.#indices.slice(0, leftCount);
    const ranges = leftRanges({ tensor, left, indices: leftNames, reads: this.#reads });
    return {
      tensor,
      number,
      point: new Int32Array(this.#indices.length),
      indices: this.#indices,
      leftCount,
      ranges: ranges.box,
      conditions: [...ranges.inside, ...when.map((constraint) => this.#condition(constraint))],
      left,
      right: expression,
      ...whole,
      reductions: this.#reductions,
      reads: this.#reads,
    };
  }

  #scope(): IndexScope {
    return { slots: this.#slots, sizes: this.#values.sizes };
  }

  #condition({ left, relation, right }: SizeConstraint): LeftCondition {
    const [a, b] = [indexForm(left, this.#scope()), indexForm(right, this.#scope())];
    const holds = compare(relation);
    return { slots: [...new Set([...a.slots, ...b.slots])], holds: (point) => holds(a.call(point), b.call(point)) };
  }

  /** An index list by axis of the tensor. */
  #axes(tensor: ConcreteTensor, items: readonly IndexExpression[]): readonly IndexForm[] {
    const forms: IndexForm[] = [];
    let group = 0;
    const next = () => tensor.groups[group++];
    for (const item of items) {
      if (item.kind === 'spread') {
        for (const name of spreadIndices(item.name, this.#values)) {
          next();
          forms.push(slotForm(this.#slot(name)));
        }
      } else if (item.kind === 'size') {
        const form = indexForm(item.size, this.#scope());
        forms.push(...this.#spread(tensor, forms.length, next() ?? 0, form));
      } else if (item.kind === 'factored') {
        forms.push(...this.#factored(tensor, next() ?? 0, item.names));
      } else throw refuse('broken', '`*` stands in extern ops only. Write an index.');
    }
    if (group !== tensor.groups.length || forms.length !== tensor.extents.length) {
      throw refuse('shape-mismatch', `\`${tensor.name}\` is read or written with a wrong number of indices.`);
    }
    return forms;
  }

  /** One index for a factored dimension counts through all its axes, the last fastest. */
  #spread(tensor: ConcreteTensor, first: number, axes: number, form: IndexForm): readonly IndexForm[] {
    if (axes <= 1) return [form];
    const { call, slots } = form;
    let below = 1;
    const forms: IndexForm[] = [];
    for (let axis = first + axes - 1; axis >= first; axis--) {
      const stride = below;
      const extent = axis === first ? Number.POSITIVE_INFINITY : (tensor.extents[axis] as number);
      const quotient = (value: number) => Math.floor(value / stride);
      // the first axis keeps what is outside of the tensor, so that it is seen
      const at = (value: number) => (axis === first ? quotient(value) : modulo(quotient(value), extent));
      forms.unshift({ slots, call: (point) => at(call(point)) });
      below *= extent;
    }
    return forms;
  }

  #factored(tensor: ConcreteTensor, axes: number, names: readonly string[]): readonly IndexForm[] {
    if (axes === names.length) return names.map((name) => slotForm(this.#slot(name)));
    const message = `\`(${names.join(' ')})\` indexes a dimension of \`${tensor.name}\` that is not made of ${names.length} sizes. Declare it as \`(${names.map((n) => n.toUpperCase()).join(' ')})\`.`;
    throw refuse('shape-mismatch', message);
  }

  #slot(name: string): number {
    const slot = this.#slots.get(name);
    if (slot === undefined) throw refuse('broken', `\`${name}\` is no index here. Correct the name.`);
    return slot;
  }

  #expression(value: Value, around: readonly Reduction[]): Expression {
    switch (value.kind) {
      case 'number':
        return { kind: 'number', value: Number(value.text) };
      case 'infinity':
        return { kind: 'number', value: Number.POSITIVE_INFINITY };
      case 'name':
        return this.#name(value.name);
      case 'read':
        return { kind: 'read', read: this.#read(value, around) };
      case 'negate':
        return { kind: 'negate', operand: this.#expression(value.operand, around) };
      case 'binary': {
        const left = this.#expression(value.left, around);
        return { kind: 'binary', operator: value.operator, left, right: this.#expression(value.right, around) };
      }
      case 'call': {
        const called = valueFunction(value.function);
        if (!called) throw refuse('broken', `There is no function \`${value.function}\`. Correct the name.`);
        const parts = value.arguments.map((argument) => this.#expression(argument, around));
        return { kind: 'call', function: called, arguments: parts };
      }
      case 'cast': {
        const type = this.#values.elements.get(value.type) ?? value.type;
        return { kind: 'cast', type, operand: this.#expression(value.operand, around) };
      }
      case 'select': {
        const conditions = value.conditions.map((condition) => this.#comparison(condition, around));
        const chosen = this.#expression(value.chosen, around);
        return { kind: 'select', conditions, chosen, otherwise: this.#expression(value.otherwise, around) };
      }
      case 'reduce':
        return this.#reduce(value, around);
      case 'invalid':
        throw refuse('broken', 'An equation has a part that means nothing. Correct it first.');
    }
  }

  #comparison({ left, relation, right }: Condition, around: readonly Reduction[]): Comparison {
    return { left: this.#expression(left, around), relation, right: this.#expression(right, around) };
  }

  #name(name: string): Expression {
    const slot = this.#slots.get(name);
    if (slot !== undefined) return { kind: 'index', slot };
    const value = this.#values.numbers.get(name);
    if (value === undefined) throw refuse('broken', `\`${name}\` is no index, size or const. Correct the name.`);
    return { kind: 'number', value };
  }

  #read({ tensor: name, index, fallback }: Read, around: readonly Reduction[]): ConcreteRead {
    const tensor = this.#tensorOf(name);
    const at = this.#axes(tensor, index);
    const number = this.#reads.length;
    this.#reads.push({ tensor, at, around, number });
    if (!fallback) return this.#reads[number] as ConcreteRead;
    const read = { tensor, at, around, number, fallback: this.#expression(fallback, around) };
    this.#reads[number] = read;
    return read;
  }

  /** The ranges of binders without `in` come from the reads in the body, so the body is lowered first. */
  #reduce({ operator, indices, body }: Reduce, around: readonly Reduction[]): Expression {
    const explicit = indices.map(
      ({ range }) => range && [range.from, range.to].map((s) => indexForm(s, this.#scope())),
    );
    const binders: Binder[] = [];
    const reduction: Reduction = { operator, binders };
    this.#reductions.push(reduction);
    const hidden = new Map(indices.map(({ index }) => [index, this.#slots.get(index)]));
    for (const { index } of indices) {
      this.#slots.set(index, this.#indices.length);
      this.#indices.push(index);
    }
    const own = indices.map(({ index }) => this.#slots.get(index) as number);
    const before = this.#reads.length;
    const lowered = this.#expression(body, [...around, reduction]);
    const reads = this.#reads.slice(before);
    for (const [i, { index }] of indices.entries()) {
      const [lower, upper] = explicit[i] ?? [constantForm(0), this.#bareUpper(index, own[i] as number, reads)];
      binders.push({ name: index, slot: own[i] as number, lower: lower as IndexForm, upper: upper as IndexForm });
    }
    for (const [name, slot] of hidden) {
      if (slot === undefined) this.#slots.delete(name);
      else this.#slots.set(name, slot);
    }
    return { kind: 'reduce', reduction, body: lowered };
  }

  /** A read with `or` bounds a reduction index only where no other read does. */
  #bareUpper(name: string, slot: number, reads: readonly RangeRead[]): IndexForm {
    const others = reads.filter((read) => read.tensor.name !== this.#equation.tensor);
    const plain = bareExtents(
      others.filter((read) => !read.fallback),
      slot,
    );
    const extents = plain.length > 0 ? plain : bareExtents(others, slot);
    if (extents.length > 0) return affineForm(Math.min(...extents), []);
    throw refuse('unbounded-index', `Nothing bounds the reduction index \`${name}\`. Write \`${name} in 0..n\`.`);
  }
}

function modulo(value: number, divisor: number): number {
  return value - divisor * Math.floor(value / divisor);
}
