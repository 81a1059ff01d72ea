/** Trees of the syntax → values and index expressions; reports names that mean nothing. */
import type * as ast from '../syntax/ast.ts';
import { isElementType } from './element-type.ts';
import { FUNCTIONS, wrongCount } from './functions.ts';
import type { IndexExpression } from './index-expression.ts';
import { lowerConstraint, lowerSize } from './lower-size.ts';
import { suggestion } from './nearest.ts';
import type { Report } from './report.ts';
import type { Size, SizeConstraint } from './size.ts';
import type { Condition, Read, Reduce, ReductionIndex, Value } from './value.ts';

/** What names mean in the equations of one op. */
export interface OpNames {
  readonly tensors: ReadonlySet<string>;
  /** Sizes and consts. */
  readonly values: ReadonlySet<string>;
  readonly elementVariables: ReadonlySet<string>;
  /** Index names of `..S` dimensions: `s`. */
  readonly spreads: ReadonlySet<string>;
}

export class ValueLowering {
  readonly #names: OpNames;
  readonly #report: Report;
  /** Left-side indices and the binders in scope. */
  readonly #scope: Set<string>;

  constructor(names: OpNames, indices: readonly string[], report: Report) {
    this.#names = names;
    this.#report = report;
    this.#scope = new Set(indices);
  }

  /** @returns the value of an expression. */
  value(expression: ast.Expression): Value {
    switch (expression.kind) {
      case 'number':
        return { kind: 'number', text: expression.text };
      case 'missing':
        return { kind: 'invalid' };
      case 'name':
        return this.#name(expression);
      case 'negate':
        return { kind: 'negate', operand: this.value(expression.operand) };
      case 'binary': {
        const { operator } = expression;
        return { kind: 'binary', operator, left: this.value(expression.left), right: this.value(expression.right) };
      }
      case 'read':
        return this.read(expression);
      case 'factored':
        this.#report.error('syntax', expression.id, '`(g d)` indexes a factored dimension; it is no value.');
        return { kind: 'invalid' };
      case 'call':
        return this.#call(expression);
      case 'select':
        return {
          kind: 'select',
          conditions: expression.conditions.map((condition) => this.#condition(condition)),
          chosen: this.value(expression.then),
          otherwise: this.value(expression.else),
        };
      case 'reduce':
        return this.#reduce(expression);
    }
  }

  /** @returns the read; its names are checked. */
  read(read: ast.ReadExpression): Read {
    const { name, id } = read.tensor;
    if (name !== '' && !this.#names.tensors.has(name)) {
      const message = `There is no tensor \`${name}\` in this op.${suggestion(name, [...this.#names.tensors])}`;
      this.#report.error('unknown-name', id, message);
    }
    const index = read.index.map((item) => this.index(item));
    return { kind: 'read', tensor: name, index, ...(read.fallback ? { fallback: this.value(read.fallback) } : {}) };
  }

  /** @returns an entry of an index list. */
  index(item: ast.IndexItem): IndexExpression {
    if (item.kind === 'star') return { kind: 'star' };
    if (item.kind === 'spread') {
      this.#spread(item.name);
      return { kind: 'spread', name: item.name.name };
    }
    if (item.kind === 'factored') {
      for (const name of item.names) this.#known(name.name, name.id);
      return { kind: 'factored', names: item.names.map((name) => name.name) };
    }
    return { kind: 'size', size: this.#size(item, 'index') };
  }

  /** @returns a constraint over sizes and indices (`when`). */
  constraint(constraint: ast.Constraint): SizeConstraint {
    return lowerConstraint(constraint, (name, node) => this.#known(name, node), this.#refuse('condition'));
  }

  #size(expression: ast.Expression, what: string): Size {
    return lowerSize(expression, (name, node) => this.#known(name, node), this.#refuse(what));
  }

  #refuse(what: string): (node: number, reason: string) => void {
    return (node, reason) => this.#report.error('not-affine', node, `This is no ${what}: ${reason}.`);
  }

  #condition({ left, relation, right }: ast.Constraint): Condition {
    return { left: this.value(left), relation, right: this.value(right) };
  }

  #name({ name, id }: ast.NameExpression): Value {
    if (name === 'inf') return { kind: 'infinity' };
    this.#known(name, id);
    return name === '' ? { kind: 'invalid' } : { kind: 'name', name };
  }

  #call(call: ast.CallExpression): Value {
    const { name, id } = call.callee;
    const parts = call.arguments.map((argument) => this.value(argument));
    if (isElementType(name) || this.#names.elementVariables.has(name)) {
      if (parts.length !== 1)
        this.#report.error('arity', id, `A cast to \`${name}\` takes 1 argument, not ${parts.length}.`);
      return { kind: 'cast', type: name, operand: parts[0] ?? { kind: 'invalid' } };
    }
    if (name !== '' && !FUNCTIONS.includes(name)) {
      this.#report.error('unknown-name', id, `There is no function \`${name}\`.${suggestion(name, FUNCTIONS)}`);
    }
    const wrong = wrongCount(name, parts.length);
    if (wrong !== undefined) this.#report.error('arity', id, `\`${name}\` takes ${wrong}, not ${parts.length}.`);
    return { kind: 'call', function: name, arguments: parts };
  }

  #reduce(reduce: ast.ReduceExpression): Reduce {
    const indices = reduce.binders.map(({ index, range }): ReductionIndex => {
      if (!range) return { index: index.name };
      const bounds = { from: this.#size(range.from, 'bound'), to: this.#size(range.to, 'bound') };
      return { index: index.name, range: bounds };
    });
    for (const [i, binder] of reduce.binders.entries()) this.#shadowing(binder, reduce.binders.slice(0, i));
    const added = indices.map(({ index }) => index).filter((index) => !this.#scope.has(index));
    for (const index of added) this.#scope.add(index);
    const body = this.value(reduce.body);
    for (const index of added) this.#scope.delete(index);
    return { kind: 'reduce', operator: reduce.operator, indices, body };
  }

  #shadowing({ index: { name, id } }: ast.Binder, before: readonly ast.Binder[]): void {
    if (name === '') return;
    let what: string | undefined;
    if (this.#scope.has(name)) what = 'an index around it';
    else if (this.#names.values.has(name)) what = 'a size or const';
    else if (before.some((binder) => binder.index.name === name)) what = 'another binder of this reduction';
    if (!what) return;
    this.#report.error('duplicate-name', id, `The binder \`${name}\` has the name of ${what}. Rename the binder.`);
  }

  #spread({ name, id }: ast.Identifier): void {
    if (name === '' || this.#names.spreads.has(name)) return;
    const spreads = [...this.#names.spreads];
    const message = `No shape of this op has a \`..${name.toUpperCase()}\` for \`..${name}\`.${suggestion(name, spreads)}`;
    this.#report.error('unknown-name', id, message);
  }

  #known(name: string, node: number): void {
    if (name === '' || this.#scope.has(name) || this.#names.values.has(name)) return;
    const candidates = [...this.#scope, ...this.#names.values];
    const what = `\`${name}\` is no index of the left side, no binder, no size and no const.`;
    this.#report.error('unknown-name', node, what + suggestion(name, candidates));
  }
}
