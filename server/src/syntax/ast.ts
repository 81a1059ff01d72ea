/**
 * The abstract syntax tree of one declaration.
 *
 * Invariants:
 * - A node carries an `id`, its number in preorder within the declaration, and no position. Positions live in a
 *   table beside the tree (`ParsedDeclaration.spans`), indexed by `id`. So an edit of white space or of a comment
 *   gives an equal tree, and nothing that is derived from trees alone is computed again.
 * - The tree is plain data (no classes, no cycles, no `undefined` elements): two trees are compared by structure.
 * - What recovery had to leave out is an identifier with an empty name or a `missing` expression; the parser has
 *   reported it already, and no later layer reports it a second time.
 *
 * Example: `load A in sbuf as [k | m]` is
 * `{ kind: 'load', tensors: [A], memory: sbuf, layout: { partition: [k], free: [m] } }`.
 */

export interface Node {
  /** Preorder number within the declaration; index into the declaration's span table. */
  readonly id: number;
}

export interface Identifier extends Node {
  /** Empty where the source lacks the identifier. */
  readonly name: string;
}

// ---------------------------------------------------------------- expressions

export interface NumberLiteral extends Node {
  readonly kind: 'number';
  /**
   * As written, for example `1e-5` or `1000000000000000`: sizes may exceed what a double holds exactly. Empty where the
   * source lacks the number.
   */
  readonly text: string;
}

export interface NameExpression extends Node {
  readonly kind: 'name';
  readonly name: string;
}

export interface BinaryExpression extends Node {
  readonly kind: 'binary';
  readonly operator: '+' | '-' | '*' | '/' | '%' | '^';
  readonly left: Expression;
  readonly right: Expression;
}

export interface NegateExpression extends Node {
  readonly kind: 'negate';
  readonly operand: Expression;
}

/** `T[i, j]` with an optional `or value` for reads outside the tensor. */
export interface ReadExpression extends Node {
  readonly kind: 'read';
  readonly tensor: Identifier;
  readonly index: readonly IndexItem[];
  readonly fallback?: Expression;
}

/** `(g d)`: a dimension indexed by several indices, the last fastest. */
export interface FactoredExpression extends Node {
  readonly kind: 'factored';
  readonly names: readonly Identifier[];
}

export interface CallExpression extends Node {
  readonly kind: 'call';
  readonly callee: Identifier;
  readonly arguments: readonly Expression[];
}

export interface SelectExpression extends Node {
  readonly kind: 'select';
  readonly conditions: readonly Constraint[];
  readonly then: Expression;
  readonly else: Expression;
}

export interface ReduceExpression extends Node {
  readonly kind: 'reduce';
  readonly operator: 'sum' | 'prod' | 'max' | 'min' | 'any';
  readonly binders: readonly Binder[];
  readonly body: Expression;
}

/** `k`, or `k in from..to` (half-open). */
export interface Binder extends Node {
  readonly index: Identifier;
  readonly range?: { readonly from: Expression; readonly to: Expression };
}

/** Where recovery found no expression. */
export interface MissingExpression extends Node {
  readonly kind: 'missing';
}

export type Expression =
  | NumberLiteral
  | NameExpression
  | BinaryExpression
  | NegateExpression
  | ReadExpression
  | FactoredExpression
  | CallExpression
  | SelectExpression
  | ReduceExpression
  | MissingExpression;

export type Relation = '=' | '!=' | '<=' | '<' | '>=' | '>';

export interface Constraint extends Node {
  readonly left: Expression;
  readonly relation: Relation;
  readonly right: Expression;
}

/** `..s` */
export interface SpreadItem extends Node {
  readonly kind: 'spread';
  readonly name: Identifier;
}

/** `*` in a read of an extern op */
export interface StarItem extends Node {
  readonly kind: 'star';
}

export type IndexItem = Expression | SpreadItem | StarItem;

// ---------------------------------------------------------------- tensors

/** A tensor of a signature: `A: T[M, K] in hbm`. */
export interface TensorParameter extends Node {
  readonly name: Identifier;
  readonly type: TypeExpression;
  readonly memory?: Identifier;
}

/** `T[M, K]`, `f16[K | M]` (with a bar only in instructions), or a bare `T`. */
export interface TypeExpression extends Node {
  readonly element: Identifier;
  /** Absent: no brackets at all. */
  readonly dimensions?: readonly Dimension[];
  /** How many of `dimensions` stand before the bar; absent: no bar. */
  readonly bar?: number;
}

/** `i: L`, `H + 2 * p`, or `..S`. */
export interface Dimension extends Node {
  readonly label?: Identifier;
  readonly size: Expression | SpreadItem;
}

export interface ConstParameter extends Node {
  readonly name: Identifier;
  readonly default?: Expression;
}

export interface Parameters {
  /** In written order; told apart by the presence of `type`. */
  readonly list: readonly (TensorParameter | ConstParameter)[];
}

// ---------------------------------------------------------------- ops

export interface Equation extends Node {
  readonly tensor: Identifier;
  readonly index: readonly IndexItem[];
  readonly type?: Identifier;
  /** `value` of an ordinary equation, `reads` of an extern one. */
  readonly right:
    | { readonly kind: 'value'; readonly value: Expression; readonly when: readonly Constraint[] }
    | { readonly kind: 'reads'; readonly reads: readonly ReadExpression[] };
}

export interface OpDeclaration extends Node {
  readonly kind: 'op';
  readonly extern: boolean;
  readonly name: Identifier;
  readonly parameters: Parameters;
  readonly results: readonly TensorParameter[];
  readonly where: readonly Constraint[];
  readonly equations: readonly Equation[];
}

// ---------------------------------------------------------------- targets

/** `16 GiB`, `410 B/ns`, `2 cycles`, or a bare name (`pool rings`). */
export interface Property extends Node {
  readonly name: Identifier;
  readonly value:
    | { readonly kind: 'quantity'; readonly number: string; readonly unit?: string }
    | { readonly kind: 'name'; readonly name: string };
}

export interface MemoryItem extends Node {
  readonly kind: 'memory';
  readonly name: Identifier;
  readonly properties: readonly Property[];
}

export interface DmaItem extends Node {
  readonly kind: 'dma';
  readonly from: Identifier;
  readonly to: Identifier;
  readonly both: boolean;
  readonly properties: readonly Property[];
}

export interface CopyItem extends Node {
  readonly kind: 'copy';
  readonly from: Identifier;
  readonly to: Identifier;
  readonly both: boolean;
  readonly engines: readonly Identifier[];
  readonly properties: readonly Property[];
}

export interface UnitItem extends Node {
  readonly kind: 'unit';
  readonly name: Identifier;
  readonly properties: readonly Property[];
}

export interface EngineItem extends Node {
  readonly kind: 'engine';
  readonly name: Identifier;
  readonly properties: readonly Property[];
}

export interface InstructionItem extends Node {
  readonly kind: 'instr';
  readonly engine: Identifier;
  readonly name: Identifier;
  readonly parameters: Parameters;
  readonly results: readonly TensorParameter[];
  readonly where: readonly Constraint[];
  readonly cost?: { readonly amount: Expression; readonly unit: string };
  /** Absent: the instruction states no semantics. */
  readonly equations?: readonly Equation[];
}

export type TargetItem = MemoryItem | DmaItem | CopyItem | UnitItem | EngineItem | InstructionItem;

export interface TargetDeclaration extends Node {
  readonly kind: 'target';
  readonly name: Identifier;
  readonly items: readonly TargetItem[];
}

// ---------------------------------------------------------------- kernels

export interface Layout extends Node {
  /** Before the bar; absent: the layout has no bar. */
  readonly partition?: readonly Expression[];
  readonly free: readonly Expression[];
}

/** `x` or `T.c`: the index of an op, or of the equations of one tensor only. */
export interface Axis extends Node {
  readonly tensor?: Identifier;
  readonly index: Identifier;
  readonly by: Expression;
}

export interface ForStep extends Node {
  readonly kind: 'for';
  readonly axes: readonly Axis[];
  readonly across?: Identifier;
  readonly body: readonly Step[];
}

export interface CopyStep extends Node {
  readonly kind: 'load' | 'hold';
  readonly tensors: readonly Identifier[];
  readonly type?: Identifier;
  readonly memory: Identifier;
  /** As written; absent: one. */
  readonly buffers?: NumberLiteral;
  readonly layout?: Layout;
  readonly engine?: Identifier;
}

export interface EndStep extends Node {
  readonly kind: 'store' | 'accumulate';
  readonly tensors: readonly Identifier[];
  readonly engine?: Identifier;
}

/** `S`, or `S.2`: its second equation in text order. */
export interface DoPart extends Node {
  readonly tensor: Identifier;
  readonly equation?: NumberLiteral;
}

export interface DoStep extends Node {
  readonly kind: 'do';
  readonly parts: readonly DoPart[];
  /** `with unit.instr` */
  readonly instruction?: { readonly engine: Identifier; readonly name: Identifier };
  /** `on engine` */
  readonly engine?: Identifier;
}

export interface GivenStep extends Node {
  readonly kind: 'given';
  readonly tensor: Identifier;
  readonly memory: Identifier;
  readonly layout: Layout;
}

export interface TuneStep extends Node {
  readonly kind: 'tune';
  readonly name: Identifier;
  readonly candidates: readonly NumberLiteral[];
  readonly default: NumberLiteral;
}

export interface BlockStep extends Node {
  readonly kind: 'block';
  readonly body: readonly Step[];
}

export type Step = ForStep | CopyStep | EndStep | DoStep | GivenStep | TuneStep | BlockStep;

export interface KernelDeclaration extends Node {
  readonly kind: 'kernel';
  readonly name: Identifier;
  readonly op: Identifier;
  readonly target: Identifier;
  readonly where: readonly Constraint[];
  readonly body: readonly Step[];
}

// ---------------------------------------------------------------- nets and cases

/** A number, a tensor or const by name, or a call; only a call has `arguments`. */
export interface WireValue extends Node {
  readonly kind: 'number' | 'name' | 'call';
  /** The number as written, or the name. */
  readonly text: string;
  readonly arguments: readonly Argument[];
  readonly using?: Identifier;
}

/** `pad = 1`, or a positional value. */
export interface Argument extends Node {
  readonly name?: Identifier;
  readonly value:
    | { readonly kind: 'expression'; readonly value: Expression }
    | { readonly kind: 'wire'; readonly value: WireValue };
}

export interface ParamWire extends Node {
  readonly kind: 'param';
  readonly tensor: TensorParameter;
}

export interface LetWire extends Node {
  readonly kind: 'let';
  readonly names: readonly Identifier[];
  readonly value: WireValue;
}

/** `y = value`: a result of the net. */
export interface ResultWire extends Node {
  readonly kind: 'result';
  readonly name: Identifier;
  readonly value: WireValue;
}

export interface RepeatWire extends Node {
  readonly kind: 'repeat';
  /** `i in from..to`, or a plain count. */
  readonly range:
    | { readonly kind: 'index'; readonly index: Identifier; readonly from: Expression; readonly to: Expression }
    | { readonly kind: 'count'; readonly count: Expression };
  readonly body: readonly Wire[];
}

export type Wire = ParamWire | LetWire | ResultWire | RepeatWire;

export interface NetDeclaration extends Node {
  readonly kind: 'net';
  readonly name: Identifier;
  readonly parameters: Parameters;
  readonly results: readonly TensorParameter[];
  readonly where: readonly Constraint[];
  readonly wires: readonly Wire[];
}

export interface CaseEntry extends Node {
  readonly name: Identifier;
  readonly value:
    | { readonly kind: 'number'; readonly text: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'list'; readonly numbers: readonly string[] };
}

export interface CaseDeclaration extends Node {
  readonly kind: 'case';
  readonly name: Identifier;
  readonly for?: Identifier;
  readonly on?: Identifier;
  readonly entries: readonly CaseEntry[];
}

export interface UseDeclaration extends Node {
  readonly kind: 'use';
  /** The path without its quotes. */
  readonly path: string;
}

export interface ConstDeclaration extends Node {
  readonly kind: 'const';
  readonly name: Identifier;
  readonly value: Expression;
}

export type Declaration =
  | UseDeclaration
  | TargetDeclaration
  | OpDeclaration
  | KernelDeclaration
  | NetDeclaration
  | CaseDeclaration
  | ConstDeclaration;
