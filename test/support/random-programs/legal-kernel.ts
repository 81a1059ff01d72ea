/** Plan → a kernel that is right, as a tree: loops, the holds of what is written, and a load of all that is read. */
import type { CopyNode, ForNode, KernelNode } from './kernel-tree.ts';
import type { LegalPlan } from './legal-plan.ts';
import { type PlacedLoop, Placement } from './placement.ts';
import type { BufferPlan, LoadPlan } from './plan.ts';
import type { WrittenTarget } from './targets.ts';
import { type Group, layoutText } from './write-kernel.ts';
import type { WrittenOp, WrittenTensor } from './write-op.ts';

/** Lines at the start and at the end of a block. */
interface BlockNodes {
  readonly before: KernelNode[];
  readonly after: KernelNode[];
}

export interface LegalKernel {
  readonly tunes: readonly string[];
  readonly body: readonly KernelNode[];
}

const TYPES = ['', '', ': f32', ': i8'];

/** @returns the kernel of a plan for this op on this target. */
export function legalKernel(plan: LegalPlan, op: WrittenOp, target: WrittenTarget): LegalKernel {
  return new LegalKernelBuilder(plan, op, target).build();
}

class LegalKernelBuilder {
  readonly #plan: LegalPlan;
  readonly #op: WrittenOp;
  readonly #target: WrittenTarget;
  readonly #place: Placement;
  readonly #common: BlockNodes[];
  readonly #own: BlockNodes[][];
  readonly #tunes: string[] = [];
  /** The distributed loop: one of the common ones, or of those of a group. */
  readonly #across: { readonly group: number; readonly at: number } | undefined;

  constructor(plan: LegalPlan, op: WrittenOp, target: WrittenTarget) {
    this.#plan = plan;
    this.#op = op;
    this.#target = target;
    this.#place = new Placement(plan.kernel, op);
    const block = (): BlockNodes => ({ before: [], after: [] });
    this.#common = [block(), ...this.#place.common.map(block)];
    this.#own = this.#place.own.map((loops) => [block(), ...loops.map(block)]);
    this.#across = this.#distributed();
  }

  build(): LegalKernel {
    this.#holds();
    this.#loads();
    const body = this.#commonBlock(0);
    return { tunes: this.#tunes, body };
  }

  #distributed() {
    const { across } = this.#plan;
    if (across === undefined) return undefined;
    const common = this.#place.common.length;
    const candidates = this.#place.groups.flatMap((_, group) =>
      this.#place
        .loopsOf(group)
        .flatMap((_, at) =>
          (group === 0 || at >= common) && this.#place.mayDistribute(group, at) ? [{ group, at }] : [],
        ),
    );
    return candidates[across % Math.max(candidates.length, 1)];
  }

  #blockAt(group: number, level: number): BlockNodes {
    const first = this.#place.firstOwn;
    return (level < first ? this.#common[level] : this.#own[group]?.[level - first]) as BlockNodes;
  }

  #holds(): void {
    for (const { tensor, group, level, plan, end } of this.#place.holds) {
      const { before, after } = this.#blockAt(group, level);
      before.push(this.#buffer('hold', tensor, plan, group, level));
      if (end) after.push({ kind: end, tensor });
    }
  }

  #loads(): void {
    const { loads } = this.#plan.kernel;
    const everywhere = new Set<string>();
    let count = 0;
    const next = () => loads[count++ % loads.length] as LoadPlan;
    this.#place.groups.forEach(({ equations, tensor: own }, group) => {
      const read = new Set(equations.flatMap(({ reads }) => reads).filter((tensor) => tensor !== own));
      for (const tensor of read) {
        const plan = next();
        const written = this.#place.groups.some((g) => g.tensor === tensor);
        const held = written && this.#place.holds.some((h) => h.tensor === tensor && h.level < this.#place.firstOwn);
        const has = held || everywhere.has(tensor);
        if (has && !this.#plan.innerLoads) continue;
        // an internal tensor is loaded behind the group that writes it
        const least = written || has ? this.#place.firstOwn : 0;
        const level = this.#load(tensor, plan, group, least);
        if (level < this.#place.firstOwn) everywhere.add(tensor);
        if (this.#plan.innerLoads && plan.tensor > 2) this.#load(tensor, next(), group, level);
      }
    });
  }

  /** @returns the level of the block in which the load stands, `least` or more. */
  #load(tensor: string, plan: LoadPlan, group: number, least: number): number {
    const level = least + (plan.level % (this.#place.blocksOf(group) - least));
    this.#blockAt(group, level).before.push(this.#buffer('load', tensor, plan, group, level));
    return level;
  }

  #buffer(kind: 'load' | 'hold', tensor: string, plan: BufferPlan, group: number, level: number): CopyNode {
    const { labels } = this.#op.tensors.get(tensor) as WrittenTensor;
    const { memories, local } = this.#target;
    const across = this.#across;
    const isCommon = across !== undefined && across.at < this.#place.common.length;
    const inside =
      across !== undefined && (isCommon || across.group === group) && this.#place.loopsAround(level) > across.at;
    const choices = local !== undefined && inside ? [...memories, { name: local, partitioned: false }] : memories;
    const { name, partitioned } = choices[plan.memory % choices.length] as (typeof memories)[number];
    const type = TYPES[plan.type % TYPES.length] as string;
    const depth = plan.depth === 2 ? ' buffers 2' : '';
    // one dimension on partitions at most, so that it fits
    const layout = plan.layout && { ...plan.layout, bar: plan.layout.bar % 2 };
    const as = layout && labels.length > 0 ? ` as ${layoutText(layout, labels, partitioned)}` : '';
    return { kind, tensor, rest: `${type} in ${name}${depth}${as}` };
  }

  #commonBlock(level: number): KernelNode[] {
    const { before, after } = this.#common[level] as BlockNodes;
    const loop = this.#place.common[level];
    const across = this.#across?.at === level;
    const inner = loop
      ? [this.#for(loop, '', across, this.#commonBlock(level + 1))]
      : this.#place.groups.flatMap((_, group) => this.#group(group));
    return [...before, ...inner, ...after];
  }

  #group(group: number): KernelNode[] {
    const nodes = this.#ownBlock(group, 0);
    const tagged = this.#plan.kernel.braces ? [{ kind: 'block' as const, body: nodes }] : nodes;
    return tagged.map((node) => ({ ...node, group }));
  }

  #ownBlock(group: number, level: number): KernelNode[] {
    const { before, after } = (this.#own[group] as BlockNodes[])[level] as BlockNodes;
    const { name, equations, tensor } = this.#place.groups[group] as Group;
    const loop = (this.#place.own[group] as readonly PlacedLoop[])[level];
    const at = this.#place.common.length + level;
    const across = this.#across?.group === group && this.#across.at === at;
    // two names of one axis are not mixed
    const apart = this.#place.common.every(({ index }) => index !== loop?.index);
    const axis = this.#plan.kernel.axisOfTensor && apart ? `${tensor}.` : '';
    const certain = equations.filter(({ mayBeEmpty }) => !mayBeEmpty);
    const reads = [...new Set(certain.flatMap((equation) => equation.certain))];
    const inner: KernelNode = loop
      ? this.#for(loop, axis, across, this.#ownBlock(group, level + 1))
      : { kind: 'do', part: name, tensor, reads, executes: certain.length > 0, engine: this.#target.engine };
    return [...before, inner, ...after];
  }

  #for({ index, plan: { by, joined } }: PlacedLoop, axis: string, across: boolean, body: KernelNode[]): ForNode {
    const node = { kind: 'for' as const, axis: `${axis}${index}`, index, by, joined, body };
    const distributed = across ? { across: this.#target.unit } : {};
    if (!this.#plan.kernel.tune || by < 2) return { ...node, ...distributed };
    const tune = `N${this.#tunes.length}`;
    this.#tunes.push(`tune ${tune} in [${by}, ${by + 1}] = ${by}`);
    return { ...node, ...distributed, tune };
  }
}
