/**
 * The dependences of a polyhedral program.
 *
 *     domain { S[i] : 0 <= i < 9 }, schedule { S[i] -> [i] }, reads { S[i] -> A[i] }, writes { S[i] -> A[i + 1] }
 *       memory.raw = value.raw = { S[i] -> S[i + 1] : 0 <= i < 8 }, distances { [1] }, legal
 *
 * With R, W and S the reads, writes and schedule of the instances in the domain:
 * - memory-based: pairs of the same element, the first strictly before the second: write and read (RAW), read and write
 *   (WAR), two writes (WAW);
 * - value-based: those of them without a write of the element strictly between the two;
 * - distances: time of the second − time of the first, of all memory-based pairs; their signs are the direction vectors;
 * - legal: whether all distances are lexicographically positive.
 */
import { unitedParams } from '../space.ts';
import { alignUnion, type UnionMap } from '../union-map.ts';
import { arePositive, distancesOf } from './distances.ts';
import { flowFromKills, flowSinceKills, killsOf, memoryFlow, withoutKill } from './flow.ts';
import { instancesOf } from './instances.ts';
import { pairsOf } from './pairs.ts';

export interface PolyhedralProgram {
  /** The instances of each statement. */
  readonly domain: UnionMap;
  /** Statement instances to times, compared lexicographically. */
  readonly schedule: UnionMap;
  /** Statement instances to the elements that they read. */
  readonly reads: UnionMap;
  readonly writes: UnionMap;
}

/** From the earlier instance to the later one. */
export interface Dependences {
  readonly raw: UnionMap;
  readonly war: UnionMap;
  readonly waw: UnionMap;
}

export interface ProgramDependences {
  readonly memory: Dependences;
  readonly value: Dependences;
  /** A set of the space of times. */
  readonly distances: UnionMap;
  readonly legal: boolean;
}

/**
 * All dependences of a program. The number of time dimensions must be the same for all statements.
 * @returns `unbounded` if infinitely many writes of an element precede an instance and none of them is the last
 */
export function analyse(program: PolyhedralProgram): ProgramDependences | 'unbounded' {
  const params = paramsOf([program.domain, program.schedule, program.reads, program.writes]);
  const reads = instancesOf(alignUnion(program.reads, params), program.schedule, program.domain);
  const writes = instancesOf(alignUnion(program.writes, params), program.schedule, program.domain);
  const raw = pairsOf(writes, reads);
  const war = pairsOf(reads, writes);
  const waw = pairsOf(writes, writes);
  const beforeReads = killsOf(raw, reads);
  const beforeWrites = killsOf(waw, writes);
  if (beforeReads === 'unbounded' || beforeWrites === 'unbounded') return 'unbounded';
  const distances = distancesOf([...raw, ...war, ...waw], params);
  return {
    memory: { raw: memoryFlow(raw, params), war: memoryFlow(war, params), waw: memoryFlow(waw, params) },
    value: {
      raw: flowFromKills(beforeReads, params),
      war: flowSinceKills(beforeWrites, war, params),
      waw: flowFromKills(beforeWrites, params),
    },
    distances,
    legal: arePositive(distances),
  };
}

/** What `lastBefore` finds: the flow, and the sink instances before which there is no source. */
export interface LastBefore {
  readonly flow: UnionMap;
  readonly without: UnionMap;
}

/** `last sources before sinks under schedule`: for each sink and element, the latest source instance before it. */
export function lastBefore(sources: UnionMap, sinks: UnionMap, schedule: UnionMap): LastBefore | 'unbounded' {
  const params = paramsOf([schedule, sources, sinks]);
  const to = instancesOf(alignUnion(sinks, params), schedule);
  const kills = killsOf(pairsOf(instancesOf(alignUnion(sources, params), schedule), to), to);
  if (kills === 'unbounded') return kills;
  return { flow: flowFromKills(kills, params), without: withoutKill(kills, params) };
}

/** `any sources before sinks under schedule`: for each sink and element, every source instance before it. */
export function anyBefore(sources: UnionMap, sinks: UnionMap, schedule: UnionMap): UnionMap {
  const params = paramsOf([schedule, sources, sinks]);
  const to = instancesOf(alignUnion(sinks, params), schedule);
  return memoryFlow(pairsOf(instancesOf(alignUnion(sources, params), schedule), to), params);
}

function paramsOf(unions: readonly UnionMap[]): readonly string[] {
  return unions.reduce<readonly string[]>((all, { params }) => unitedParams(all, params), []);
}
