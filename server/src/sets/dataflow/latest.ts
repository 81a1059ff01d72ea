/**
 * The latest time before each sink instance at which an instance of some sources accessed the same element.
 *
 *     S[i] writes A[0] at (i, 0), T[j] reads A[0] at (j, 1), 0 <= i, j < 9
 *       level 1: i = j, at the time (j, 0), for every T[j]: nothing remains for level 0, where i < j
 *
 * What differs from the sink at a deeper level of the schedule is later than what differs at an outer one, so levels
 * are taken from the deepest to the outermost, each for the sink instances that *remain*. For each pair of a level, the
 * latest time is a function of the sink: where the source's unknowns are all determined by equalities it is read off,
 * else parametric integer programming finds it. Where several sources have one, the times are compared and the sink's
 * instances are split accordingly; where two sources have the same time both count.
 *
 * References: Feautrier, "Dataflow analysis of array and scalar references" (1991); the splitting by levels also in
 * Verdoolaege, "isl" (manual, dependence analysis).
 */
import { type Row, zeroRow } from '../basic-map.ts';
import { fastPaths } from '../fast-paths.ts';
import type { Int } from '../integer.ts';
import { complementOf, negated } from '../linear/rows.ts';
import { Context, widened } from '../pip/context.ts';
import { smallestSolution } from '../pip/parametric.ts';
import { spend } from '../work.ts';
import { type Condition, rowDifference, splitBy } from './cover.ts';
import type { Instances } from './instances.ts';
import { type Pair, pairRow } from './pairs.ts';

/** Sink instances for which the latest time is the same function of the sink. */
export interface Latest {
  readonly context: Context;
  /** The sources with that time; all of them at the same level. */
  readonly pairs: readonly Pair[];
  readonly level: number;
  /** All coordinates, rows of the context's columns. */
  readonly times: readonly Row[];
}

export interface LatestTimes {
  readonly found: readonly Latest[];
  /** Sink instances without a source before them. */
  readonly none: readonly Context[];
}

/** Where a pair has a latest time, and which. */
interface Candidate {
  readonly pair: Pair;
  readonly condition: Condition;
  readonly times: readonly Row[];
}

/** A part of the sinks at one level; without pairs, no source was found for it yet. */
interface Entry {
  readonly context: Context;
  readonly pairs: readonly Pair[];
  readonly times: readonly Row[];
}

/** All instances of the sink as a context. */
function contextOf(sink: Instances): Context {
  return Context.of(1 + sink.parameters + sink.unknowns, [], sink.equalities, sink.inequalities);
}

/**
 * @param pairs those of this sink
 * @returns `unbounded` if some sink instance has sources before it but no latest one
 */
export function latestTimes(sink: Instances, pairs: readonly Pair[]): LatestTimes | 'unbounded' {
  const found: Latest[] = [];
  const all = contextOf(sink);
  let remaining: readonly Context[] = all.isEmpty() ? [] : [all];
  for (let level = sink.times.length - 1; level >= 0; level--) {
    const ofLevel = pairs.filter((pair) => pair.level === level);
    if (ofLevel.length === 0) continue;
    const next: Context[] = [];
    for (const context of remaining) {
      const entries = atLevel(context, ofLevel);
      if (entries === 'unbounded') return entries;
      for (const entry of entries) {
        if (entry.pairs.length > 0) found.push({ ...entry, level });
        else next.push(entry.context);
      }
    }
    remaining = next;
  }
  return { found, none: remaining };
}

function atLevel(context: Context, pairs: readonly Pair[]): readonly Entry[] | 'unbounded' {
  let entries: readonly Entry[] = [{ context, pairs: [], times: [] }];
  for (const pair of pairs) {
    const found = candidates(context, pair);
    if (found === 'unbounded') return found;
    for (const candidate of found) {
      entries = entries.flatMap((entry) => insert(entry, candidate));
    }
  }
  return entries;
}

/** Splits an entry by where the candidate is later, at the same time, or earlier or missing. */
function insert(entry: Entry, candidate: Candidate): Entry[] {
  spend(1 + entry.pairs.length);
  const { pair, condition } = candidate;
  const visible = 1 + pair.sink.parameters + pair.sink.unknowns;
  const { inside, outside, target } = splitBy(entry.context, condition, visible);
  if (inside === undefined) return [entry];
  const result = outside.map((context): Entry => ({ ...entry, context }));
  const times = candidate.times.map((row) => moved(row, target, inside.columns));
  if (entry.pairs.length === 0) return [...result, { context: inside, pairs: [pair], times }];
  return [...result, ...compareTimes(inside, entry, pair, times)];
}

function moved(row: Row, target: readonly number[], columns: number): Row {
  const result = zeroRow(columns);
  row.forEach((value, column) => {
    if (value !== 0) result[target[column] as number] = value;
  });
  return result;
}

/** Where two times are known, the later one, level by level. */
function compareTimes(start: Context, entry: Entry, pair: Pair, times: readonly Row[]): Entry[] {
  const result: Entry[] = [];
  let context = start;
  for (let level = 0; level < times.length; level++) {
    const row = rowDifference(times[level] as Row, entry.times[level] ?? [], context.columns);
    const less = context.sign(row);
    if (less === 'negative') return [...result, { ...entry, context }];
    if (less === 'both') {
      result.push({ ...entry, context: context.withInequality(complementOf(row)) });
      context = context.withInequality(row);
    }
    const opposite = negated(row);
    const more = context.sign(opposite);
    if (more === 'negative') return [...result, { context, pairs: [pair], times }];
    if (more === 'both') {
      result.push({ context: context.withInequality(complementOf(opposite)), pairs: [pair], times });
      context = context.withEquality(row);
    }
  }
  const pairs = entry.pairs.includes(pair) ? entry.pairs : [...entry.pairs, pair];
  return [...result, { context, pairs, times }];
}

function candidates(context: Context, pair: Pair): readonly Candidate[] | 'unbounded' {
  const determined = fastPaths() ? determinedTime(pair) : undefined;
  return determined ? [determined] : searchedTimes(context, pair);
}

/** The time of a source whose unknowns equalities determine, or undefined if they do not. */
function determinedTime(pair: Pair): Candidate | undefined {
  const { sink, reduced } = pair;
  const columns = 1 + sink.parameters + sink.unknowns;
  const isOfSink = (row: Row) => {
    for (let column = columns; column < row.length; column++) if (row[column] !== 0) return false;
    return true;
  };
  if (!reduced.differences.every(isOfSink) || !reduced.inequalities.every(isOfSink)) return undefined;
  if (!reduced.equalities.every(isOfSink)) return undefined;
  const cut = (row: Row) => row.slice(0, columns);
  const times = reduced.differences.map((row, level) => rowDifference(sink.times[level] as Row, cut(row), columns));
  const equalities = [...reduced.ofSink, ...reduced.equalities].map(cut);
  return { pair, condition: { divs: [], equalities, inequalities: reduced.inequalities.map(cut) }, times };
}

/** The latest times by parametric integer programming: the smallest of the negated coordinates. */
function searchedTimes(context: Context, pair: Pair): Candidate[] | 'unbounded' {
  const { sink, source, level } = pair;
  const { parameters } = sink;
  const visible = 1 + parameters + sink.unknowns;
  const { columns } = context;
  const wanted = sink.times.length - level;
  // [1, parameters, sink, source] becomes [1, parameters, sink, divs, times, source]
  const width = columns + wanted + source.unknowns;
  const place = (row: Row): Int[] => {
    const result = zeroRow(width);
    row.forEach((value, column) => {
      if (value !== 0) result[column < visible ? column : column - visible + columns + wanted] = value;
    });
    return result;
  };
  const equalities = [...context.equalities.map((row) => widened(row, width)), ...pair.equalities.map(place)];
  for (let index = 0; index < wanted; index++) {
    const time = pairRow(
      source.times[level + index] as Row,
      'source',
      parameters,
      sink.unknowns,
      visible + source.unknowns,
    );
    const row = place(time);
    row[columns + index] = 1;
    equalities.push(row);
  }
  const inequalities = context.inequalities.map((row) => widened(row, width));
  inequalities.push(...pair.inequalities.map(place));
  const branches = smallestSolution({
    parameters: visible - 1,
    divs: context.divs,
    unknowns: wanted + source.unknowns,
    wanted,
    equalities,
    inequalities,
  });
  if (branches === 'unbounded') return branches;
  return branches.map(({ divs, equalities: equal, inequalities: rows, values }) => ({
    pair,
    // the first rows of each branch are those of the context, which hold where this is used
    condition: {
      divs,
      equalities: equal.slice(context.equalities.length),
      inequalities: rows.slice(context.inequalities.length),
    },
    times: [...sink.times.slice(0, level), ...values.map(negated)].map((row) => widened(row, visible + divs.length)),
  }));
}
