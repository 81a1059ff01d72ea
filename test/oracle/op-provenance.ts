/**
 * Where the elements of an op come from: hashes of the points of its equations, each with the provenance of what is read
 * there. Points of a reduction are summed, so that their order does not matter; nothing is computed.
 *
 * Example: `Y[i] = X[i]` gives Y[0] the hash of (equation 1, 0, X[0]).
 */
import type { Declaration, OpDeclaration } from '../../server/src/syntax/ast.ts';
import { splitDeclarations } from '../../server/src/syntax/chunks.ts';
import { parseDeclaration } from '../../server/src/syntax/parse.ts';
import type { WrittenOp } from '../support/random-programs/write-op.ts';
import type { Point } from './expressions.ts';
import { leftPoints, OpReader, type OracleAccess, type OracleEquation, type OracleOp, points } from './op.ts';

/** @returns the op of a random program. */
export function readOp({ text, sizes }: WrittenOp): OracleOp {
  const declarations = splitDeclarations(unfactored(text)).flatMap((chunk): Declaration[] => {
    const { declaration, problems } = parseDeclaration(chunk.text);
    if (problems.length > 0) throw new Error(`${problems[0]?.message}\n${chunk.text}`);
    return declaration ? [declaration] : [];
  });
  const values = new Map([...Object.entries(sizes), ['st', 2] as const]);
  return new OpReader(declarations[0] as OpDeclaration, values, new Map([['T', 'f16']])).read();
}

/** `G: T[(U V)]` read at `G[(i j)]` is `G: T[U * V]` read at `G[V * i + j]`. */
function unfactored(text: string): string {
  const inner = new Map<string, string>();
  const declared = text.replace(
    /(\w+): (\w+)\[\((\w+) (\w+)\)/g,
    (_, name: string, type: string, u: string, v: string) => {
      inner.set(name, v);
      return `${name}: ${type}[${u} * ${v}`;
    },
  );
  return declared.replace(/(\w+)\[\((\w+) (\w+)\)/g, (_, name: string, i: string, j: string) => {
    return `${name}[${inner.get(name)} * ${i} + ${j}`;
  });
}

/** @returns a hash of 32 bits. */
function mix(...parts: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 13;
  }
  return hash | 0;
}

type Read = (access: OracleAccess, point: Point) => number;

/** What one point of an equation adds to its element: reads inside the reduction, or, at its first point, all of them. */
export function contribution(
  equation: OracleEquation,
  number: number,
  point: Point,
  isFirst: boolean,
  read: Read,
): number {
  const reads = equation.reads.map((access) => (access.binders.length > 0 || isFirst ? read(access, point) : 0));
  return mix(number, ...point, ...reads);
}

/** Elements by their place in row-major order; undefined outside the tensor. */
export function placeOf(op: OracleOp, { tensor, at }: OracleAccess, point: Point): number | undefined {
  let place = 0;
  const { extents } = op.tensors.get(tensor) as { extents: readonly number[] };
  for (const [d, extent] of extents.entries()) {
    const i = (at[d] as OracleAccess['at'][number])(point);
    if (i < 0 || i >= extent) return undefined;
    place = place * extent + i;
  }
  return place;
}

export function parameterElement(tensor: string, place: number): number {
  return mix(...[...tensor].map((letter) => letter.charCodeAt(0)), place);
}

/** Values of the written tensors, computed on demand. */
export class OpProvenance {
  readonly #op: OracleOp;
  readonly #known = new Map<string, number>();
  readonly #points = new Map<string, { equation: OracleEquation; number: number; left: Point }>();

  constructor(op: OracleOp) {
    this.#op = op;
    for (const [number, equation] of op.equations.entries()) {
      for (const left of leftPoints(equation, equation.ranges)) {
        const key = `${equation.tensor} ${placeOf(op, equation.write, left)}`;
        if (this.#points.has(key)) throw new Error(`${key} is defined twice`);
        this.#points.set(key, { equation, number, left: [...left] });
      }
    }
  }

  element(tensor: string, place: number): number {
    const key = `${tensor} ${place}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#points.get(key);
    if (!found && this.#op.equations.some((equation) => equation.tensor === tensor))
      throw new Error(`${key} is not defined`);
    const value = found ? this.#value(found) : parameterElement(tensor, place);
    this.#known.set(key, value);
    return value;
  }

  #value({ equation, number, left }: { equation: OracleEquation; number: number; left: Point }): number {
    const fixed = left.map((value) => ({ lower: value, upper: value + 1 }));
    let sum = 0;
    for (const point of points([...fixed, ...equation.ranges.slice(equation.leftCount)])) {
      const isFirst = isFirstPoint(equation, point);
      sum += contribution(equation, number, point, isFirst, (access, at) => {
        const place = placeOf(this.#op, access, at);
        return place === undefined ? 0 : this.element(access.tensor, place);
      });
    }
    return sum | 0;
  }
}

export function isFirstPoint({ ranges, leftCount }: OracleEquation, point: Point): boolean {
  return ranges.slice(leftCount).every(({ lower }, n) => point[leftCount + n] === lower);
}
