/**
 * Access instances: which elements the instances of a statement access, and at what time.
 *
 *     domain { S[i] : 0 <= i < 9 }, access { S[i] -> A[i + 1] }, schedule { S[i] -> [0, 2i] }
 *       unknowns (i), elements (i + 1), times (0, 2i), inequalities i >= 0, 8 - i >= 0
 *
 * The three relations are joined once, and everything that an equality with a coefficient ±1 determines is replaced, so
 * that elements and times become affine forms of few unknowns. The first unknowns are the statement's iterations, in
 * order; what else remains (a div, an element that is not a function of the iterations) follows. A relation of several
 * pieces gives several lists of instances. Rows have the columns `[1, parameters…, unknowns…]`.
 */
import { type BasicMap, divConstraints, moveColumns, type Row, zeroRow } from '../basic-map.ts';
import type { Int } from '../integer.ts';
import { reduceEquality, substitute, tightenInequality } from '../linear/rows.ts';
import { divOffset, inCount, outCount, sameTuple, type Tuple, tupleKey } from '../space.ts';
import { alignUnion, type UnionMap } from '../union-map.ts';
import { spend } from '../work.ts';

export interface Instances {
  readonly statement: Tuple;
  readonly iterations: number;
  /** Text that is equal for the same array. */
  readonly arrayKey: string;
  readonly parameters: number;
  readonly unknowns: number;
  readonly elements: readonly Row[];
  readonly times: readonly Row[];
  readonly equalities: readonly Row[];
  readonly inequalities: readonly Row[];
}

/**
 * The instances of all accesses, of statements that have a schedule. All unions must have the same parameters.
 * @param domain the statements' instances; without it those of the accesses themselves
 */
export function instancesOf(accesses: UnionMap, schedule: UnionMap, domain?: UnionMap): Instances[] {
  const found: Instances[] = [];
  const times = alignUnion(schedule, accesses.params);
  const sets = domain && alignUnion(domain, accesses.params);
  for (const access of accesses.maps) {
    const statement = access.space.in;
    if (statement === null) continue;
    const orders = times.maps.filter((map) => sameTuple(map.space.in, statement)).flatMap((map) => map.pieces);
    const places: (readonly BasicMap[])[] = sets
      ? sets.maps
          .filter((set) => set.space.in === null && sameTuple(set.space.out, statement))
          .flatMap((set) => set.pieces)
          .map((piece) => [piece])
      : [[]];
    for (const piece of access.pieces) {
      for (const order of orders) {
        for (const place of places) {
          const instances = join(statement, piece, order, place);
          if (instances) found.push(instances);
        }
      }
    }
  }
  return found;
}

/** The rows of several relations over common columns. */
class Joined {
  readonly equalities: Int[][] = [];
  readonly inequalities: Int[][] = [];
  readonly columns: number;
  private nextDiv: number;

  constructor(columns: number, firstDiv: number) {
    this.columns = columns;
    this.nextDiv = firstDiv;
  }

  /** Adds the rows of a relation whose visible columns go to `target`. */
  add(map: BasicMap, visible: readonly number[]): void {
    const target = [...visible, ...map.divs.map((_, index) => this.nextDiv + index)];
    this.nextDiv += map.divs.length;
    for (const row of map.equalities) this.equalities.push(moveColumns(row, target, this.columns));
    for (const row of map.inequalities) this.inequalities.push(moveColumns(row, target, this.columns));
    map.divs.forEach((div, index) => {
      if (div === null) return;
      for (const row of divConstraints(div, divOffset(map.space) + index)) {
        this.inequalities.push(moveColumns(row, target, this.columns));
      }
    });
  }
}

function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

function unitRow(columns: number, column: number): Int[] {
  const row = zeroRow(columns);
  row[column] = 1;
  return row;
}

function join(statement: Tuple, access: BasicMap, order: BasicMap, places: readonly BasicMap[]): Instances | undefined {
  const parameters = access.space.params.length;
  const iterations = inCount(access.space);
  const element = 1 + parameters + iterations;
  const time = element + outCount(access.space);
  const firstDiv = time + outCount(order.space);
  const divs = [access, order, ...places].reduce((sum, map) => sum + map.divs.length, 0);
  const joined = new Joined(firstDiv + divs, firstDiv);
  const common = range(0, element);
  joined.add(access, [...common, ...range(element, outCount(access.space))]);
  joined.add(order, [...common, ...range(time, outCount(order.space))]);
  for (const place of places) joined.add(place, common);
  const forms = range(element, firstDiv - element).map((column) => unitRow(joined.columns, column));
  const kept = eliminate(joined, forms, element);
  if (kept === undefined) return undefined;
  const pick = (row: Row): Row => kept.map((column) => row[column] as Int);
  const rows = forms.map(pick);
  return {
    statement,
    iterations,
    arrayKey: tupleKey(access.space.out),
    parameters,
    unknowns: kept.length - 1 - parameters,
    elements: rows.slice(0, time - element),
    times: rows.slice(time - element),
    equalities: joined.equalities.map(pick),
    inequalities: withoutRepeats(joined.inequalities.map(pick)),
  };
}

/** Replaces the columns from `first` on that an equality determines: the columns that stay, or undefined if no point is. */
function eliminate(joined: Joined, forms: readonly Int[][], first: number): number[] | undefined {
  const gone = new Set<number>();
  const left: Int[][] = [];
  for (const row of joined.equalities) {
    const verdict = reduceEquality(row);
    if (verdict === 'false') return undefined;
    if (verdict === 'true') continue;
    let column = row.length - 1;
    while (column >= first && row[column] !== 1 && row[column] !== -1) column--;
    if (column < first) {
      left.push(row);
      continue;
    }
    gone.add(column);
    spend(joined.inequalities.length);
    for (const rows of [joined.equalities, joined.inequalities, forms]) {
      for (const other of rows) if (other !== row) substitute(other, row, column);
    }
  }
  joined.equalities.length = 0;
  joined.equalities.push(...left);
  return range(0, joined.columns).filter((column) => !gone.has(column));
}

function withoutRepeats(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    if (tightenInequality(row as Int[]) === 'true') return false;
    const key = row.join();
    return seen.size !== seen.add(key).size;
  });
}
