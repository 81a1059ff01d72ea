/**
 * Binding a signature to concrete shapes: what sizes a call gives the names of an op or net, and what its results are.
 *
 * Worked example: `split_heads(X: T[B, L, (G D)], const G) -> (Y: T[B, G, L, D])` called with f16[2, 128, 768] and G = 12:
 * B = 2, L = 128, T = f16; the factored dimension is 768 = G · D with G known, so D = 64; the result is f16[2, 12, 128, 64].
 */
import { defaultsOf, settleSizes } from './definitions.ts';
import { isElementType } from './element-type.ts';
import type { Signature, SignatureTensor, TensorDimension } from './signature.ts';
import { evaluateSize, holds, namesOf, printConstraint, printSize } from './size.ts';

/** A tensor at concrete sizes; a factored dimension is one extent. */
export interface Shape {
  readonly element: string;
  readonly extents: readonly bigint[];
}

export interface Binding {
  readonly sizes: ReadonlyMap<string, bigint>;
  /** Extents of `..S`. */
  readonly lists: ReadonlyMap<string, readonly bigint[]>;
  /** Consts that are no whole numbers, as written; defaults filled in. */
  readonly reals: ReadonlyMap<string, string>;
  /** Element type variables. */
  readonly elements: ReadonlyMap<string, string>;
  readonly results: readonly Shape[];
}

export interface BindingProblem {
  readonly code: 'arity' | 'shape-mismatch' | 'type-mismatch' | 'case-violates-where';
  readonly message: string;
  /** The argument that it concerns, by position. */
  readonly argument?: number;
}

export type BindingResult =
  | { readonly ok: true; readonly binding: Binding }
  | { readonly ok: false; readonly problem: BindingProblem };

class Refused extends Error {
  constructor(readonly problem: BindingProblem) {
    super(problem.message);
  }
}

/**
 * @returns the sizes that arguments and consts give to a signature, and the shapes of its results. `known` holds values
 * that are not arguments: consts of the file, consts of the call; `reals` those of them that are no whole numbers.
 */
export function bindShapes(
  signature: Signature,
  shapes: readonly Shape[],
  known: ReadonlyMap<string, bigint>,
  reals: ReadonlyMap<string, string> = new Map(),
): BindingResult {
  try {
    return { ok: true, binding: new ShapeBinding(signature, known, reals).bind(shapes) };
  } catch (thrown) {
    if (thrown instanceof Refused) return { ok: false, problem: thrown.problem };
    throw thrown;
  }
}

class ShapeBinding {
  readonly #signature: Signature;
  readonly #sizes: Map<string, bigint>;
  readonly #reals: ReadonlyMap<string, string>;
  readonly #lists = new Map<string, readonly bigint[]>();
  readonly #elements = new Map<string, string>();
  /** Dimensions that could not be compared yet. */
  #open: { readonly dimension: TensorDimension; readonly extent: bigint; readonly argument: number }[] = [];

  constructor(signature: Signature, known: ReadonlyMap<string, bigint>, reals: ReadonlyMap<string, string>) {
    this.#signature = signature;
    this.#reals = reals;
    this.#sizes = new Map(known);
  }

  bind(shapes: readonly Shape[]): Binding {
    const parameters = this.#signature.tensors.filter((tensor) => tensor.role === 'parameter');
    if (parameters.length !== shapes.length) {
      const takes = `${parameters.length} tensor${parameters.length === 1 ? '' : 's'}`;
      throw refused('arity', `\`${this.#signature.name}\` takes ${takes}, not ${shapes.length}.`);
    }
    for (const [argument, parameter] of parameters.entries()) {
      this.#parameter(parameter, shapes[argument] as Shape, argument);
    }
    this.#settle();
    this.#checkWhere();
    const results = this.#signature.tensors.filter((tensor) => tensor.role === 'result');
    return {
      sizes: this.#sizes,
      lists: this.#lists,
      reals: this.#allReals(),
      elements: this.#elements,
      results: results.map((result) => this.#result(result)),
    };
  }

  #parameter(parameter: SignatureTensor, shape: Shape, argument: number): void {
    this.#element(parameter, shape, argument);
    const { dimensions } = parameter;
    const spread = dimensions.findIndex((dimension) => dimension.kind === 'spread');
    const plain = dimensions.length - (spread < 0 ? 0 : 1);
    if (spread < 0 ? shape.extents.length !== plain : shape.extents.length < plain) {
      const wants = `${spread < 0 ? '' : 'at least '}${plain} dimension${plain === 1 ? '' : 's'}`;
      const message = `\`${parameter.name}\` of \`${this.#signature.name}\` has ${wants}, but the argument is ${printShape(shape)}.`;
      throw refused('shape-mismatch', message, argument);
    }
    const width = shape.extents.length - plain;
    let at = 0;
    for (const dimension of dimensions) {
      if (dimension.kind === 'spread') {
        this.#spread(dimension.name, shape.extents.slice(at, at + width), argument);
        at += width;
      } else {
        this.#open.push({ dimension, extent: shape.extents[at] as bigint, argument });
        at++;
      }
    }
  }

  #element({ name, element }: SignatureTensor, shape: Shape, argument: number): void {
    const expected = isElementType(element) ? element : this.#elements.get(element);
    if (expected === undefined) this.#elements.set(element, shape.element);
    else if (expected !== shape.element) {
      const because = isElementType(element) ? '' : ` (\`${element}\` is ${expected} by an argument before it)`;
      const message = `\`${name}\` of \`${this.#signature.name}\` is of type ${expected}${because}, but the argument is ${printShape(shape)}.`;
      throw refused('type-mismatch', message, argument);
    }
  }

  #spread(name: string, extents: readonly bigint[], argument: number): void {
    const before = this.#lists.get(name);
    if (before === undefined) this.#lists.set(name, extents);
    else if (before.length !== extents.length || before.some((extent, i) => extent !== extents[i])) {
      const message = `\`..${name}\` of \`${this.#signature.name}\` is [${before.join(', ')}] by an argument before it, and [${extents.join(', ')}] here.`;
      throw refused('shape-mismatch', message, argument);
    }
  }

  /** Names become known one by one: by bare dimensions, by defaults, by `where`, by what is left of a factored one. */
  #settle(): void {
    for (let before = -1; before !== this.#sizes.size + this.#open.length; ) {
      before = this.#sizes.size + this.#open.length;
      this.#open = this.#open.filter((open) => !this.#compare(open.dimension, open.extent, open.argument));
      settleSizes(this.#sizes, defaultsOf(this.#signature.consts), this.#signature.where);
    }
    const unset = this.#signature.consts.find(
      ({ name, real }) => real === undefined && !this.#sizes.has(name) && !this.#reals.has(name),
    );
    if (unset)
      throw refused(
        'arity',
        `\`${this.#signature.name}\` needs a value for its const \`${unset.name}\`. Add \`${unset.name} = …\` to the call.`,
      );
    const [open] = this.#open;
    if (open) {
      const message = `The extent ${open.extent} does not say what \`${printDimension(open.dimension)}\` of \`${this.#signature.name}\` is made of.`;
      throw refused('shape-mismatch', message, open.argument);
    }
  }

  /** @returns whether the dimension is settled. */
  #compare(dimension: TensorDimension, extent: bigint, argument: number): boolean {
    if (dimension.kind === 'spread') return true;
    if (dimension.kind === 'factored') return this.#compareFactored(dimension.names, extent, argument);
    const { size } = dimension;
    if (size.kind === 'name' && !this.#sizes.has(size.name)) {
      this.#sizes.set(size.name, extent);
      return true;
    }
    const value = evaluateSize(size, this.#sizes);
    if (value === undefined) return size.kind === 'invalid';
    if (value === extent) return true;
    const message = `\`${printSize(size)}\` of \`${this.#signature.name}\` is ${value}, but the argument has the extent ${extent} there.`;
    throw refused('shape-mismatch', message, argument);
  }

  #compareFactored(names: readonly string[], extent: bigint, argument: number): boolean {
    const unknown = names.filter((name) => !this.#sizes.has(name));
    if (unknown.length > 1) return false;
    const product = names.reduce((p, name) => p * (this.#sizes.get(name) ?? 1n), 1n);
    const [last] = unknown;
    const fits = last === undefined ? product === extent : product > 0n && extent % product === 0n;
    if (!fits) {
      const known = names.map((name) => `${name} = ${this.#sizes.get(name) ?? '?'}`).join(', ');
      const message = `\`(${names.join(' ')})\` of \`${this.#signature.name}\` cannot be ${extent} with ${known}.`;
      throw refused('shape-mismatch', message, argument);
    }
    if (last !== undefined) this.#sizes.set(last, extent / product);
    return true;
  }

  #allReals(): ReadonlyMap<string, string> {
    const reals = new Map<string, string>();
    for (const { name, real } of this.#signature.consts) {
      const value = this.#reals.get(name) ?? (this.#sizes.has(name) ? undefined : real);
      if (value !== undefined) reals.set(name, value);
    }
    return reals;
  }

  #checkWhere(): void {
    for (const constraint of this.#signature.where) {
      if (holds(constraint, this.#sizes) !== false) continue;
      const values = [...namesOf(constraint.right, namesOf(constraint.left))];
      const list = values.map((name) => `${name} = ${this.#sizes.get(name)}`).join(', ');
      const message = `\`${this.#signature.name}\` asks for ${printConstraint(constraint)}, but ${list} here.`;
      throw refused('case-violates-where', message);
    }
  }

  #result({ name, element, dimensions }: SignatureTensor): Shape {
    const extents = dimensions.flatMap((dimension): readonly bigint[] => {
      if (dimension.kind === 'spread') return this.#lists.get(dimension.name) ?? [];
      const value =
        dimension.kind === 'size'
          ? evaluateSize(dimension.size, this.#sizes)
          : dimension.names.reduce<bigint | undefined>((p, n) => multiply(p, this.#sizes.get(n)), 1n);
      if (value === undefined || value < 0n) {
        const what = value === undefined ? 'has no value' : `is negative (${value})`;
        throw refused('shape-mismatch', `\`${printDimension(dimension)}\` of the result \`${name}\` ${what} here.`);
      }
      return [value];
    });
    return { element: this.#elements.get(element) ?? element, extents };
  }
}

function multiply(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  return a === undefined || b === undefined ? undefined : a * b;
}

function refused(code: BindingProblem['code'], message: string, argument?: number): Refused {
  return new Refused({ code, message, ...(argument === undefined ? {} : { argument }) });
}

/** @returns a shape in the language's notation: `f16[1, 56, 56, 64]`. */
export function printShape({ element, extents }: Shape): string {
  return `${element}[${extents.join(', ')}]`;
}

/** @returns a dimension in the language's notation. */
export function printDimension(dimension: TensorDimension): string {
  if (dimension.kind === 'spread') return `..${dimension.name}`;
  return dimension.kind === 'factored' ? `(${dimension.names.join(' ')})` : printSize(dimension.size);
}
