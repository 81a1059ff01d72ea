/** Executes a kernel step by step on real buffers. */
import { elementBits } from '../model/element-type.ts';
import { Compute, type ComputeOptions } from './compute.ts';
import type { Counting } from './counting.ts';
import type { DryRun } from './dry-run.ts';
import { type Geometry, geometryOf } from './geometry.ts';
import type { CopyNode, DoNode, EndNode, KernelProgram } from './kernel-nodes.ts';
import { type AcrossOrder, type Context, KernelWalk, type WalkVisitor } from './kernel-walk.ts';
import { destinationOf, drain, fill, servingPath } from './moves.ts';
import { eachInBox, HomePlace, LiveCopy } from './place.ts';
import type { PointCounts } from './point-counts.ts';
import { provenanceUnion } from './provenance.ts';
import { combination } from './reducing.ts';
import { refuse } from './refusal.ts';
import type { Survey } from './survey.ts';

export interface ExecutionOptions extends ComputeOptions {
  readonly order: AcrossOrder;
  readonly seed: number;
  /** Whether elements are provenance, and combine as such. */
  readonly provenance: boolean;
  readonly counting?: Counting;
  readonly pointCounts?: PointCounts;
}

/** The elements of a program's buffers may not need more than this together. */
const MAXIMUM_BUFFER_ELEMENTS = 2 ** 27;

/** @returns the geometry of each copy's buffer; refuses buffers that are too large together. */
export function geometriesOf(program: KernelProgram, survey: Survey): ReadonlyMap<CopyNode, Geometry> {
  const geometries = new Map<CopyNode, Geometry>();
  let elements = 0;
  for (const [node, extents] of survey.extents) {
    const geometry = geometryOf(extents, node.layout, program.memories.get(node.memory));
    elements += geometry.elements + node.tensor.size;
    geometries.set(node, geometry);
  }
  if (elements <= MAXIMUM_BUFFER_ELEMENTS) return geometries;
  const [needs, most] = [elements, MAXIMUM_BUFFER_ELEMENTS].map((n) => n.toLocaleString('en'));
  throw refuse(
    'too-large',
    `The buffers need ${needs} elements together; up to ${most} are kept. Choose a smaller case.`,
  );
}

export class KernelExecution implements WalkVisitor<LiveCopy> {
  readonly #program: KernelProgram;
  readonly #dryRun: DryRun;
  readonly #geometries: ReadonlyMap<CopyNode, Geometry>;
  readonly #options: ExecutionOptions;
  readonly #compute: Compute;
  readonly homes: ReadonlyMap<string, HomePlace>;
  /** Buffers that are not live. */
  readonly #free = new Map<CopyNode, LiveCopy[]>();

  /** `given`: the elements of parameters by name. */
  constructor(
    program: KernelProgram,
    dryRun: DryRun,
    geometries: ReadonlyMap<CopyNode, Geometry>,
    given: ReadonlyMap<string, Float64Array>,
    options: ExecutionOptions,
  ) {
    this.#program = program;
    this.#dryRun = dryRun;
    this.#geometries = geometries;
    this.#options = options;
    this.homes = homePlaces(program, given);
    this.#compute = new Compute(dryRun.accesses, this.homes, options);
  }

  run(): void {
    const { order, seed } = this.#options;
    new KernelWalk(this, { order, seed, spaceOf: (equation) => this.#dryRun.space(equation) }).run(this.#program.tree);
  }

  open(node: CopyNode, { intervals, live, units }: Context<LiveCopy>): LiveCopy {
    const { region, collector } = this.#dryRun.region(node, intervals);
    const copy = this.#free.get(node)?.pop() ?? new LiveCopy(node, this.#geometries.get(node) as Geometry);
    copy.begin(region.elements, units.length);
    eachInBox(node.tensor, region.inside, region.padded, copy.geometry, (element, address) => {
      if (collector.has(element)) copy.map[element] = address;
    });
    const { counting, round } = this.#options;
    if (node.kind === 'hold') {
      counting?.held(node);
      return copy;
    }
    const outer = live.get(node.tensor.name) ?? [];
    const home = this.#home(node.tensor.name);
    fill(copy, outer, home, round);
    counting?.loaded(copy, region, outer, home);
    return copy;
  }

  isHold({ node }: LiveCopy): boolean {
    return node.kind === 'hold';
  }

  end(node: EndNode, hold: LiveCopy, outer: readonly LiveCopy[], { units }: Context<LiveCopy>): void {
    const destination = destinationOf(outer, this.#home(node.tensor.name));
    const { round, counting } = this.#options;
    const path = servingPath(this.#program.paths, hold.memory, destination.memory, node.engine);
    const atomic = path?.kind === 'copy' && (path.atomic ?? 0) > 0;
    const read = drain({ node, hold, destination, combine: this.#combine(node), units, atomic, round });
    counting?.drained(node, hold, destination, read);
  }

  do(step: DoNode, context: Context<LiveCopy>): void {
    this.#compute.execute(step, context);
    const { counting, pointCounts } = this.#options;
    counting?.computed(step, context, this.#dryRun.accesses);
    pointCounts?.executed(step, context.intervals, this.#dryRun.accesses);
  }

  release(copy: LiveCopy): void {
    copy.end();
    const free = this.#free.get(copy.node);
    if (free) free.push(copy);
    else this.#free.set(copy.node, [copy]);
  }

  loop(): void {}

  #home(tensor: string): HomePlace {
    return this.homes.get(tensor) as HomePlace;
  }

  /** As the reduction of its equations does; a tensor without one is combined by no one, and overwritten. */
  #combine({ tensor }: EndNode): ((a: number, b: number) => number) | undefined {
    const reduction = this.#program.op.equations.find((e) => e.tensor === tensor && e.whole)?.whole;
    if (!reduction) return undefined;
    return this.#options.provenance ? provenanceUnion : combination(reduction.operator).combine;
  }
}

function homePlaces(program: KernelProgram, given: ReadonlyMap<string, Float64Array>): ReadonlyMap<string, HomePlace> {
  const homes = new Map<string, HomePlace>();
  for (const [name, tensor] of program.op.tensors) {
    const home = program.homes.get(name);
    const memory = home?.memory ?? '';
    const geometry = geometryOf(tensor.extents, home?.layout, program.memories.get(memory));
    homes.set(name, new HomePlace(tensor, memory, elementBits(tensor.element) ?? 0, geometry, given.get(name)));
  }
  return homes;
}
