/** The facts of one kernel at one case: what hints, hovers, diagnostics and JSON are made of. */

import { ceilDivide } from '../model/size.ts';
import type { LoopNode, Program } from '../polyhedral/program.ts';
import type { Bounded } from './bounded.ts';
import { type Footprint, footprintOf } from './footprint.ts';
import { executionsOf, narrowedIndices, runsInEveryTile } from './narrowing.ts';
import { type CopyPlace, type EndPlace, placesOf } from './places.ts';
import { type Region, regionOf } from './region.ts';
import { type Reuse, reuseOf, writtenReuseOf } from './reuse.ts';
import { servedReads } from './served.ts';
import { tileCount } from './tiles.ts';

export interface LoopFacts {
  readonly step: number;
  readonly index: string;
  readonly by: bigint;
  /** The largest number of iterations an entry; undefined where it is not known. */
  readonly trips?: Bounded;
}

export interface BufferFacts extends Footprint {
  readonly step: number;
  readonly kind: 'load' | 'hold';
  readonly tensor: string;
  readonly memory: string;
  /** Copies of the buffer that `buffers n` keeps. */
  readonly depth: number;
}

export interface CopyFacts extends Reuse {
  readonly step: number;
  readonly kind: 'load' | 'store' | 'accumulate';
  readonly tensor: string;
  readonly from: string;
  readonly to: string;
  readonly executions: Bounded;
  /** Element reads in bounds that a load serves; undefined where they are not counted, and for stores. */
  readonly served?: bigint;
  /** Bytes read at the source over all executions. */
  readonly movedBytes: Bounded;
  /** Bytes of the different elements, in the source's type. */
  readonly distinctBytes: Bounded;
}

/** A step about which nothing is known, and why. */
export interface UnknownFacts {
  readonly step: number;
  /** Completes "there are no numbers because …". */
  readonly reason: string;
}

export interface KernelFacts {
  readonly loops: readonly LoopFacts[];
  readonly buffers: readonly BufferFacts[];
  readonly copies: readonly CopyFacts[];
  readonly unknown: readonly UnknownFacts[];
}

/** @returns the facts of a program. */
export function factsOf(program: Program): KernelFacts {
  const places = placesOf(program);
  const buffers: BufferFacts[] = [];
  const copies: CopyFacts[] = [];
  const unknown: UnknownFacts[] = [];
  for (const place of places.copies) {
    const { step, kind, tensor, memory, depth } = place.node;
    const result = regionOf(program, place);
    if (!result.ok) {
      unknown.push({ step, reason: result.reason });
      continue;
    }
    buffers.push({ step, kind, tensor, memory, depth, ...footprintOf(program, place.node, result.region) });
    if (kind === 'load') copies.push(loadFacts(program, place, result.region));
  }
  for (const end of places.ends) copies.push(...endFacts(program, end));
  const loops = places.loops.map(({ node, outer }) => loopFacts(program, node, outer));
  return { loops, buffers, copies: copies.sort((a, b) => a.step - b.step), unknown };
}

function loadFacts(program: Program, place: CopyPlace, region: Region): CopyFacts {
  const { node, outer, loops } = place;
  const reuse = reuseOf(region);
  const served = servedReads(program, place, region);
  return {
    step: node.step,
    kind: 'load',
    tensor: node.tensor,
    from: outer.memory,
    to: node.memory,
    executions: executionsOf(program, loops, region.narrowed),
    ...reuse,
    movedBytes: inBytes(reuse.moved, outer.bits),
    distinctBytes: inBytes(reuse.distinct, outer.bits),
    ...(served === undefined ? {} : { served }),
  };
}

/** A store moves what was written since its `hold`: the region of the hold. */
function endFacts(program: Program, { node, hold, outer, loops }: EndPlace): CopyFacts[] {
  const result = hold && regionOf(program, hold);
  if (!hold || !result?.ok) return [];
  const reuse = writtenReuseOf(result.region);
  return [
    {
      step: node.step,
      kind: node.kind,
      tensor: node.tensor,
      from: hold.node.memory,
      to: outer.memory,
      executions: executionsOf(program, loops, result.region.narrowed),
      ...reuse,
      movedBytes: inBytes(reuse.moved, hold.node.bits),
      distinctBytes: inBytes(reuse.distinct, hold.node.bits),
    },
  ];
}

function loopFacts(program: Program, node: LoopNode, outer: readonly LoopNode[]): LoopFacts {
  const { step, index, by } = node;
  const narrowed = narrowedIndices(program, [...outer, node]);
  const own = narrowed.ok ? narrowed.indices.find((n) => n.index === index) : undefined;
  if (!own) return { step, index, by };
  // Tiles never grow inward, so the first tile of the loops outside has the most iterations.
  const enclosing = own.sizes
    .slice(0, -1)
    .reduce((extent, size) => (size < extent ? size : extent), own.interval.upper - own.interval.lower);
  return { step, index, by, trips: { value: tileCount(enclosing, [by]), exact: runsInEveryTile(program, node) } };
}

function inBytes({ value, exact }: Bounded, bits: number): Bounded {
  return { value: ceilDivide(value * BigInt(bits), 8n), exact };
}
