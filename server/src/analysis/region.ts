/**
 * The region of a `load` or `hold`: which elements the rest of its block reads or writes through it, as affine images of
 * the tiles of its loops, one dimension of the tensor at a time.
 */
import type { Affine } from '../polyhedral/affine.ts';
import type { Access, Interval, Program, ProgramTensor, Statement } from '../polyhedral/program.ts';
import { clip, countOf, hullOf, imageOf, type StridedInterval } from './box.ts';
import { isMade, type NarrowedIndex, narrowedIndices, type Tile, tilesOver, WHOLE } from './narrowing.ts';
import type { CopyPlace } from './places.ts';

/** One access that goes through the copy. */
export interface Form {
  readonly statement: Statement;
  readonly access: Access;
}

export interface Region {
  readonly forms: readonly Form[];
  /** The indices narrowed around the step, in loop order; every combination of their tiles is one execution. */
  readonly narrowed: readonly NarrowedIndex[];
  readonly extents: readonly bigint[];
  /** False where the tensor may be shorter, so that a read with `or` leaves it earlier. */
  readonly extentsExact: boolean;
  /** False where less may go through the copy than the accesses over the whole boxes of their statements. */
  readonly complete: boolean;
  /** False where the boxes of one execution are only an upper bound of what is moved. */
  readonly movedExact: boolean;
  /** False where a dense box may still hold elements that nothing needs. */
  readonly neededExact: boolean;
  /**
   * A part of the region can lie outside of the tensor in one dimension while it would widen the box in another: then
   * the dimensions are not looked at one by one.
   */
  readonly coupled: boolean;
}

export type RegionResult =
  | { readonly ok: true; readonly region: Region }
  | { readonly ok: false; readonly reason: string };

/** @returns the region of a copy, or why it is not known. */
export function regionOf(program: Program, place: CopyPlace): RegionResult {
  const { node } = place;
  const statements = [...new Set(place.uses.flatMap((use) => use.node.statements))].map(
    (s) => program.statements[s] as Statement,
  );
  const forms = statements.flatMap((statement): Form[] => {
    if (node.kind === 'hold') {
      const writes = statement.tensor === node.tensor && isMade(statement.write);
      return writes ? [{ statement, access: statement.write }] : [];
    }
    const reads = statement.reads.filter((read) => read.tensor === node.tensor && isMade(read));
    return reads.map((access) => ({ statement, access }));
  });
  const narrowed = narrowedIndices(program, place.loops);
  if (!narrowed.ok) return narrowed;
  const tensor = program.tensors.get(node.tensor) as ProgramTensor;
  const rewritten = node.kind === 'load' && statements.some((statement) => statement.tensor === node.tensor);
  const complete = !rewritten && forms.every((form) => form.statement.boxed && isWhole(form, tensor, narrowed.indices));
  return { ok: true, region: { ...shapeOf(forms, tensor, narrowed.indices, complete), complete } };
}

function shapeOf(
  forms: readonly Form[],
  { extents, extentsExact }: ProgramTensor,
  narrowed: readonly NarrowedIndex[],
  complete: boolean,
): Omit<Region, 'complete'> {
  const clippedWhole = extentsExact || forms.every(({ access }) => !access.padded);
  const movedExact = complete && clippedWhole && !forms.some((form) => clipsSharedIndex(form, extents));
  const differing = differingDimensions(forms);
  const neededExact = movedExact && differing <= 1 && forms.every(({ access }) => !sharesIndex(access));
  const coupled =
    differing > 1 && forms.some((form) => extents.some((extent, d) => mayVanish(form, d, extent, narrowed)));
  return { forms, narrowed, extents, extentsExact, movedExact, neededExact, coupled };
}

/** Whether the access stays in the tensor, or may leave it, and its indices are narrowed as those of the statement are. */
function isWhole({ access }: Form, { extents }: ProgramTensor, narrowed: readonly NarrowedIndex[]): boolean {
  const inside = access.padded || extents.every((extent, d) => !leaves(formImage({ access }, d, WHOLE), extent));
  return (
    inside &&
    narrowed.every(({ index, interval }) => {
      const own = access.domain.get(index);
      return !own || (own.lower === interval.lower && own.upper === interval.upper);
    })
  );
}

/** `A[i, i]` is a diagonal, not a box. */
function sharesIndex(access: Access): boolean {
  const names = access.dimensions.flatMap((affine) => [...affine.terms.keys()]);
  return new Set(names).size !== names.length;
}

/** `A[i, i + 1] or 0` where one dimension ends first: its border cuts the other dimension too. */
function clipsSharedIndex(form: Form, extents: readonly bigint[]): boolean {
  const { dimensions, padded } = form.access;
  return (
    padded &&
    dimensions.some((affine, d) => {
      const others = dimensions.filter((_, other) => other !== d).flatMap(({ terms }) => [...terms.keys()]);
      return others.some((index) => affine.terms.has(index)) && leaves(formImage(form, d, WHOLE), extents[d] as bigint);
    })
  );
}

/** In how many dimensions the accesses differ: a union of boxes is a box if they differ in one. */
function differingDimensions(forms: readonly Form[]): number {
  const [first, ...others] = forms;
  const differing = new Set<number>();
  for (const form of others) {
    first?.access.dimensions.forEach((affine, d) => {
      if (!sameImage(affine, first.access, form.access.dimensions[d] as Affine, form.access)) differing.add(d);
    });
  }
  return differing.size;
}

function sameImage(a: Affine, inA: Access, b: Affine, inB: Access): boolean {
  if (a.constant !== b.constant || a.terms.size !== b.terms.size) return false;
  return [...a.terms].every(([index, coefficient]) => {
    const [x, y] = [inA.domain.get(index), inB.domain.get(index)];
    return b.terms.get(index) === coefficient && x?.lower === y?.lower && x?.upper === y?.upper;
  });
}

/** Whether in some tile nothing of the access is in bounds in a dimension, or not known to be. */
function mayVanish(form: Form, dimension: number, extent: bigint, narrowed: readonly NarrowedIndex[]): boolean {
  const terms = form.access.dimensions[dimension]?.terms;
  if (!form.access.padded || !leaves(formImage(form, dimension, WHOLE), extent)) return false;
  const tiles = tilesOver(
    narrowed.filter(({ index }) => terms?.has(index)),
    true,
  );
  return (
    !tiles ||
    tiles.some(({ tile }) => {
      const { box, exact } = clipped(form, dimension, extent, tile);
      return countOf(box) === 0n || !exact;
    })
  );
}

function leaves({ lower, upper }: StridedInterval, extent: bigint): boolean {
  return lower <= upper && (lower < 0n || upper >= extent);
}

/** @returns one dimension of the smallest strided box that holds the region of one execution, padding included. */
export function paddedBox(region: Region, dimension: number, tile: Tile): StridedInterval {
  return hullOf(region.forms.map((form) => formImage(form, dimension, tile)));
}

/** A box, and whether it is the smallest one. */
export interface MovedBox {
  readonly box: StridedInterval;
  readonly exact: boolean;
}

/** @returns these dimensions of the box of the in-bounds part of the region: what is moved. */
export function movedBoxes(region: Region, dimensions: readonly number[], tile: Tile): readonly MovedBox[] {
  const partsOf = (form: Form, which: readonly number[]) =>
    which.map((d) => clipped(form, d, region.extents[d] as bigint, tile));
  let parts: (readonly MovedBox[])[];
  if (region.coupled) {
    const all = region.extents.map((_, d) => d);
    const inside = region.forms
      .map((form) => partsOf(form, all))
      .filter((p) => p.every(({ box }) => countOf(box) > 0n));
    parts = inside.map((p) => dimensions.map((d) => p[d] as MovedBox));
  } else {
    parts = region.forms.map((form) => partsOf(form, dimensions));
  }
  return dimensions.map((_, i) => {
    const own = parts.map((p) => p[i] as MovedBox);
    return { box: hullOf(own.map(({ box }) => box)), exact: own.every(({ exact }) => exact) };
  });
}

/**
 * @returns how many elements the region has over all executions at least: those of an access that takes every element of
 * a box.
 */
export function leastElements(region: Region): bigint {
  if (!region.complete) return 0n;
  const certain = region.forms.filter(({ access }) => !sharesIndex(access) && (region.extentsExact || !access.padded));
  const counts = certain.map((form) => {
    const parts = region.extents.map((extent, d) => clipped(form, d, extent, WHOLE).box);
    return parts.every(({ dense }) => dense) ? parts.reduce((product, box) => product * countOf(box), 1n) : 0n;
  });
  return counts.reduce((a, b) => (a > b ? a : b), 0n);
}

/** A hull with gaps that is cut at the border may be larger than the hull of what is left. */
function clipped(form: Form, dimension: number, extent: bigint, tile: Tile): MovedBox {
  const image = formImage(form, dimension, tile);
  if (!form.access.padded || !leaves(image, extent)) return { box: image, exact: true };
  return { box: clip(image, extent), exact: image.dense };
}

function formImage({ access }: Pick<Form, 'access'>, dimension: number, tile: Tile): StridedInterval {
  const affine = access.dimensions[dimension] as Affine;
  return imageOf(affine, (index) => tile.get(index) ?? (access.domain.get(index) as Interval));
}

/** @returns the narrowed indices on which a dimension of the region depends. */
export function indicesOf(region: Region, dimension: number): readonly NarrowedIndex[] {
  const terms = region.forms.map(({ access }) => access.dimensions[dimension]?.terms);
  return region.narrowed.filter(({ index }) => terms.some((t) => t?.has(index)));
}

/** @returns whether accesses move apart in a dimension, so that its extent depends on the place of the tile. */
export function movesApart(region: Region, dimension: number): boolean {
  const narrowed = new Set(region.narrowed.map(({ index }) => index));
  const moving = region.forms.map(({ access }) =>
    [...(access.dimensions[dimension]?.terms ?? [])]
      .filter(([index]) => narrowed.has(index))
      .sort()
      .join(),
  );
  return moving.some((terms) => terms !== moving[0]);
}

/** @returns whether the place of a tile, and not only its extent, decides what is moved of a dimension. */
export function dependsOnPlace(region: Region, dimension: number): boolean {
  const extent = region.extents[dimension] ?? 0n;
  return (
    movesApart(region, dimension) ||
    region.forms.some((form) => form.access.padded && leaves(formImage(form, dimension, WHOLE), extent))
  );
}
