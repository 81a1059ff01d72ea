/**
 * Spaces: which tuples a set or map relates, and over which parameters.
 *
 *     [N] -> { S[i, j] -> A[k] }    params = ['N'], in = S with dims [i, j], out = A with dims [k]
 *     [N] -> { S[i, j] }            params = ['N'], in = null, out = S: a set is a map without `in`
 *
 * What a space means is told by the names of tuples, their number of dimensions and the parameters. The names of
 * dimensions are for printing only, and are taken from the first operand where two are combined.
 */

/** A named list of dimensions. A wrapped map `N[A[i] -> B[j]]` has `nested`, and as `dims` those of both, in order. */
export interface Tuple {
  readonly name: string | null;
  readonly dims: readonly (string | null)[];
  readonly nested: { readonly in: Tuple; readonly out: Tuple } | null;
}

export interface Space {
  readonly params: readonly string[];
  /** Null for a set. */
  readonly in: Tuple | null;
  readonly out: Tuple;
}

/** A tuple of `dims` dimensions (or of dimensions with these names). */
export function tuple(name: string | null, dims: number | readonly (string | null)[]): Tuple {
  return { name, dims: typeof dims === 'number' ? new Array<null>(dims).fill(null) : dims, nested: null };
}

/** The tuple `name[in -> out]`, which makes a map a set. */
export function nestedTuple(name: string | null, input: Tuple, output: Tuple): Tuple {
  return { name, dims: [...input.dims, ...output.dims], nested: { in: input, out: output } };
}

export function setSpace(params: readonly string[], out: Tuple): Space {
  return { params, in: null, out };
}

export function mapSpace(params: readonly string[], input: Tuple, out: Tuple): Space {
  return { params, in: input, out };
}

/** Number of input dimensions: 0 for a set. */
export function inCount(space: Space): number {
  return space.in === null ? 0 : space.in.dims.length;
}

export function outCount(space: Space): number {
  return space.out.dims.length;
}

/** Column of the first input dimension in a row `[constant, params…, in…, out…, divs…]`. */
export function inOffset(space: Space): number {
  return 1 + space.params.length;
}

/** Column of the first output dimension. */
export function outOffset(space: Space): number {
  return 1 + space.params.length + inCount(space);
}

/** Column of the first div, which is the number of columns of a row without divs. */
export function divOffset(space: Space): number {
  return 1 + space.params.length + inCount(space) + outCount(space);
}

/** Text that is equal for tuples of the same meaning: name, number of dimensions, nesting. */
export function tupleKey(of: Tuple | null): string {
  if (of === null) return '-';
  const inside = of.nested === null ? `${of.dims.length}` : `${tupleKey(of.nested.in)}>${tupleKey(of.nested.out)}`;
  return `${of.name ?? ''}[${inside}]`;
}

/** Text that is equal for spaces with the same tuples, whatever their parameters. */
export function spaceKey(space: Space): string {
  return space.in === null ? tupleKey(space.out) : `${tupleKey(space.in)}->${tupleKey(space.out)}`;
}

export function sameTuple(a: Tuple | null, b: Tuple | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || a.name !== b.name || a.dims.length !== b.dims.length) return false;
  if (a.nested === null || b.nested === null) return a.nested === b.nested;
  return sameTuple(a.nested.in, b.nested.in) && sameTuple(a.nested.out, b.nested.out);
}

export function sameParams(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((name, index) => name === b[index]));
}

/** Whether both relate the same tuples; parameters are not looked at. */
export function sameTuples(a: Space, b: Space): boolean {
  return a === b || (sameTuple(a.in, b.in) && sameTuple(a.out, b.out));
}

/** The parameters of `a`, then those of `b` that are new. Equal lists give `a` itself. */
export function unitedParams(a: readonly string[], b: readonly string[]): readonly string[] {
  if (sameParams(a, b)) return a;
  const more = b.filter((name) => !a.includes(name));
  return more.length === 0 ? a : [...a, ...more];
}
