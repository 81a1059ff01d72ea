/**
 * Plan → text of a kernel: loops around all equations, then for each group (the equations of one tensor, or one of them)
 * its own loops and its `do`; loads and holds in the blocks that the plan chooses.
 */
import type { BufferPlan, HoldPlan, KernelPlan, LayoutPlan, LoopPlan } from './plan.ts';
import type { WrittenEquation, WrittenOp, WrittenTensor } from './write-op.ts';

/** Linear memories and memories with partitions. */
const MEMORIES = ['sram', 'sbuf', 'psum', 'sram'];
const TYPES = ['', '', ': f32', ': i8'];

export const TARGET = `target t {
  memory hbm { capacity 1 GiB }
  memory sram { capacity 1 MiB }
  memory sbuf { capacity 1 MiB, partitions 4 }
  memory psum { capacity 1 MiB, partitions 16, banks 8 }
  dma hbm <-> hbm { engines 1 }
  dma hbm <-> sram { engines 1 }
  dma hbm <-> sbuf { engines 1 }
  dma hbm <-> psum { engines 1 }
  dma sram <-> sram { engines 1 }
  dma sram <-> sbuf { engines 1 }
  dma sram <-> psum { engines 1 }
  dma sbuf <-> sbuf { engines 1 }
  dma sbuf <-> psum { engines 1 }
  dma psum <-> psum { engines 1 }
}`;

/** The equations of one `do`, with the loops around it alone. */
export interface Group {
  readonly name: string;
  readonly tensor: string;
  readonly equations: readonly WrittenEquation[];
  readonly loops: readonly LoopPlan[];
}

/** Lines at the start and at the end of a block. */
interface BlockLines {
  readonly before: string[];
  readonly after: string[];
}

/** @returns the kernel of a plan for this op. */
export function writeKernel(plan: KernelPlan, op: WrittenOp): string {
  return new KernelWriter(plan, op).write();
}

class KernelWriter {
  readonly #plan: KernelPlan;
  readonly #op: WrittenOp;
  readonly #groups: readonly Group[];
  readonly #common: BlockLines[];
  readonly #own: BlockLines[][];
  readonly #commonIndices: readonly string[];
  readonly #tunes: string[] = [];

  constructor(plan: KernelPlan, op: WrittenOp) {
    this.#plan = plan;
    this.#op = op;
    this.#groups = groupsOf(plan, op);
    const [first, ...others] = this.#groups.map(({ equations }) => equations.flatMap(({ indices }) => indices));
    const shared = (first as string[]).filter((index) => others.every((indices) => indices.includes(index)));
    // some kernels have a loop that an equation lacks, which repeats it
    this.#commonIndices = shared.length > 0 && !plan.axisOfTensor ? shared : (first as string[]);
    const block = (): BlockLines => ({ before: [], after: [] });
    this.#common = [block(), ...plan.common.map(block)];
    this.#own = this.#groups.map(({ loops }) => [block(), ...loops.map(block)]);
  }

  write(): string {
    this.#holds();
    this.#loads();
    const body = this.#commonBlock(0);
    return ['kernel k for f on t {', ...indent([...this.#tunes, ...body]), '}'].join('\n');
  }

  /** Blocks around a group, outermost first: those of the common loops, the group's own place, those of its own loops. */
  #blocksOf(group: number): readonly BlockLines[] {
    return [...this.#common, ...(this.#own[group] as BlockLines[])];
  }

  #holds(): void {
    const tensors = [...new Set(this.#groups.map(({ tensor }) => tensor))];
    tensors.forEach((tensor, t) => {
      const groups = this.#groups.flatMap((group, g) => (group.tensor === tensor ? [g] : []));
      const holds = (this.#plan.holds[t] as readonly HoldPlan[]).map((hold) => ({
        ...hold,
        level: hold.level % this.#blocksOf(groups[0] as number).length,
      }));
      for (const hold of holds.toSorted((a, b) => a.level - b.level)) {
        // in a common block one buffer serves all groups of the tensor
        const served = hold.level < this.#common.length ? groups.slice(0, 1) : groups;
        for (const group of served) {
          const blocks = this.#blocksOf(group);
          const block = blocks[Math.min(hold.level, blocks.length - 1)] as BlockLines;
          block.before.push(this.#buffer('hold', tensor, hold));
          const ends = tensor === 'Y' || this.#plan.endsInternal;
          if (ends) block.after.push(`${hold.depth === 2 ? 'accumulate' : 'store'} ${tensor}`);
        }
      }
    });
  }

  #loads(): void {
    const tensors = [...this.#op.tensors.keys()].filter((tensor) => tensor !== 'Y');
    for (const load of this.#plan.loads) {
      const group = load.group % this.#groups.length;
      const read = (this.#groups[group] as Group).equations.flatMap(({ reads }) => reads);
      // mostly a tensor that the group reads
      const choices =
        load.tensor === 5 ? tensors : [...new Set(read)].filter((tensor) => tensor !== 'Y' || load.depth === 2);
      const tensor = choices[load.tensor % Math.max(choices.length, 1)];
      if (tensor === undefined) continue;
      const blocks = this.#blocksOf(group);
      const written = this.#groups.findIndex((g) => g.tensor === tensor && tensor !== 'Y');
      // an internal tensor is loaded behind the group that writes it
      const first = written < 0 ? 0 : this.#common.length;
      if (written >= group) continue;
      const block = blocks[first + (load.level % (blocks.length - first))] as BlockLines;
      block.before.push(this.#buffer('load', tensor, load));
    }
  }

  #buffer(kind: 'load' | 'hold', tensor: string, plan: BufferPlan): string {
    const { labels } = this.#op.tensors.get(tensor) as WrittenTensor;
    const memory = MEMORIES[plan.memory % MEMORIES.length] as string;
    const type = TYPES[plan.type % TYPES.length] as string;
    const depth = plan.depth === 2 ? ' buffers 2' : '';
    const layout = plan.layout && labels.length > 0 ? ` as ${layoutText(plan.layout, labels, memory !== 'sram')}` : '';
    return `${kind} ${tensor}${type} in ${memory}${depth}${layout}`;
  }

  #commonBlock(level: number): string[] {
    const { before, after } = this.#common[level] as BlockLines;
    const loop = this.#plan.common[level];
    const inner = loop
      ? this.#for(loop, this.#commonIndices, '', this.#commonBlock(level + 1))
      : this.#groups.flatMap((_, group) => this.#braced(this.#ownBlock(group, 0)));
    return [...before, ...inner, ...after];
  }

  #braced(lines: readonly string[]): readonly string[] {
    return this.#plan.braces ? ['{', ...indent(lines), '}'] : lines;
  }

  #ownBlock(group: number, level: number): string[] {
    const { before, after } = (this.#own[group] as BlockLines[])[level] as BlockLines;
    const { loops, name, equations, tensor } = this.#groups[group] as Group;
    const loop = loops[level];
    const indices = equations.flatMap((equation) => equation.indices);
    const axis = this.#plan.axisOfTensor ? `${tensor}.` : '';
    const inner = loop ? this.#for(loop, indices, axis, this.#ownBlock(group, level + 1)) : [`do ${name}`];
    return [...before, ...inner, ...after];
  }

  /** Nothing but one loop inside: the two may stand in one `for`. */
  #for({ index, by, joined }: LoopPlan, indices: readonly string[], axis: string, body: readonly string[]): string[] {
    const name = indices[index % indices.length] as string;
    const size = this.#tileSize(by);
    const [head = '', ...rest] = body;
    if (joined && head.startsWith('for ') && rest.at(-1) === '}')
      return [`for ${axis}${name} by ${size}, ${head.slice('for '.length)}`, ...rest];
    return [`for ${axis}${name} by ${size} {`, ...indent(body), '}'];
  }

  #tileSize(by: number): string {
    if (!this.#plan.tune || by < 2) return `${by}`;
    const name = `N${this.#tunes.length}`;
    this.#tunes.push(`tune ${name} in [${by}, ${by + 1}] = ${by}`);
    return name;
  }
}

/** @returns the groups of a kernel: one a tensor, or one an equation. */
export function groupsOf({ own, apart }: KernelPlan, { equations }: WrittenOp): readonly Group[] {
  const tensors = [...new Set(equations.map(({ tensor }) => tensor))];
  if (tensors.length === 1 && equations.length > 1 && apart) {
    return equations.map((equation, i) => ({
      name: `${equation.tensor}.${equation.number}`,
      tensor: equation.tensor,
      equations: [equation],
      loops: own[i] as readonly LoopPlan[],
    }));
  }
  return tensors.map((tensor, i) => ({
    name: tensor,
    tensor,
    equations: equations.filter((equation) => equation.tensor === tensor),
    loops: own[i] as readonly LoopPlan[],
  }));
}

/** @returns every dimension, in some order, some of them split; in a memory with partitions a bar. */
export function layoutText(
  { order, splits, bar }: LayoutPlan,
  labels: readonly string[],
  partitioned: boolean,
): string {
  const rotated = labels.map((_, i) => labels[(i + order) % labels.length] as string);
  const items = rotated.flatMap((label, i) => {
    const divisor = splits[i] ?? 0;
    return divisor < 2 ? [label] : [`${label} % ${divisor}`, `${label} / ${divisor}`];
  });
  if (!partitioned) return `[${items.join(', ')}]`;
  const at = bar % (items.length + 1);
  return `[${items.slice(0, at).join(', ')} | ${items.slice(at).join(', ')}]`;
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
