/**
 * Pairs of instances that access the same element, the source strictly before the sink, by the level of the schedule at
 * which their times differ first.
 *
 *     S[i] writes A[i], T[j] reads A[j - 1], times (i, 0) and (j, 1)
 *       level 0: i = j - 1, i < j.   Level 1: i = j and i = j - 1 cannot be.
 *
 * A pair of one level is a conjunction. Beside the constraints as they are (for the relation that is shown) it keeps
 * them *reduced*: equalities with a coefficient ±1 are used up, source unknowns first, so that in most programs the
 * difference of times is a constant at some level, which decides that level and ends the deeper ones.
 */
import { type Row, zeroRow } from '../basic-map.ts';
import { fastPaths } from '../fast-paths.ts';
import { add, type Int, subtract } from '../integer.ts';
import { reduceEquality, substitute, tightenInequality } from '../linear/rows.ts';
import { isSolvable } from '../linear/solve.ts';
import { spend } from '../work.ts';
import type { Instances } from './instances.ts';
import { type Box, boxOf, takeApart } from './strided.ts';

/** Rows have the columns `[1, parameters…, sink unknowns…, source unknowns…]`. */
export interface Pair {
  readonly source: Instances;
  readonly sink: Instances;
  /** Times are equal before this level, and the source's is smaller at it. */
  readonly level: number;
  readonly equalities: readonly Row[];
  readonly inequalities: readonly Row[];
  readonly reduced: Reduced;
}

/** The same constraints with determined unknowns replaced: their columns are 0. */
export interface Reduced {
  readonly equalities: readonly Row[];
  readonly inequalities: readonly Row[];
  /** The equalities of sink unknowns alone that were used up. */
  readonly ofSink: readonly Row[];
  /** Sink's times − source's times. */
  readonly differences: readonly Row[];
}

/** The pairs of all sources and sinks of the same array. */
export function pairsOf(sources: readonly Instances[], sinks: readonly Instances[]): Pair[] {
  const byArray = new Map<string, Instances[]>();
  for (const source of sources) {
    const list = byArray.get(source.arrayKey);
    if (list) list.push(source);
    else byArray.set(source.arrayKey, [source]);
  }
  const pairs: Pair[] = [];
  for (const sink of sinks) {
    for (const source of byArray.get(sink.arrayKey) ?? []) addPairs(source, sink, pairs);
  }
  return pairs;
}

/** Moves a row of the sink or the source to the columns of the pair. */
export function pairRow(row: Row, of: 'sink' | 'source', parameters: number, sink: number, columns: number): Int[] {
  const moved = zeroRow(columns);
  const shift = of === 'sink' ? 0 : sink;
  for (let column = 0; column < row.length; column++) {
    const value = row[column] as Int;
    if (value !== 0) moved[column <= parameters ? column : column + shift] = value;
  }
  return moved;
}

function difference(a: readonly Int[], b: readonly Int[]): Int[] {
  return a.map((value, column) => (b[column] === 0 ? value : subtract(value, b[column] as Int)));
}

function lessOne(row: readonly Int[]): Int[] {
  const result = row.slice();
  result[0] = add(result[0] as Int, -1);
  return result;
}

function isConstant(row: readonly Int[]): boolean {
  for (let column = 1; column < row.length; column++) if (row[column] !== 0) return false;
  return true;
}

function addPairs(source: Instances, sink: Instances, pairs: Pair[]): void {
  const { parameters } = sink;
  const columns = 1 + parameters + sink.unknowns + source.unknowns;
  const fromSink = (row: Row) => pairRow(row, 'sink', parameters, sink.unknowns, columns);
  const fromSource = (row: Row) => pairRow(row, 'source', parameters, sink.unknowns, columns);
  const equalities = [...sink.equalities.map(fromSink), ...source.equalities.map(fromSource)];
  sink.elements.forEach((row, index) => {
    equalities.push(difference(fromSink(row), fromSource(source.elements[index] as Row)));
  });
  const inequalities = [...sink.inequalities.map(fromSink), ...source.inequalities.map(fromSource)];
  const levels = Math.min(sink.times.length, source.times.length);
  const differences: Int[][] = [];
  for (let level = 0; level < levels; level++) {
    differences.push(difference(fromSink(sink.times[level] as Row), fromSource(source.times[level] as Row)));
  }
  const system = new System(inequalities, differences, parameters, sink.unknowns);
  if (!equalities.every((row) => system.addEquality(row.slice(), true))) return;
  for (let level = 0; level < levels; level++) {
    const row = system.differences[level] as Int[];
    if (isConstant(row)) {
      if ((row[0] as Int) < 0) return;
      if (row[0] === 0) {
        equalities.push(differences[level] as Int[]);
        continue;
      }
    }
    const later = isConstant(row) ? undefined : lessOne(row);
    const reduced = system.reduced(later);
    if (isSolvable(reduced.equalities, reduced.inequalities)) {
      const all = [...inequalities, lessOne(differences[level] as Int[])];
      pairs.push({ source, sink, level, equalities: equalities.slice(), inequalities: all, reduced });
    }
    if (later === undefined || !system.addEquality(row.slice(), false)) return;
    equalities.push(differences[level] as Int[]);
  }
}

/** Constraints from which equalities with a coefficient ±1 are used up. */
class System {
  readonly differences: Int[][];
  private inequalities: Int[][];
  private readonly equalities: Int[][] = [];
  private readonly ofSink: Int[][] = [];
  /** Each with the column that it determines. */
  private readonly used: { readonly row: Int[]; readonly column: number }[] = [];
  /** Bounds at the start; they hold for columns that are used up as well. */
  private readonly box: Box;
  private readonly parameters: number;
  private readonly firstSource: number;

  constructor(inequalities: readonly Row[], differences: readonly Row[], parameters: number, sink: number) {
    this.inequalities = inequalities.map((row) => row.slice());
    this.differences = differences.map((row) => row.slice());
    this.box = boxOf(inequalities);
    this.parameters = parameters;
    this.firstSource = 1 + parameters + sink;
  }

  /** @returns false if the constraints contradict each other. What `isNew` says: the row may mention used-up columns. */
  addEquality(row: Int[], isNew: boolean): boolean {
    if (isNew) for (const { row: by, column } of this.used) substitute(row, by, column);
    const verdict = reduceEquality(row);
    if (verdict !== 'open') return verdict === 'true';
    const parts = fastPaths() ? takeApart(row, this.box) : undefined;
    if (parts) return parts.every((part) => this.addEquality(part, true));
    let column = row.length - 1;
    while (column > this.parameters && row[column] !== 1 && row[column] !== -1) column--;
    const isOfSink = row.every((value, at) => at < this.firstSource || value === 0);
    if (column <= this.parameters || (column < this.firstSource && !isOfSink)) {
      this.equalities.push(row);
      return true;
    }
    if (isOfSink) this.ofSink.push(row);
    this.used.push({ row, column });
    return this.useUp(row, column);
  }

  private useUp(row: Int[], column: number): boolean {
    spend(1 + this.inequalities.length);
    for (const other of this.differences) substitute(other, row, column);
    for (const other of this.equalities) substitute(other, row, column);
    const kept: Int[][] = [];
    for (const other of this.inequalities) {
      if (other[column] !== 0) {
        substitute(other, row, column);
        const verdict = tightenInequality(other);
        if (verdict === 'false') return false;
        if (verdict === 'true') continue;
      }
      kept.push(other);
    }
    this.inequalities = kept;
    return true;
  }

  /** A copy of what is known now, with one inequality more. */
  reduced(more: Int[] | undefined): Reduced {
    const inequalities: Row[] = this.inequalities.map((row) => row.slice());
    if (more) inequalities.push(more);
    return {
      equalities: this.equalities.map((row) => row.slice()),
      inequalities,
      ofSink: this.ofSink.slice(),
      differences: this.differences.map((row) => row.slice()),
    };
  }
}
