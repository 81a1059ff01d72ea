/**
 * The tree of a text of sets: what was written, with names not yet looked up.
 *
 *     { S[i, 2j] -> A[i + j] : i < j }
 *
 * is one entry: its `in` tuple `S` at the positions `i` and `2j`, its `out` tuple `A` at the position `i + j`, and the
 * comparison as its condition.
 */

/** Place in the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Expression = Span &
  (
    | { readonly kind: 'number'; readonly digits: string }
    | { readonly kind: 'name'; readonly name: string }
    | {
        readonly kind: 'multiply' | 'divide' | 'modulo';
        readonly operands: readonly [Expression, Expression];
      }
    | { readonly kind: 'negate' | 'floor' | 'ceiling'; readonly operand: Expression }
    | { readonly kind: 'add' | 'minimum' | 'maximum'; readonly operands: readonly Expression[] }
  );

/** `<<` and its kin compare two lists lexicographically; the others compare each of a list with each of the next. */
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | '<<' | '<<=' | '>>' | '>>=';

export interface Bound extends Span {
  readonly name: string;
  /** `exists (e = floor(i/2) : …)` defines the variable. */
  readonly definition: Expression | null;
}

export type Formula = Span &
  (
    | { readonly kind: 'constant'; readonly value: boolean }
    | { readonly kind: 'and' | 'or'; readonly operands: readonly Formula[] }
    | { readonly kind: 'implies'; readonly operands: readonly [Formula, Formula] }
    | { readonly kind: 'not'; readonly operand: Formula }
    | { readonly kind: 'exists'; readonly variables: readonly Bound[]; readonly body: Formula }
    /** `lists[0] comparisons[0] lists[1] comparisons[1] lists[2] …` */
    | {
        readonly kind: 'compare';
        readonly lists: readonly (readonly Expression[])[];
        readonly comparisons: readonly Comparison[];
      }
  );

/** One position of a tuple: a new name, an expression, a name with its definition (`i = 2j`), or `*`. */
export interface Position extends Span {
  readonly name: string | null;
  readonly expression: Expression | null;
}

export interface TupleTree extends Span {
  readonly name: string | null;
  readonly positions: readonly Position[];
  /** `A[B[i] -> C[j]]`: the tuple is a wrapped relation and has no positions of its own. */
  readonly nested: { readonly in: TupleTree; readonly out: TupleTree } | null;
}

/** One of the parts between `;`. Without a tuple it speaks of the parameters only: `{ : N > 0 }`. */
export interface Entry extends Span {
  readonly in: TupleTree | null;
  readonly out: TupleTree | null;
  readonly condition: Formula | null;
}

export interface SetsTree extends Span {
  readonly params: readonly (Span & { readonly name: string })[];
  readonly entries: readonly Entry[];
}
