/**
 * Simplification of one conjunction, without changing its points.
 *
 *     { [i] -> [k] : exists e, f : e = 2i and f = e + 1 and 2k = f - 1 and k <= k + 3 }   gives   { [i] -> [k] : k = i }
 *
 * In turn, until nothing changes:
 * - Equalities are divided by their content, solved for one column each and substituted (Gauss). A div that has a
 *   coefficient ±1 in an equality disappears with it; a defined div first becomes the two inequalities that define it.
 * - Inequalities are tightened; of parallel ones the tighter stays; opposite ones contradict or become an equality.
 * - A div without definition is eliminated where that is exact and adds no rows (see `linear/solve.ts`).
 * - An equality c·e = f(…) is the definition e = ⌊f / c⌋ of an undefined div e.
 * Then divs that nothing mentions go, equal ones become one, and each comes after those that it mentions.
 */
import { type BasicMap, basicMap, type Div, divConstraints, emptyBasicMap, type Row } from './basic-map.ts';
import { add, floorDivide, gcd, type Int, negate } from './integer.ts';
import {
  combine,
  content,
  divideRow,
  negated,
  parallel,
  reduceEquality,
  substitute,
  tightenInequality,
} from './linear/rows.ts';
import { divOffset, type Space } from './space.ts';
import { spend } from './work.ts';

interface DraftDiv {
  numerator: Int[];
  denominator: Int;
}

interface Solved {
  readonly row: Int[];
  readonly column: number;
}

/** The same points, written simply; marked empty where contradictions are plain. The rows given are not changed. */
export function simplified(
  space: Space,
  divs: readonly (Div | null)[],
  equalities: readonly Row[],
  inequalities: readonly Row[],
): BasicMap {
  return new Draft(space, divs, equalities, inequalities).result();
}

export function simplifiedMap(map: BasicMap): BasicMap {
  return simplified(map.space, map.divs, map.equalities, map.inequalities);
}

class Draft {
  private readonly space: Space;
  private readonly first: number;
  private readonly divs: (DraftDiv | null)[];
  private pending: Int[][];
  private solved: Solved[] = [];
  private inequalities: Int[][] = [];
  private incoming: Int[][];
  private contradiction = false;

  constructor(space: Space, divs: readonly (Div | null)[], equalities: readonly Row[], inequalities: readonly Row[]) {
    this.space = space;
    this.first = divOffset(space);
    this.divs = divs.map((div) => div && { numerator: div.numerator.slice(), denominator: div.denominator });
    this.pending = equalities.map((row) => row.slice());
    this.incoming = inequalities.map((row) => row.slice());
  }

  result(): BasicMap {
    spend(2 + this.pending.length + this.incoming.length);
    do {
      this.normalizeDivs();
      this.takeRows();
      if (this.contradiction) return emptyBasicMap(this.space);
    } while (this.eliminateUndefined() || this.define());
    return this.build();
  }

  private takeRows(): void {
    while (!this.contradiction) {
      const equality = this.pending.pop();
      if (equality !== undefined) this.takeEquality(equality);
      else {
        const inequality = this.incoming.pop();
        if (inequality === undefined) return;
        this.takeInequality(inequality);
      }
    }
  }

  /** Fractions ⌊n/d⌋ in lowest terms; those that are integral forms, or equal to an earlier div, become equalities. */
  private normalizeDivs(): void {
    for (let index = 0; index < this.divs.length; index++) {
      const div = this.divs[index];
      if (!div) continue;
      const common = gcd(content(div.numerator, 1), div.denominator);
      if (common !== 1) {
        divideRow(div.numerator, common, 1);
        div.numerator[0] = floorDivide(div.numerator[0] as Int, common);
        div.denominator = floorDivide(div.denominator, common);
      }
      const twin = this.twinOf(index);
      const row = twin < 0 ? div.numerator.slice() : new Array<Int>(div.numerator.length).fill(0);
      if (twin >= 0) row[this.first + twin] = 1;
      else if (div.denominator !== 1) continue;
      row[this.first + index] = -1;
      this.divs[index] = null;
      this.replaceDiv(row, this.first + index);
    }
  }

  /** Replaces a div everywhere by the form that an equality gives it; solved rows that mention it are solved anew. */
  private replaceDiv(row: Int[], column: number): void {
    const touched = this.solved.filter(({ row: other }) => other[column] !== 0);
    this.solved = this.solved.filter(({ row: other }) => other[column] === 0);
    for (const { row: other } of touched) this.pending.push(other);
    for (const other of this.pending) substitute(other, row, column);
    this.substituteInequalities(row, column);
    this.substituteNumerators(row, column, true);
  }

  private twinOf(index: number): number {
    const div = this.divs[index] as DraftDiv;
    for (let other = 0; other < index; other++) {
      const candidate = this.divs[other];
      if (!candidate || candidate.denominator !== div.denominator) continue;
      if (candidate.numerator.every((value, column) => value === div.numerator[column])) return other;
    }
    return -1;
  }

  private takeEquality(row: Int[]): void {
    for (const { row: other, column } of this.solved) substitute(row, other, column);
    const verdict = reduceEquality(row);
    if (verdict !== 'open') {
      if (verdict === 'false') this.contradiction = true;
      return;
    }
    spend(1 + this.inequalities.length);
    const column = this.pivotOf(row);
    const unit = row[column] === 1 || row[column] === -1;
    const disappears = unit && column >= this.first;
    if (disappears) this.undefine(column);
    for (const { row: other } of this.solved) {
      substitute(other, row, column);
      if (reduceEquality(other) === 'false') this.contradiction = true;
    }
    for (const other of this.pending) substitute(other, row, column);
    if (unit) {
      this.substituteInequalities(row, column);
      this.substituteNumerators(row, column, disappears);
    }
    if (!disappears) this.solved.push({ row, column });
  }

  /** A div with coefficient ±1, the last undefined one first; or else the last visible column with the least. */
  private pivotOf(row: readonly Int[]): number {
    let best = -1;
    let bestRank = 9;
    for (let column = row.length - 1; column > 0; column--) {
      const value = row[column];
      if (value === 0) continue;
      const unit = value === 1 || value === -1;
      const hidden = column >= this.first;
      let rank = unit ? 2 : 4;
      if (hidden) rank = this.divs[column - this.first] === null ? (unit ? 0 : 3) : unit ? 1 : 5;
      if (rank < bestRank) {
        best = column;
        bestRank = rank;
      }
    }
    return best;
  }

  /** Replaces the definition of a div by the inequalities that it stands for. */
  private undefine(column: number): void {
    const div = this.divs[column - this.first];
    if (!div) return;
    this.divs[column - this.first] = null;
    for (const row of divConstraints(div, column)) this.incoming.push(row.slice());
  }

  private substituteInequalities(row: Int[], column: number): void {
    const old = this.inequalities;
    this.inequalities = [];
    for (const other of old) {
      if (other[column] === 0) this.inequalities.push(other);
      else this.incoming.push(other);
    }
    for (const other of this.incoming) substitute(other, row, column);
  }

  /** A numerator that would come to mention its own div loses its definition, or keeps the column where it may. */
  private substituteNumerators(row: Int[], column: number, must: boolean): void {
    for (let index = 0; index < this.divs.length; index++) {
      const div = this.divs[index];
      if (!div || div.numerator[column] === 0) continue;
      if (!this.mentions(row, index, column)) substitute(div.numerator, row, column);
      else if (must) {
        this.undefine(this.first + index);
        for (const other of this.incoming) substitute(other, row, column);
      }
    }
  }

  /** Whether a form mentions a div, directly or through definitions; the form's own column `except` is not looked at. */
  private mentions(form: readonly Int[], index: number, except: number): boolean {
    for (let other = 0; other < this.divs.length; other++) {
      const column = this.first + other;
      if (column === except || form[column] === 0) continue;
      if (other === index) return true;
      const div = this.divs[other];
      if (div && this.mentions(div.numerator, index, 0)) return true;
    }
    return false;
  }

  private takeInequality(row: Int[]): void {
    for (const { row: other, column } of this.solved) {
      if (other[column] === 1 || other[column] === -1) substitute(row, other, column);
    }
    const verdict = tightenInequality(row);
    if (verdict !== 'open') {
      if (verdict === 'false') this.contradiction = true;
      return;
    }
    let kept = row;
    for (const other of this.inequalities) {
      if (parallel(row, other) !== 'same') continue;
      if ((row[0] as Int) >= (other[0] as Int)) return;
      other[0] = row[0] as Int;
      kept = other;
    }
    if (kept === row) this.inequalities.push(row);
    for (const other of this.inequalities) {
      if (other === kept || parallel(kept, other) !== 'opposite') continue;
      const width = add(kept[0] as Int, other[0] as Int);
      if (width < 0) this.contradiction = true;
      if (width === 0) {
        this.inequalities = this.inequalities.filter((each) => each !== kept && each !== other);
        this.pending.push(kept);
        return;
      }
    }
  }

  /** Eliminates an undefined div that only inequalities mention, where it is exact and adds no rows. */
  private eliminateUndefined(): boolean {
    for (let index = 0; index < this.divs.length; index++) {
      const column = this.first + index;
      if (this.divs[index] !== null || !this.isOnlyInInequalities(column)) continue;
      const lower = this.inequalities.filter((row) => (row[column] as Int) > 0);
      const upper = this.inequalities.filter((row) => (row[column] as Int) < 0);
      if (lower.length + upper.length === 0) continue;
      const exact = lower.every((row) => row[column] === 1) || upper.every((row) => row[column] === -1);
      if (!exact || lower.length * upper.length > lower.length + upper.length) continue;
      this.inequalities = this.inequalities.filter((row) => row[column] === 0);
      for (const low of lower) {
        for (const high of upper) {
          const row = high.slice();
          combine(row, low[column] as Int, low, negate(high[column] as Int));
          this.incoming.push(row);
        }
      }
      return true;
    }
    return false;
  }

  private isOnlyInInequalities(column: number): boolean {
    return (
      this.solved.every(({ row }) => row[column] === 0) && this.divs.every((div) => !div || div.numerator[column] === 0)
    );
  }

  /** Finds the definition of an undefined div in an equality without other undefined ones. */
  private define(): boolean {
    let changed = false;
    for (const { row } of this.solved) {
      const undefinedDivs: number[] = [];
      this.divs.forEach((div, index) => {
        if (div === null && row[this.first + index] !== 0) undefinedDivs.push(index);
      });
      const [index] = undefinedDivs;
      if (index === undefined || undefinedDivs.length > 1) continue;
      const column = this.first + index;
      if (this.mentions(row, index, column)) continue;
      const factor = row[column] as Int;
      const numerator = factor > 0 ? negated(row) : row.slice();
      numerator[column] = 0;
      this.divs[index] = { numerator, denominator: factor > 0 ? factor : negate(factor) };
      changed = true;
    }
    return changed;
  }

  private build(): BasicMap {
    const order = this.orderedDivs();
    const columns = this.first + order.length;
    const sources = [
      ...Array.from({ length: this.first }, (_, column) => column),
      ...order.map((at) => this.first + at),
    ];
    const rebuild = (row: readonly Int[]): Row => {
      if (row.length === columns && order.every((at, index) => at === index)) return row;
      return sources.map((column) => row[column] as Int);
    };
    const divs = order.map((index) => {
      const div = this.divs[index];
      return div ? { numerator: rebuild(div.numerator), denominator: div.denominator } : null;
    });
    return basicMap(
      this.space,
      divs,
      this.solved.map(({ row }) => rebuild(row)),
      this.inequalities.map(rebuild),
    );
  }

  /** The divs that are mentioned, undefined ones first and each after those in its numerator. */
  private orderedDivs(): number[] {
    const used = new Set<number>();
    const order: number[] = [];
    const visit = (index: number): void => {
      if (used.has(index)) return;
      used.add(index);
      const div = this.divs[index];
      for (let other = 0; div && other < this.divs.length; other++) {
        if (div.numerator[this.first + other] !== 0) visit(other);
      }
      order.push(index);
    };
    const rows = [...this.solved.map(({ row }) => row), ...this.inequalities];
    this.divs.forEach((_, index) => {
      if (rows.some((row) => row[this.first + index] !== 0)) visit(index);
    });
    return order;
  }
}
