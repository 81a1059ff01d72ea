/**
 * The region of a `load` or `hold`: which elements the rest of its block reads or writes through it, as affine images of
 * the tiles of its loops, one dimension of the tensor at a time.
 */
import type { Affine } from '../polyhedral/affine.ts';
import type { Access, Interval, LoopNode, Program, Statement } from '../polyhedral/program.ts';
import { clip, hullOf, imageOf, type StridedInterval } from './box.ts';
import type { CopyPlace } from './places.ts';

/** One access that goes through the copy. */
interface Form {
  readonly statement: Statement;
  readonly access: Access;
}

/** An index that loops around the step narrow. */
export interface NarrowedIndex {
  readonly index: string;
  readonly interval: Interval;
  /** Tile sizes of the loops over it, outermost first. */
  readonly sizes: readonly bigint[];
}

export interface Region {
  readonly forms: readonly Form[];
  /** The indices narrowed around the step, in loop order; every combination of their tiles is one execution. */
  readonly narrowed: readonly NarrowedIndex[];
  readonly extents: readonly bigint[];
  /** False where the box of one execution, computed from whole domains, is only an upper bound of what is moved. */
  readonly movedExact: boolean;
  /** False where a dense box may still hold elements that nothing needs. */
  readonly neededExact: boolean;
}

export type RegionResult =
  | { readonly ok: true; readonly region: Region }
  | { readonly ok: false; readonly reason: string };

/** @returns the region of a copy, or why it is not known. */
export function regionOf(program: Program, place: CopyPlace): RegionResult {
  const { node } = place;
  const statements = [...new Set(place.uses.flatMap((use) => use.statements))].map(
    (s) => program.statements[s] as Statement,
  );
  const forms = statements.flatMap((statement): Form[] => {
    if (node.kind === 'hold') return statement.tensor === node.tensor ? [{ statement, access: statement.write }] : [];
    return statement.reads.filter((read) => read.tensor === node.tensor).map((access) => ({ statement, access }));
  });
  const narrowed = narrowedIndices(program, place.loops);
  if (!narrowed.ok) return narrowed;
  const extents = program.tensors.get(node.tensor)?.extents ?? [];
  const rewritten = node.kind === 'load' && statements.some((statement) => statement.tensor === node.tensor);
  const movedExact = !rewritten && forms.every(({ statement }) => statement.boxed);
  const neededExact = movedExact && forms.every(({ access }) => !sharesIndex(access)) && differInOneDimension(forms);
  return { ok: true, region: { forms, narrowed: narrowed.indices, extents, movedExact, neededExact } };
}

type Narrowed =
  | { readonly ok: true; readonly indices: readonly NarrowedIndex[] }
  | { readonly ok: false; readonly reason: string };

/** @returns the indices that these loops narrow; every statement under a loop must have the same range for it. */
export function narrowedIndices(program: Program, loops: readonly LoopNode[]): Narrowed {
  const found = new Map<string, { interval: Interval; sizes: bigint[] }>();
  for (const loop of loops) {
    if (loop.tensor !== undefined)
      return { ok: false, reason: `the axis \`${loop.tensor}.${loop.index}\` is not analysed yet` };
    const intervals = statementsUnder(program, loop).flatMap((s) => s.domain.get(loop.index) ?? []);
    const [first, ...others] = intervals;
    if (!first) return { ok: false, reason: `nothing under \`for ${loop.index}\` has the index \`${loop.index}\`` };
    if (others.some(({ lower, upper }) => lower !== first.lower || upper !== first.upper)) {
      return { ok: false, reason: `equations of different ranges under \`for ${loop.index}\` are not analysed yet` };
    }
    const entry = found.get(loop.index);
    if (entry) entry.sizes.push(loop.by);
    else found.set(loop.index, { interval: first, sizes: [loop.by] });
  }
  return { ok: true, indices: [...found].map(([index, value]) => ({ index, ...value })) };
}

function statementsUnder(program: Program, loop: LoopNode): Statement[] {
  const statements: Statement[] = [];
  const walk = (nodes: LoopNode['body']): void => {
    for (const node of nodes) {
      if (node.kind === 'do') for (const s of node.statements) statements.push(program.statements[s] as Statement);
      else if (node.kind === 'for' || node.kind === 'block') walk(node.body);
    }
  };
  walk(loop.body);
  return statements;
}

/** `A[i, i]` is a diagonal, not a box. */
function sharesIndex(access: Access): boolean {
  const names = access.dimensions.flatMap((affine) => [...affine.terms.keys()]);
  return new Set(names).size !== names.length;
}

/** A union of boxes is a box per dimension only if they differ in one dimension. */
function differInOneDimension(forms: readonly Form[]): boolean {
  const [first, ...others] = forms;
  if (!first) return true;
  const differing = new Set<number>();
  for (const form of others) {
    first.access.dimensions.forEach((affine, d) => {
      if (!sameImage(affine, first.statement, form.access.dimensions[d] as Affine, form.statement)) differing.add(d);
    });
  }
  return differing.size <= 1;
}

function sameImage(a: Affine, inA: Statement, b: Affine, inB: Statement): boolean {
  if (a.constant !== b.constant || a.terms.size !== b.terms.size) return false;
  return [...a.terms].every(([index, coefficient]) => {
    const [x, y] = [inA.domain.get(index), inB.domain.get(index)];
    return b.terms.get(index) === coefficient && x?.lower === y?.lower && x?.upper === y?.upper;
  });
}

/** @returns whether the place of a tile, and not only its extent, decides the size of the box in a dimension. */
export function dependsOnPlace(region: Region, dimension: number): boolean {
  const narrowed = new Set(region.narrowed.map(({ index }) => index));
  const moving = region.forms.map(({ access }) =>
    [...(access.dimensions[dimension]?.terms ?? [])]
      .filter(([index]) => narrowed.has(index))
      .sort()
      .join(),
  );
  if (moving.some((terms) => terms !== moving[0])) return true;
  const extent = region.extents[dimension] ?? 0n;
  const whole = paddedBox(region, dimension, new Map());
  const clipped = whole.lower < 0n || whole.upper >= extent;
  return clipped && region.forms.some(({ access }) => access.padded);
}

/** Tiles of narrowed indices; an index without an entry has its whole range. */
export type Tile = ReadonlyMap<string, Interval>;

/** @returns one dimension of the smallest strided box that holds the region of one execution, padding included. */
export function paddedBox(region: Region, dimension: number, tile: Tile): StridedInterval {
  return hullOf(region.forms.map((form) => formImage(form, dimension, tile)));
}

/** @returns the same for the in-bounds part of the region: what is moved. */
export function movedBox(region: Region, dimension: number, tile: Tile): StridedInterval {
  const extent = region.extents[dimension] ?? 0n;
  return hullOf(
    region.forms.map((form) => {
      const image = formImage(form, dimension, tile);
      return form.access.padded ? clip(image, extent) : image;
    }),
  );
}

function formImage({ statement, access }: Form, dimension: number, tile: Tile): StridedInterval {
  const affine = access.dimensions[dimension] as Affine;
  return imageOf(affine, (index) => tile.get(index) ?? (statement.domain.get(index) as Interval));
}

/** @returns the narrowed indices on which a dimension of the region depends. */
export function indicesOf(region: Region, dimension: number): ReadonlySet<string> {
  const narrowed = new Set(region.narrowed.map(({ index }) => index));
  const indices = new Set<string>();
  for (const { access } of region.forms) {
    for (const index of access.dimensions[dimension]?.terms.keys() ?? []) if (narrowed.has(index)) indices.add(index);
  }
  return indices;
}
