/** Lowers one equation; reports names that mean nothing. */
import type * as ast from '../syntax/ast.ts';
import { isElementType } from './element-type.ts';
import { lowerConstraint, lowerSize } from './lower-size.ts';
import { suggestion } from './nearest.ts';
import type { Equation, IndexExpression, Read, Reduction } from './op.ts';
import type { Report } from './report.ts';
import { namesOf, type SizeConstraint } from './size.ts';

/** What names mean in the equations of one op. */
export interface OpNames {
  readonly tensors: ReadonlySet<string>;
  readonly internals: ReadonlySet<string>;
  /** Sizes and consts. */
  readonly values: ReadonlySet<string>;
  readonly elementVariables: ReadonlySet<string>;
  /** Index names of `..S` dimensions: `s`. */
  readonly spreads: ReadonlySet<string>;
}

const FUNCTIONS = [
  'exp',
  'log',
  'sqrt',
  'rsqrt',
  'tanh',
  'sigmoid',
  'erf',
  'sin',
  'cos',
  'abs',
  'floor',
  'max',
  'min',
  'pow',
  'select',
];

/** The lowering of one equation. */
export class EquationLowering {
  readonly #names: OpNames;
  readonly #report: Report;
  /** Left-side indices and the binders in scope. */
  readonly #scope = new Set<string>();
  readonly #reads: Read[] = [];
  readonly #reductions: Reduction[] = [];
  /** Numbers of the reductions around what is being lowered. */
  #around: readonly number[] = [];

  constructor(names: OpNames, report: Report) {
    this.#names = names;
    this.#report = report;
  }

  /** @returns the equation; `number` is its place among those of its tensor, from 1. */
  lower(tree: ast.Equation, number: number): Equation {
    const left = tree.index.map((item) => this.#indexItem(item, () => {}));
    const indices = this.#leftIndices(left);
    for (const index of indices) this.#scope.add(index);
    const { right } = tree;
    const when = right.kind === 'value' ? right.when.map((constraint) => this.#constraint(constraint)) : [];
    if (right.kind === 'value') this.#value(right.value);
    else for (const read of right.reads) this.#read(read);
    return {
      tensor: tree.tensor.name,
      number,
      ...(tree.type?.name ? { type: tree.type.name } : {}),
      left,
      indices,
      reductions: this.#reductions,
      isReduction: right.kind === 'value' && right.value.kind === 'reduce',
      when,
      reads: this.#reads,
      extern: right.kind === 'reads',
    };
  }

  /** Every name on the left that is no size and no const is an index. */
  #leftIndices(left: readonly IndexExpression[]): string[] {
    const indices = new Set<string>();
    for (const item of left) {
      const names = item.kind === 'size' ? namesOf(item.size) : item.kind === 'factored' ? item.names : [];
      for (const name of names) if (name !== '' && !this.#names.values.has(name)) indices.add(name);
    }
    return [...indices];
  }

  #indexItem(item: ast.IndexItem, onName: (name: string, node: number) => void): IndexExpression {
    if (item.kind === 'star') return { kind: 'star' };
    if (item.kind === 'spread') return { kind: 'spread', name: item.name.name };
    if (item.kind === 'factored') {
      for (const name of item.names) onName(name.name, name.id);
      return { kind: 'factored', names: item.names.map((name) => name.name) };
    }
    const refuse = (node: number, reason: string) => this.#report.error('syntax', node, `This is no index: ${reason}.`);
    return { kind: 'size', size: lowerSize(item, onName, refuse) };
  }

  #constraint(constraint: ast.Constraint): SizeConstraint {
    const refuse = (node: number, reason: string) =>
      this.#report.error('syntax', node, `This is no condition: ${reason}.`);
    return lowerConstraint(constraint, (name, node) => this.#knownName(name, node), refuse);
  }

  #value(expression: ast.Expression): void {
    switch (expression.kind) {
      case 'number':
      case 'missing':
        break;
      case 'name':
        this.#knownName(expression.name, expression.id);
        break;
      case 'negate':
        this.#value(expression.operand);
        break;
      case 'binary':
        this.#value(expression.left);
        this.#value(expression.right);
        break;
      case 'read':
        this.#read(expression);
        break;
      case 'factored':
        for (const name of expression.names) this.#knownName(name.name, name.id);
        break;
      case 'call':
        this.#call(expression);
        break;
      case 'select':
        for (const condition of expression.conditions) this.#constraint(condition);
        this.#value(expression.then);
        this.#value(expression.else);
        break;
      case 'reduce':
        this.#reduce(expression);
        break;
    }
  }

  #call(call: ast.CallExpression): void {
    const { name, id } = call.callee;
    const known = FUNCTIONS.includes(name) || isElementType(name) || this.#names.elementVariables.has(name);
    if (name !== '' && !known) {
      this.#report.error('unknown-name', id, `There is no function \`${name}\`.${suggestion(name, FUNCTIONS)}`);
    }
    for (const argument of call.arguments) this.#value(argument);
  }

  #reduce(reduce: ast.ReduceExpression): void {
    const indices = reduce.binders.map(({ index, range }) => {
      if (!range) return { index: index.name };
      const refuse = (node: number, reason: string) =>
        this.#report.error('syntax', node, `This is no bound: ${reason}.`);
      const bound = (e: ast.Expression) => lowerSize(e, (name, node) => this.#knownName(name, node), refuse);
      return { index: index.name, range: { from: bound(range.from), to: bound(range.to) } };
    });
    this.#reductions.push({ operator: reduce.operator, indices });
    const added = indices.map(({ index }) => index).filter((index) => !this.#scope.has(index));
    for (const index of added) this.#scope.add(index);
    const around = this.#around;
    this.#around = [...around, this.#reductions.length - 1];
    this.#value(reduce.body);
    this.#around = around;
    for (const index of added) this.#scope.delete(index);
  }

  #read(read: ast.ReadExpression): void {
    const { name, id } = read.tensor;
    if (name !== '' && !this.#names.tensors.has(name)) {
      this.#report.error(
        'unknown-name',
        id,
        `There is no tensor \`${name}\` in this op.${suggestion(name, [...this.#names.tensors])}`,
      );
    }
    const index = read.index.map((item) => this.#indexItem(item, (n, node) => this.#knownName(n, node)));
    this.#reads.push({ tensor: name, index, padded: read.fallback !== undefined, reductions: this.#around });
    if (read.fallback) this.#value(read.fallback);
  }

  #knownName(name: string, node: number): void {
    if (name === '' || name === 'inf') return;
    if (this.#scope.has(name) || this.#names.values.has(name) || this.#names.spreads.has(name)) return;
    const candidates = [...this.#scope, ...this.#names.values];
    const what = `\`${name}\` is no index of the left side, no binder, no size and no const.`;
    this.#report.error('unknown-name', node, what + suggestion(name, candidates));
  }
}
