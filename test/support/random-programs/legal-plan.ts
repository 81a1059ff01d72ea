/** Plans of programs that are right: every element defined once, every point executed once, everything where it is read. */
import fc from 'fast-check';
import { type EquationPlan, type LeftPlan, type Operator, type OpPlan, type Plan, plans } from './plan.ts';
import { type TargetPlan, targetPlans } from './targets.ts';

export interface LegalPlan extends Plan {
  readonly target: TargetPlan;
  /** Which of the loops that may be distributed is; absent: none. */
  readonly across?: number;
  /** Inner loads below the load that a tensor needs. */
  readonly innerLoads: boolean;
  /** A change that makes the kernel wrong: which of those that can be made, and where. */
  readonly mutation?: { readonly kind: number; readonly site: number };
}

const extra = fc.record({
  operators: fc.tuple(operator(), operator()),
  factored: fc.tuple(rarely(), rarely()),
  skewed: fc.boolean(),
  steps: rarely().map((plain) => !plain),
});

function operator(): fc.Arbitrary<Operator> {
  return fc.constantFrom<Operator>('sum', 'sum', 'max', 'min', 'prod');
}

function rarely(): fc.Arbitrary<boolean> {
  return fc.nat({ max: 3 }).map((n) => n === 3);
}

/** Absent `weight` times as often as not. */
function sometimes<Value>(weight: number, value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

export const legalPlans: fc.Arbitrary<LegalPlan> = fc
  .record({
    plan: plans,
    extra,
    target: targetPlans,
    across: sometimes(1, fc.nat({ max: 5 })),
    innerLoads: fc.boolean(),
    mutation: sometimes(2, fc.record({ kind: fc.nat({ max: 239 }), site: fc.nat({ max: 11 }) })),
  })
  .map(({ plan, extra: more, across, mutation, ...rest }) => ({
    ...rest,
    ...withOp(more.steps ? withCarryingLoops(plan, more) : plan, more),
    ...(across === undefined ? {} : { across }),
    ...(mutation === undefined ? {} : { mutation }),
  }));

type Extra = typeof extra extends fc.Arbitrary<infer Value> ? Value : never;

function withOp({ op, kernel }: Plan, more: Extra): Plan {
  return { op: covering(op, more), kernel };
}

/** Mostly, what reads an iteration before stands in a loop that says so. */
function withCarryingLoops(plan: Plan, { skewed }: Extra): Plan {
  const { op, kernel } = plan;
  if (op.variant === 'recurrence' && skewed) return stepwise(plan);
  if (op.variant !== 'internal' || op.internalRead !== 'padded') return plan;
  const tiles = { index: 0, by: 2, joined: false };
  return { op, kernel: { ...kernel, common: [tiles, ...kernel.common.slice(0, 2)] } };
}

/** A recurrence in two indices with the loops that it needs: one step of the first, tiles of the second. */
function stepwise({ op, kernel }: Plan): Plan {
  const [i, j = op.left[0] as LeftPlan, ...others] = op.left as [LeftPlan, ...LeftPlan[]];
  const left = [{ ...i, size: Math.max(i.size, 3) }, { ...j, size: Math.max(j.size, 3) }, ...others];
  const loops = [
    { index: 0, by: 1, joined: false },
    { index: 1, by: 2, joined: false },
  ];
  return { op: { ...op, left }, kernel: { ...kernel, common: [], own: [loops, loops] } };
}

/** The op with left sides that define every element, and reads that cut no range. */
function covering(op: OpPlan, { operators, factored, skewed }: Extra): OpPlan {
  const equation = (plan: EquationPlan, n: 0 | 1): EquationPlan => ({
    ...plan,
    operator: operators[n],
    factored: factored[n],
    reads: plan.reads.map((read) => ({
      ...read,
      covering: true,
      dimensions: read.dimensions.map((d) => ({ ...d, covering: true })),
    })),
  });
  // a recurrence of one step is none
  const left = op.left.map((l, d) =>
    coveringLeft(d === 0 && op.variant === 'recurrence' ? { ...l, size: l.size + 1 } : l),
  );
  return { ...op, left, skewed, equations: [equation(op.equations[0], 0), equation(op.equations[1], 1)] };
}

/** `Y[i + 1]` and `Y[2 * i]` leave elements out, `Y[i - 1]` and `Y[n - i]` do not. */
function coveringLeft(left: LeftPlan): LeftPlan {
  if (left.kind === 'strided') return { ...left, kind: 'bare' };
  return left.kind === 'offset' ? { ...left, amount: left.amount % 2 } : left;
}
