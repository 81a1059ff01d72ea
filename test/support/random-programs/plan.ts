/**
 * Random programs as plans: small numbers that a writer turns into text. Every plan is a program, so a failure shrinks to
 * a short one: all numbers to 0, all lists to the shortest.
 */
import fc from 'fast-check';

/** `coefficient · index`, the index by its place among those of the equation. */
export interface TermPlan {
  readonly index: number;
  readonly coefficient: number;
}

/** One dimension of a read. */
export interface DimensionPlan {
  readonly terms: readonly TermPlan[];
  readonly offset: number;
  /** How much longer the tensor is than needed, or, where the read may cut or leave it, how much shorter. */
  readonly slack: number;
  /** The tensor is long enough for every value of the indices: the read cuts no range. */
  readonly covering?: boolean;
}

export interface ReadPlan {
  readonly tensor: number;
  readonly padded: boolean;
  /** Stands beside the reduction, not in it. */
  readonly outside: boolean;
  /** Holds for dimensions that have no plan. */
  readonly covering?: boolean;
  readonly dimensions: readonly DimensionPlan[];
}

export type LeftKind = 'bare' | 'offset' | 'strided' | 'reversed';

/** One left-side index. */
export interface LeftPlan {
  readonly size: number;
  readonly kind: LeftKind;
  readonly amount: number;
  readonly slack: number;
}

export interface BinderPlan {
  readonly size: number;
  /** `in from..`; absent: bounded by a dimension that it addresses bare. */
  readonly from?: number;
}

export type Operator = 'sum' | 'max' | 'min' | 'prod';

export interface EquationPlan {
  readonly binders: readonly BinderPlan[];
  readonly reads: readonly ReadPlan[];
  /** Of the reduction; absent: `sum`. */
  readonly operator?: Operator;
  /** Reads one more tensor, at a factored dimension of two of its indices. */
  readonly factored?: boolean;
}

/** What the op is made of, beside one equation of its result. */
export type Variant = 'single' | 'split' | 'when' | 'flat' | 'internal' | 'recurrence';

export interface OpPlan {
  readonly variant: Variant;
  readonly left: readonly LeftPlan[];
  /** Of the result: the first, and that of a second equation. */
  readonly equations: readonly [EquationPlan, EquationPlan];
  /** How an equation reads the internal tensor: bare, reduced, or padded at an offset. */
  readonly internalRead: 'bare' | 'reduced' | 'padded';
  readonly condition: number;
  readonly useConst: boolean;
  /** A recurrence reads the element before in the first dimension and behind in the second. */
  readonly skewed?: boolean;
}

export interface LoopPlan {
  readonly index: number;
  readonly by: number;
  /** Written in one `for` with the loop around it. */
  readonly joined: boolean;
}

export interface LayoutPlan {
  readonly order: number;
  /** By dimension; below 2: not split. */
  readonly splits: readonly number[];
  readonly bar: number;
}

export interface BufferPlan {
  readonly memory: number;
  readonly type: number;
  readonly depth: number;
  readonly layout?: LayoutPlan;
}

export interface LoadPlan extends BufferPlan {
  readonly tensor: number;
  readonly group: number;
  readonly level: number;
}

export interface HoldPlan extends BufferPlan {
  readonly level: number;
}

export interface KernelPlan {
  /** Loops around all equations. */
  readonly common: readonly LoopPlan[];
  /** Loops around the equations of one group: of one tensor, or one equation. */
  readonly own: readonly [readonly LoopPlan[], readonly LoopPlan[]];
  readonly loads: readonly LoadPlan[];
  /** For each written tensor, one or two. */
  readonly holds: readonly [readonly HoldPlan[], readonly HoldPlan[]];
  /** `do Y.1` and `do Y.2` apart. */
  readonly apart: boolean;
  readonly endsInternal: boolean;
  /** Each group in a block of its own. */
  readonly braces: boolean;
  readonly axisOfTensor: boolean;
  readonly tune: boolean;
}

export interface Plan {
  readonly op: OpPlan;
  readonly kernel: KernelPlan;
}

const small = (max: number) => fc.nat({ max });

const dimension: fc.Arbitrary<DimensionPlan> = fc.record({
  terms: fc.array(fc.record({ index: small(7), coefficient: fc.constantFrom(1, 1, 1, 1, 2, 3, -1) }), { maxLength: 2 }),
  offset: fc.constantFrom(0, 0, 0, 1, -1, -2, 2),
  slack: small(3),
});

const read: fc.Arbitrary<ReadPlan> = fc.record({
  tensor: small(3),
  padded: fc.boolean(),
  outside: small(4).map((n) => n === 4),
  dimensions: fc.array(dimension, { maxLength: 3 }),
});

const binder: fc.Arbitrary<BinderPlan> = fc.oneof(
  fc.record({ size: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ size: fc.integer({ min: 1, max: 4 }), from: small(2) }),
);

const equation: fc.Arbitrary<EquationPlan> = fc.record({
  binders: fc.array(binder, { maxLength: 2 }),
  reads: fc.array(read, { minLength: 1, maxLength: 3 }),
});

const left: fc.Arbitrary<LeftPlan> = fc.record({
  size: fc.integer({ min: 1, max: 9 }),
  kind: fc.constantFrom<LeftKind>('bare', 'bare', 'bare', 'offset', 'strided', 'reversed'),
  amount: small(3),
  slack: small(2),
});

const op: fc.Arbitrary<OpPlan> = fc.record({
  variant: fc.constantFrom<Variant>(
    'single',
    'single',
    'single',
    'split',
    'when',
    'flat',
    'internal',
    'internal',
    'recurrence',
  ),
  left: fc.array(left, { minLength: 1, maxLength: 3 }),
  equations: fc.tuple(equation, equation),
  internalRead: fc.constantFrom('bare', 'reduced', 'padded'),
  condition: small(5),
  useConst: fc.boolean(),
});

const loop: fc.Arbitrary<LoopPlan> = fc.record({
  index: small(7),
  by: fc.integer({ min: 1, max: 5 }),
  joined: fc.boolean(),
});

const layout: fc.Arbitrary<LayoutPlan> = fc.record({
  order: small(5),
  splits: fc.array(small(4), { minLength: 3, maxLength: 3 }),
  bar: small(3),
});

const buffer = {
  memory: small(3),
  type: small(3),
  depth: fc.integer({ min: 1, max: 2 }),
};

const hold: fc.Arbitrary<HoldPlan> = fc.record(
  { ...buffer, level: small(9), layout },
  { requiredKeys: ['memory', 'type', 'depth', 'level'] },
);

const load: fc.Arbitrary<LoadPlan> = fc.record(
  { ...buffer, level: small(9), tensor: small(5), group: small(1), layout },
  { requiredKeys: ['memory', 'type', 'depth', 'level', 'tensor', 'group'] },
);

const holds = fc.array(hold, { minLength: 1, maxLength: 2 });

const kernel: fc.Arbitrary<KernelPlan> = fc.record({
  common: fc.array(loop, { maxLength: 3 }),
  own: fc.tuple(fc.array(loop, { maxLength: 3 }), fc.array(loop, { maxLength: 3 })),
  loads: fc.array(load, { minLength: 1, maxLength: 4 }),
  holds: fc.tuple(holds, holds),
  apart: fc.boolean(),
  endsInternal: fc.boolean(),
  braces: fc.boolean(),
  axisOfTensor: small(15).map((n) => n === 15),
  tune: fc.boolean(),
});

/** Plans of programs. */
export const plans: fc.Arbitrary<Plan> = fc.record({ op, kernel });
