/**
 * One conjunction as text: tuples with expressions where an equality gives a dimension, and the other constraints.
 *
 *     equalities k = i + 2j, and 3 | i; inequalities i >= 0, i <= N - 1    prints as
 *     tuple expressions `i`, `j`, `i + 2j`, and `0 <= i < N and (i) mod 3 = 0`
 */
import { type BasicMap, columnCount, isMarkedEmpty, type Row } from '../basic-map.ts';
import { absolute, add, floorDivide, type Int, modulo, multiply, negate, subtract } from '../integer.ts';
import { divOffset, inOffset } from '../space.ts';
import { columnNames, existentialNames } from './print-names.ts';

export interface PrintedPiece {
  /** Text of each input and output dimension. */
  readonly positions: readonly string[];
  /** Empty where all points of these positions are meant. */
  readonly condition: string;
}

/** The text of a piece. */
export function printPiece(piece: BasicMap): PrintedPiece {
  return new PiecePrinter(piece).print();
}

class PiecePrinter {
  readonly #piece: BasicMap;
  readonly #first: number;
  readonly #names: readonly string[];
  readonly #existentials: readonly (string | null)[];
  readonly #texts: string[];

  constructor(piece: BasicMap) {
    this.#piece = piece;
    this.#first = divOffset(piece.space);
    this.#names = columnNames(piece.space);
    this.#existentials = existentialNames(piece, this.#names);
    this.#texts = [...this.#names];
    piece.divs.forEach((div, index) => {
      const floor = () => `floor((${this.#sum(div?.numerator ?? [])})/${div?.denominator})`;
      this.#texts.push(this.#existentials[index] ?? floor());
    });
  }

  print(): PrintedPiece {
    const dimensions = this.#names.slice(inOffset(this.#piece.space));
    if (isMarkedEmpty(this.#piece)) return { positions: dimensions, condition: 'false' };
    const equalities = this.#piece.equalities.filter((row) => !isTrivial(row) || row[0] !== 0);
    const positions = dimensions.map((name, index) => {
      const column = inOffset(this.#piece.space) + index;
      const at = equalities.findIndex((row) => this.#gives(row, column));
      const [row] = at < 0 ? [] : equalities.splice(at, 1);
      if (row === undefined) return name;
      const solution = this.#solution(row, column);
      return this.#isMentioned(column, row) ? `${name} = ${solution}` : solution;
    });
    const parts = [...equalities.map((row) => this.#stride(row) ?? this.#sides(row, '=')), ...this.#inequalities()];
    return { positions, condition: this.#quantified(equalities, parts) };
  }

  /** Whether a constraint or a floor other than this row speaks of the column. */
  #isMentioned(column: number, except: Row): boolean {
    const { divs, equalities, inequalities } = this.#piece;
    return (
      [...equalities, ...inequalities].some((row) => row !== except && row[column] !== 0) ||
      divs.some((div) => div !== null && div.numerator[column] !== 0)
    );
  }

  /** Whether the row is ±column = something that earlier columns give. */
  #gives(row: Row, column: number): boolean {
    const factor = row[column];
    if (factor !== 1 && factor !== -1) return false;
    return row.every((value, other) => value === 0 || other === column || this.#isBefore(other, column));
  }

  #isBefore(column: number, limit: number): boolean {
    if (column < this.#first) return column < limit;
    const div = this.#piece.divs[column - this.#first];
    return !!div && div.numerator.every((value, other) => value === 0 || this.#isBefore(other, limit));
  }

  #solution(row: Row, column: number): string {
    const other = row[column] === 1 ? row.map(negate) : row.slice();
    other[column] = 0;
    return this.#sum(other);
  }

  /** `(f) mod m = 0` for m·e + f = 0 where nothing else speaks of e, and e is ⌊f/m⌋ or has no definition. */
  #stride(row: Row): string | undefined {
    const column = this.#strideColumn(row);
    if (column === undefined) return undefined;
    const factor = row[column] as Int;
    const form = factor > 0 ? row.map(negate) : row.slice();
    form[column] = 0;
    const div = this.#piece.divs[column - this.#first];
    const modulus = absolute(factor);
    if (div && (div.denominator !== modulus || div.numerator.some((value, at) => value !== form[at]))) return undefined;
    return `(${this.#sum(form)}) mod ${modulus} = 0`;
  }

  #strideColumn(row: Row): number | undefined {
    for (let column = this.#first; column < columnCount(this.#piece); column++) {
      if (row[column] === 0) continue;
      const { divs, equalities, inequalities } = this.#piece;
      const others = [...equalities, ...inequalities].filter((other) => other !== row);
      if (others.some((other) => other[column] !== 0)) continue;
      if (divs.some((div) => div !== null && (div.numerator[column] ?? 0) !== 0)) continue;
      return column;
    }
    return undefined;
  }

  /** Bounds of a dimension together (`0 <= i < N`), under the last dimension of each that has coefficient ±1. */
  #inequalities(): string[] {
    const texts: string[] = [];
    const rest = this.#piece.inequalities.filter((row) => !isTrivial(row) || (row[0] as Int) < 0);
    for (let column = 1; column < this.#first; column++) {
      const mine = rest.filter((row) => this.#subject(row) === column);
      const lower = mine.find((row) => row[column] === 1);
      const upper = mine.find((row) => row[column] === -1);
      if (lower === undefined || upper === undefined) continue;
      const solution = lower.map(negate);
      solution[column] = 0;
      texts.push(`${this.#sum(solution)} <= ${this.#texts[column]} ${this.#above(upper, column)}`);
      for (const row of [lower, upper]) rest.splice(rest.indexOf(row), 1);
    }
    return [...texts, ...rest.map((row) => this.#inequality(row))];
  }

  /** The column that an inequality bounds: its last dimension, or else parameter, if that has coefficient ±1. */
  #subject(row: Row): number {
    for (let column = this.#first - 1; column > 0; column--) {
      if (row[column] !== 0) return row[column] === 1 || row[column] === -1 ? column : 0;
    }
    return 0;
  }

  #inequality(row: Row): string {
    const column = this.#subject(row);
    if (row[column] === -1 && column > 0) return `${this.#texts[column]} ${this.#above(row, column)}`;
    return this.#sides(row, '>=');
  }

  /** `row = 0` or `row >= 0` with the terms on the side where they are positive. */
  #sides(row: Row, relation: '=' | '>='): string {
    const remainder = this.#remainderIn(row);
    if (remainder !== undefined) {
      const { factor, rest } = remainder;
      const flipped = relation === '>=' && factor < 0 ? '<=' : relation;
      return `${this.#remainder(absolute(factor), remainder)} ${flipped} ${this.#sum(factor < 0 ? rest : rest.map(negate))}`;
    }
    const left = row.map((value, at) => (at > 0 && value > 0 ? value : 0));
    const right = row.map((value, at) => (at === 0 || value < 0 ? negate(value) : 0));
    return `${this.#sum(left)} ${relation} ${this.#sum(right)}`;
  }

  /** `<= …` or `< …` of an upper bound. */
  #above(row: Row, column: number): string {
    const bound = row.slice();
    bound[column] = 0;
    const isConstant = bound.every((value, at) => at === 0 || value === 0);
    if (isConstant || bound[0] !== -1) return `<= ${this.#sum(bound)}`;
    bound[0] = add(bound[0], 1);
    return `< ${this.#sum(bound)}`;
  }

  /** The existential variables that are left are quantified; those of strides are gone. */
  #quantified(equalities: readonly Row[], parts: readonly string[]): string {
    const strides = equalities.filter((row) => this.#stride(row) !== undefined);
    const gone = new Set(strides.map((row) => this.#strideColumn(row)));
    const names = this.#existentials.filter((name, index) => name !== null && !gone.has(this.#first + index));
    const condition = parts.join(' and ');
    if (names.length === 0 || condition === '') return condition;
    return `exists (${names.join(', ')} : ${condition})`;
  }

  /** The terms of a row, dimensions and divs first and the constant last; `n - d*floor(n/d)` is `(n) mod d`. */
  #sum(row: Row): string {
    const remainder = this.#remainderIn(row);
    const rest = remainder?.rest ?? row;
    let text = '';
    const append = (isNegative: boolean, part: string) => {
      if (text === '') text = isNegative ? `-${part}` : part;
      else text += isNegative ? ` - ${part}` : ` + ${part}`;
    };
    for (let column = 1; column < rest.length; column++) {
      const value = rest[column] as Int;
      if (value !== 0) append(value < 0, times(absolute(value), this.#texts[column] as string));
    }
    if (remainder !== undefined) {
      append(remainder.factor < 0, this.#remainder(absolute(remainder.factor), remainder));
    }
    const constant = rest[0] ?? 0;
    if (constant !== 0 || text === '') append(constant < 0, `${absolute(constant)}`);
    return text;
  }

  #remainder(factor: Int, { form, modulus }: Remainder): string {
    return times(factor, `((${this.#sum(form)}) mod ${modulus})`);
  }

  /** The row as factor · (form mod modulus) + rest, if its terms have that shape. */
  #remainderIn(row: Row): Remainder | undefined {
    for (let column = this.#first; column < row.length; column++) {
      const div = this.#piece.divs[column - this.#first];
      const value = row[column] as Int;
      if (value === 0 || !div || modulo(value, div.denominator) !== 0) continue;
      const factor = negate(floorDivide(value, div.denominator));
      const form = div.numerator;
      const fits = form.every((part, at) => at === 0 || part === 0 || row[at] === multiply(factor, part));
      if (!fits) continue;
      const rest = row.map((part, at) => subtract(part, multiply(factor, form[at] ?? 0)));
      rest[column] = 0;
      return { factor, form, modulus: div.denominator, rest };
    }
    return undefined;
  }
}

/** Whether a row has no coefficients. */
function isTrivial(row: Row): boolean {
  return row.every((value, column) => column === 0 || value === 0);
}

/** factor · (form mod modulus) + rest */
interface Remainder {
  readonly factor: Int;
  readonly form: Row;
  readonly modulus: Int;
  readonly rest: Row;
}

/** `i`, `2i`, and `2*floor(…)` since isl wants a sign before a bracket; brackets that nothing needs are left out. */
function times(factor: Int, term: string): string {
  if (factor === 1) return /^\(.* mod \d+\)$/.test(term) ? term.slice(1, -1) : term;
  return /^(floor)?\(/.test(term) ? `${factor}*${term}` : `${factor}${term}`;
}
