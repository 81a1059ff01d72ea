/**
 * The map from tiles to data of a separable access, written down directly.
 *
 *     S[p, r] -> A[2p + r], 0 <= p < 56, 0 <= r < 3, tiles of 8 × 3
 *     { S[t, 0] -> A[x] : 16t <= x <= 16t + 16 and 0 <= x <= 112 and 0 <= t <= 6 }
 *
 * That needs one index at most in each data dimension that tiles divide (p), while the others (r) are whole in every tile
 * and, if there are any, leave no gap between two values of factor·p: then ends of intervals can be added, also in the
 * last, ragged tile.
 */
import { basicMap, type Div, type Row, zeroRow } from '../basic-map.ts';
import { absolute, add, floorDivide, type Int, modulo, multiply, negate, subtract } from '../integer.ts';
import { mapOf, type PMap } from '../map.ts';
import { lastOf, multiplesOf, type Progression, progression, sumOf } from './progression.ts';
import type { Extent, SeparableAccess, SeparableDimension } from './separable.ts';

/** Data dimension = factor · index + one of `whole`, for the index that tiles divide, if any. */
interface Shape {
  readonly whole: Progression;
  readonly index: number | undefined;
  readonly factor: Int;
}

/** The map, or undefined where the access is not of this kind. */
export function separableMap(access: SeparableAccess, sizes: readonly Int[]): PMap | undefined {
  const shapes: Shape[] = [];
  for (const dimension of access.data) {
    const shape = shapeOf(dimension, access.iterations, sizes);
    if (shape === undefined) return undefined;
    shapes.push(shape);
  }
  return mapOf(access.space, [new Rows(access, sizes, shapes).result()]);
}

function shapeOf(
  { constant, terms }: SeparableDimension,
  iterations: readonly Extent[],
  sizes: readonly Int[],
): Shape | undefined {
  let whole: Progression | undefined = progression(constant, 1, 1);
  let index: number | undefined;
  let factor: Int = 0;
  for (const term of terms) {
    const { lower, upper } = iterations[term.index] as Extent;
    const size = sizes[term.index] as Int;
    if (floorDivide(lower, size) === floorDivide(upper, size)) {
      whole = whole && sumOf(whole, multiplesOf(term.factor, lower, upper));
    } else if (index === undefined) {
      index = term.index;
      factor = term.factor;
    } else return undefined;
  }
  if (whole === undefined) return undefined;
  if (index === undefined || whole.count === 1) return { whole, index, factor };
  const noGaps = modulo(factor, whole.step) === 0 && multiply(whole.step, whole.count) >= absolute(factor);
  return noGaps ? { whole, index, factor } : undefined;
}

class Rows {
  readonly #access: SeparableAccess;
  readonly #sizes: readonly Int[];
  readonly #columns: number;
  readonly #equalities: Row[] = [];
  readonly #inequalities: Row[] = [];
  readonly #divs: Div[] = [];

  constructor(access: SeparableAccess, sizes: readonly Int[], shapes: readonly Shape[]) {
    this.#access = access;
    this.#sizes = sizes;
    this.#columns = 1 + sizes.length + shapes.length + shapes.filter((shape) => strideOf(shape) !== 1).length;
    for (const [index, extent] of access.iterations.entries()) this.#tileExists(index, extent);
    for (const [at, shape] of shapes.entries()) this.#dimension(1 + sizes.length + at, shape);
  }

  result() {
    return basicMap(this.#access.space, this.#divs, this.#equalities, this.#inequalities);
  }

  #add(constant: Int, ...terms: readonly (readonly [number, Int])[]): Int[] {
    const row = zeroRow(this.#columns);
    row[0] = constant;
    for (const [column, value] of terms) row[column] = value;
    this.#inequalities.push(row);
    return row;
  }

  /** size·t <= upper and size·t + size − 1 >= lower */
  #tileExists(index: number, { lower, upper }: Extent): void {
    const size = this.#sizes[index] as Int;
    this.#add(floorDivide(upper, size), [1 + index, -1]);
    this.#add(negate(floorDivide(lower, size)), [1 + index, 1]);
  }

  #dimension(column: number, shape: Shape): void {
    const { whole, index, factor } = shape;
    const stride = strideOf(shape);
    const last = lastOf(whole);
    if (stride !== 1) this.#stride(column, stride, whole.first);
    if (index === undefined) {
      this.#add(negate(whole.first), [column, 1]);
      this.#add(last, [column, -1]);
      return;
    }
    const size = this.#sizes[index] as Int;
    const { lower, upper } = this.#access.iterations[index] as Extent;
    const [least, greatest] = factor > 0 ? [lower, upper] : [upper, lower];
    // The first and the last index of a full tile are size·t and size·t + size − 1.
    const [front, back]: readonly Int[] = factor > 0 ? [0, subtract(size, 1)] : [subtract(size, 1), 0];
    const slope = multiply(factor, size);
    this.#add(negate(add(whole.first, multiply(factor, least))), [column, 1]);
    this.#add(negate(add(whole.first, multiply(factor, front as Int))), [column, 1], [1 + index, negate(slope)]);
    this.#add(add(last, multiply(factor, greatest)), [column, -1]);
    this.#add(add(last, multiply(factor, back as Int)), [column, -1], [1 + index, slope]);
  }

  /** x − first = stride · ⌊(x − first) / stride⌋ */
  #stride(column: number, stride: Int, first: Int): void {
    const numerator = zeroRow(this.#columns);
    numerator[0] = negate(first);
    numerator[column] = 1;
    const equality = numerator.slice();
    equality[1 + this.#sizes.length + this.#access.data.length + this.#divs.length] = negate(stride);
    this.#equalities.push(equality);
    this.#divs.push({ numerator, denominator: stride });
  }
}

/** What two neighbouring values of the data dimension differ by. */
function strideOf({ whole, index, factor }: Shape): Int {
  return index !== undefined && whole.count === 1 ? absolute(factor) : whole.step;
}
