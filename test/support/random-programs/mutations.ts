/**
 * Changes that make a right kernel wrong, by the rule that they break. Each is offered only where it does: a `store` for an
 * `accumulate` is harmless if the loop over the binder has one iteration.
 */
import { type BlockNode, type DoNode, type ForNode, type KernelNode, tripsOf } from './kernel-tree.ts';
import type { WrittenTarget } from './targets.ts';
import type { WrittenEquation, WrittenOp } from './write-op.ts';

export type MutationKind =
  | 'store for accumulate'
  | 'dropped load'
  | 'swapped loops'
  | 'dropped store'
  | 'executed twice'
  | 'not executed'
  | 'wrong order'
  | 'across a carried axis'
  | 'wrong engine';

type Around = readonly (ForNode | BlockNode)[];
type Body = readonly KernelNode[];
/** What stands for a node instead; undefined: no change here. */
type Replace = (node: KernelNode, around: Around, siblings: Body) => readonly KernelNode[] | undefined;

/** @returns every tree in which one node is replaced. */
function replaced(body: Body, replace: Replace, around: Around = []): Body[] {
  return body.flatMap((node, i) => {
    const at = (nodes: Body): Body => [...body.slice(0, i), ...nodes, ...body.slice(i + 1)];
    const here = replace(node, around, body);
    const below = 'body' in node ? replaced(node.body, replace, [...around, node]) : [];
    return [...(here ? [at(here)] : []), ...below.map((inner) => at([{ ...node, body: inner } as KernelNode]))];
  });
}

/** @returns the wrong kernels of each kind that can be made of this one, the rarer kinds first; kinds without any are left out. */
export function mutants(body: Body, op: WrittenOp, target: WrittenTarget): ReadonlyMap<MutationKind, readonly Body[]> {
  const facts = new Facts(op, target);
  const all: readonly (readonly [MutationKind, readonly Body[]])[] = [
    ['store for accumulate', replaced(body, facts.storeForAccumulate)],
    ['swapped loops', replaced(body, facts.swappedLoops)],
    ['across a carried axis', replaced(body, facts.acrossCarried)],
    ['wrong order', facts.wrongOrders(body)],
    ['dropped load', facts.droppedLoads(body)],
    ['dropped store', replaced(body, droppedStore)],
    ['executed twice', replaced(body, (node) => (node.kind === 'do' && node.executes ? [node, node] : undefined))],
    ['not executed', replaced(body, (node) => (node.kind === 'do' && node.executes ? [] : undefined))],
    ['wrong engine', replaced(body, facts.wrongEngine)],
  ];
  return new Map(all.filter(([, bodies]) => bodies.length > 0));
}

/** Of the end of a hold in the block where something is written for certain. */
const droppedStore: Replace = (node, _, siblings) => {
  if (!isEnd(node) || node.tensor !== 'Y') return undefined;
  const beside = siblings.filter(({ group }) => node.group === undefined || group === node.group);
  return doesIn(beside).some(({ tensor, executes }) => tensor === 'Y' && executes) ? [] : undefined;
};

class Facts {
  readonly #op: WrittenOp;
  readonly #target: WrittenTarget;

  constructor(op: WrittenOp, target: WrittenTarget) {
    this.#op = op;
    this.#target = target;
  }

  readonly storeForAccumulate: Replace = (node, around, siblings) => {
    if (node.kind !== 'accumulate') return undefined;
    const outer = around.slice(0, -1).findLastIndex(({ body }) => body.some((n) => isHold(n, node.tensor)));
    const between = around.slice(outer + 1);
    const beside = siblings.filter(({ group }) => node.group === undefined || group === node.group);
    const executed = doesIn(beside).filter(({ tensor }) => tensor === node.tensor);
    const partial = between.some((loop, k) => this.#repeats(loop, around.slice(0, outer + 1 + k), executed));
    // the hold of this very end, if another one stands before it in the block
    const twice = (around.at(-1)?.body ?? []).filter((n) => isHold(n, node.tensor)).length > 1;
    return partial && !twice ? [{ ...node, kind: 'store' }] : undefined;
  };

  /** All loads of a parameter at once: its reads then find it at home, where no engine reaches it. */
  droppedLoads(body: Body): Body[] {
    const certain = this.#op.equations.flatMap((equation) => (equation.mayBeEmpty ? [] : equation.certain));
    const parameters = [...new Set(certain)].filter((name) => name !== 'Y' && name !== 'S');
    const without = (nodes: Body, tensor: string): Body =>
      nodes
        .filter((node) => !(node.kind === 'load' && node.tensor === tensor))
        .map((node) => ('body' in node ? ({ ...node, body: without(node.body, tensor) } as KernelNode) : node));
    return parameters.map((tensor) => without(body, tensor));
  }

  /** `for i by 1 { for j by n {` where an element reads the one before in i and behind in j. */
  readonly swappedLoops: Replace = (node, around) => {
    if (!this.#op.carried?.skewed || node.kind !== 'for' || node.index !== 'i') return undefined;
    const at = node.body.findIndex(({ kind }) => kind === 'for');
    const inner = node.body[at];
    if (inner?.kind !== 'for' || inner.index !== 'j') return undefined;
    const many = (loop: ForNode, loops: Around) => tripsOf(loop, this.#extent(loop.index), loops) > 1;
    if (!this.#equationsOf(doesIn(node.body)).some(({ reads }) => reads.includes('Y'))) return undefined;
    if (!many(node, around) || !many(inner, [...around, node])) return undefined;
    const swapped: ForNode = { ...node, body: inner.body };
    const body = [...node.body.slice(0, at), swapped, ...node.body.slice(at + 1)];
    return [{ ...inner, body, ...(node.group === undefined ? {} : { group: node.group }) }];
  };

  /** Of two groups of which the second reads what the first writes, the second first. */
  wrongOrders(body: Body, around: Around = []): Body[] {
    const here = [...body.keys()].flatMap((i) => {
      const [first, second] = [body[i - 1], body[i]];
      if (first?.group === undefined || second?.group === undefined || first.group === second.group) return [];
      if (!this.#depends(body, first.group, second.group, around)) return [];
      const of = (group: number | undefined) => body.filter((node) => node.group === group);
      const before = body.slice(
        0,
        body.findIndex((node) => node.group === first.group),
      );
      const after = body.slice(body.findLastIndex((node) => node.group === second.group) + 1);
      return [[...before, ...of(second.group), ...of(first.group), ...after]];
    });
    const below = body.flatMap((node, i) =>
      'body' in node
        ? this.wrongOrders(node.body, [...around, node]).map((inner) => [
            ...body.slice(0, i),
            { ...node, body: inner } as KernelNode,
            ...body.slice(i + 1),
          ])
        : [],
    );
    return [...here, ...below];
  }

  readonly acrossCarried: Replace = (node, around) => {
    if (node.kind !== 'for' || node.across || around.some((a) => a.kind === 'for' && a.across)) return undefined;
    if (containsAcross(node.body) || tripsOf(node, this.#extent(node.index), around) < 2) return undefined;
    const { carried } = this.#op;
    const below = doesIn(node.body);
    const reads = below.some((step) => step.reads.includes(carried?.tensor ?? ''));
    const writes = below.some(({ tensor }) => tensor === carried?.tensor);
    // the first element of an outer tile may be there already
    const outermost = around.every((loop) => loop.kind !== 'for' || loop.index !== 'i');
    return reads && writes && outermost && node.index === 'i'
      ? [{ ...node, joined: false, across: this.#target.unit }]
      : undefined;
  };

  readonly wrongEngine: Replace = (node) => {
    if (node.kind !== 'do' || node.reads.length === 0) return undefined;
    return [{ ...node, engine: this.#target.farEngine }];
  };

  #depends(body: Body, first: number, second: number, around: Around): boolean {
    const of = (group: number) => doesIn(body.filter((node) => node.group === group));
    // with one step of a recurrence at a time, the first equation has run an iteration before
    const single = around.some((loop) => loop.kind === 'for' && loop.index === 'i' && loop.by === 1);
    return of(first).some(({ tensor }) =>
      of(second).some((step) => step.reads.includes(tensor) && !(single && step.tensor === tensor)),
    );
  }

  /** Whether the loop has several iterations over a binder of an equation that is executed for certain. */
  #repeats(loop: ForNode | BlockNode, around: Around, executed: readonly DoNode[]): boolean {
    if (loop.kind !== 'for') return false;
    const { index } = loop;
    return this.#equationsOf(executed).some(({ binders, mayBeEmpty, extents }) => {
      return binders.includes(index) && !mayBeEmpty && tripsOf(loop, extents.get(index) ?? 0, around) > 1;
    });
  }

  #equationsOf(executed: readonly DoNode[]): readonly WrittenEquation[] {
    return this.#op.equations.filter(({ tensor, number }) =>
      executed.some(({ part }) => part === tensor || part === `${tensor}.${number}`),
    );
  }

  /** How many values the index takes in the equations of the result; in a recurrence, where it reads itself. */
  #extent(index: string): number {
    const equations = this.#op.equations.filter(({ tensor }) => tensor === 'Y');
    const most = Math.max(...equations.map(({ extents }) => extents.get(index) ?? 0));
    return this.#op.carried?.tensor === 'Y' && index === 'i' ? most - 1 : most;
  }
}

function isEnd(node: KernelNode): node is Extract<KernelNode, { kind: 'store' | 'accumulate' }> {
  return node.kind === 'store' || node.kind === 'accumulate';
}

function isHold(node: KernelNode, tensor: string): boolean {
  return node.kind === 'hold' && node.tensor === tensor;
}

function doesIn(nodes: Body): readonly DoNode[] {
  return nodes.flatMap((node) => (node.kind === 'do' ? [node] : 'body' in node ? doesIn(node.body) : []));
}

function containsAcross(nodes: Body): boolean {
  return nodes.some(
    (node) => (node.kind === 'for' && node.across !== undefined) || ('body' in node && containsAcross(node.body)),
  );
}
