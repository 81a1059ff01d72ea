/**
 * Value-based dataflow: which source instances reach a sink through an element without being overwritten.
 *
 *     for i < 9: S[i] writes A[0], T[i] reads A[0]
 *       memory-based: S[i] -> T[j] for all i <= j;  value-based: S[i] -> T[i] only
 *
 * A pair source -> sink of the same element counts if no *kill* of the element lies strictly between the two in time.
 * With the writes as sources and kills and the reads as sinks that is read-after-write; with the reads as sources and
 * the writes as kills and sinks it is write-after-read: the reads since the last write. The latest kill before a sink
 * (`latest.ts`) is a function of the sink instance. Sources that are kills themselves are those at that time. Others
 * may lie at it or after it: at a deeper level of the schedule than the kill every source does, at the kill's own level
 * those whose time from that level on is not smaller.
 */
import { type BasicMap, basicMap, type Div, moveColumns, type Row, zeroRow } from '../basic-map.ts';
import { add, type Int, subtract } from '../integer.ts';
import { isSolvable } from '../linear/solve.ts';
import { mapOf } from '../map.ts';
import type { Context } from '../pip/context.ts';
import { mapSpace, setSpace, tupleKey } from '../space.ts';
import { type UnionMap, unionOf } from '../union-map.ts';
import type { Instances } from './instances.ts';
import { type Latest, type LatestTimes, latestTimes } from './latest.ts';
import { type Pair, pairRow } from './pairs.ts';

/** The pairs of each sink. */
function bySink(pairs: readonly Pair[]): Map<Instances, Pair[]> {
  const groups = new Map<Instances, Pair[]>();
  for (const pair of pairs) {
    const list = groups.get(pair.sink);
    if (list) list.push(pair);
    else groups.set(pair.sink, [pair]);
  }
  return groups;
}

/** The latest kill before each instance of each sink. */
export type Kills = ReadonlyMap<Instances, LatestTimes>;

/** `unbounded` if there are kills before some instance but no latest one: infinitely many approach it. */
export function killsOf(pairs: readonly Pair[], sinks: readonly Instances[]): Kills | 'unbounded' {
  const groups = bySink(pairs);
  const kills = new Map<Instances, LatestTimes>();
  for (const sink of sinks) {
    const latest = latestTimes(sink, groups.get(sink) ?? []);
    if (latest === 'unbounded') return latest;
    kills.set(sink, latest);
  }
  return kills;
}

/** All pairs, as the relation source instance -> sink instance. */
export function memoryFlow(pairs: readonly Pair[], params: readonly string[]): UnionMap {
  return relation(
    pairs.map((pair) => [pair, pairPiece(pair, params, undefined, [], [])]),
    params,
  );
}

/** The flow from the latest kills themselves. */
export function flowFromKills(kills: Kills, params: readonly string[]): UnionMap {
  const pieces: [Pair, BasicMap][] = [];
  for (const { found } of kills.values()) {
    for (const latest of found) {
      for (const pair of latest.pairs) pieces.push([pair, atKill(pair, latest, params)]);
    }
  }
  return relation(pieces, params);
}

/** The flow from sources that are no kills. */
export function flowSinceKills(kills: Kills, sources: readonly Pair[], params: readonly string[]): UnionMap {
  const pieces: [Pair, BasicMap][] = [];
  const groups = bySink(sources);
  for (const [sink, { found, none }] of kills) {
    for (const pair of groups.get(sink) ?? []) {
      for (const context of none) addPiece(pieces, pair, context, [], [], params);
      for (const latest of found) addSince(pieces, pair, latest, params);
    }
  }
  return relation(pieces, params);
}

/** The sink instances that no kill precedes. */
export function withoutKill(kills: Kills, params: readonly string[]): UnionMap {
  const maps = [...kills].flatMap(([sink, { none }]) => {
    const space = setSpace(params, sink.statement);
    return none.map((context) => {
      const visible = 1 + sink.parameters + sink.iterations;
      return mapOf(space, [basicMap(space, divsOf(context, visible), context.equalities, context.inequalities)]);
    });
  });
  return unionOf(maps, params);
}

/** Columns between the visible ones and the divs of a context are existential. */
function divsOf(context: Context, visible: number): (Div | null)[] {
  const extra = context.columns - context.divs.length - visible;
  return [...new Array<null>(extra).fill(null), ...context.divs];
}

/** The union of the pieces, one map for each two statements. */
function relation(pieces: readonly (readonly [Pair, BasicMap])[], params: readonly string[]): UnionMap {
  const bySpace = new Map<string, BasicMap[]>();
  for (const [{ source, sink }, piece] of pieces) {
    const key = `${tupleKey(source.statement)}->${tupleKey(sink.statement)}`;
    const list = bySpace.get(key);
    if (list) list.push(piece);
    else bySpace.set(key, [piece]);
  }
  return unionOf(
    [...bySpace.values()].map((list) => mapOf((list[0] as BasicMap).space, list)),
    params,
  );
}

/** The pair at the time of the latest kill, which is the time of its source. */
function atKill(pair: Pair, latest: Latest, params: readonly string[]): BasicMap {
  const rows: Row[] = [];
  const columns = pairColumns(pair) + latest.context.divs.length;
  for (let level = pair.level; level < latest.times.length; level++) {
    rows.push(timeDifference(pair, latest, level, columns));
  }
  return pairPiece(pair, params, latest.context, rows, []);
}

function pairColumns({ sink, source }: Pair): number {
  return 1 + sink.parameters + sink.unknowns + source.unknowns;
}

/** The source's time − the kill's, at one level, over the columns of the pair and then the divs of the context. */
function timeDifference(pair: Pair, latest: Latest, level: number, columns: number): Int[] {
  const { source, sink } = pair;
  const row = pairRow(source.times[level] as Row, 'source', sink.parameters, sink.unknowns, columns);
  const time = contextRow(pair, latest.times[level] as Row, columns);
  return row.map((value, column) => (time[column] === 0 ? value : subtract(value, time[column] as Int)));
}

/** A row of a context of the sink in the columns of the pair, followed by the divs of the context. */
function contextRow({ sink, source }: Pair, row: Row, columns: number): Int[] {
  const visible = 1 + sink.parameters + sink.unknowns;
  const result = zeroRow(columns);
  row.forEach((value, column) => {
    if (value !== 0) result[column < visible ? column : column + source.unknowns] = value;
  });
  return result;
}

function addSince(pieces: [Pair, BasicMap][], pair: Pair, latest: Latest, params: readonly string[]): void {
  if (pair.level < latest.level) return;
  if (pair.level > latest.level) {
    addPiece(pieces, pair, latest.context, [], [], params);
    return;
  }
  const columns = pairColumns(pair) + latest.context.divs.length;
  const equal: Row[] = [];
  for (let level = latest.level; level < latest.times.length; level++) {
    const row = timeDifference(pair, latest, level, columns);
    const after = row.slice();
    after[0] = add(after[0] as Int, -1);
    addPiece(pieces, pair, latest.context, equal.slice(), [after], params);
    equal.push(row);
  }
  addPiece(pieces, pair, latest.context, equal, [], params);
}

/** Adds the pair under more constraints, if it has points under them. */
function addPiece(
  pieces: [Pair, BasicMap][],
  pair: Pair,
  context: Context,
  equalities: readonly Row[],
  inequalities: readonly Row[],
  params: readonly string[],
): void {
  const columns = pairColumns(pair) + context.divs.length;
  const own = (rows: readonly Row[]) => rows.map((row) => contextRow(pair, row, columns));
  const wide = (rows: readonly Row[]) => rows.map((row) => [...row, ...zeroRow(columns - row.length)]);
  const rows = [...wide(pair.inequalities), ...own(context.inequalities), ...inequalities];
  const equal = [...wide(pair.equalities), ...own(context.equalities), ...equalities];
  if (!isSolvable(equal, rows)) return;
  pieces.push([pair, pairPiece(pair, params, context, equalities, inequalities)]);
}

/**
 * The pair as a basic map, for sinks in a context and under more constraints, which are rows over the columns of the
 * pair and then the divs of the context.
 */
function pairPiece(
  pair: Pair,
  params: readonly string[],
  context: Context | undefined,
  equalities: readonly Row[],
  inequalities: readonly Row[],
): BasicMap {
  const { source, sink } = pair;
  const { parameters } = sink;
  const space = mapSpace(params, source.statement, sink.statement);
  const divs = context?.divs ?? [];
  const columns = pairColumns(pair) + divs.length;
  // [1, parameters, sink, source, divs] becomes [1, parameters, source's iterations, sink's, rest of both, divs]
  const target: number[] = [];
  for (let column = 0; column <= parameters; column++) target.push(column);
  const first = 1 + parameters;
  const rest = first + source.iterations + sink.iterations;
  for (let index = 0; index < sink.unknowns; index++) {
    target.push(index < sink.iterations ? first + source.iterations + index : rest + index - sink.iterations);
  }
  const sourceRest = rest + sink.unknowns - sink.iterations;
  for (let index = 0; index < source.unknowns; index++) {
    target.push(index < source.iterations ? first + index : sourceRest + index - source.iterations);
  }
  for (let index = 0; index < divs.length; index++) target.push(columns - divs.length + index);
  const move = (row: Row) => moveColumns(row, target, columns);
  const moveOwn = (row: Row) => move(contextRow(pair, row, columns));
  const existential = columns - rest - divs.length;
  const defined = divs.map(({ numerator, denominator }) => ({ numerator: moveOwn(numerator), denominator }));
  const equal = [...pair.equalities.map(move), ...equalities.map(move)];
  const rows = [...pair.inequalities.map(move), ...inequalities.map(move)];
  if (context) {
    equal.push(...context.equalities.map(moveOwn));
    rows.push(...context.inequalities.map(moveOwn));
  }
  return basicMap(space, [...new Array<null>(existential).fill(null), ...defined], equal, rows);
}
