/**
 * not-affine: an index or a size multiplies two indices, or divides by what is no constant.
 *
 *     Y[i] = X[i * j]
 *              ^^^^^ `i * j` multiplies two indices. …
 *
 * The analysis is exact because regions are affine; a product of indices has no such region.
 */
import type * as ast from '../../syntax/ast.ts';
import { isExpression, visitExpressions } from '../../syntax/walk.ts';
import type { OpCheck } from './op-check.ts';

export const notAffine: OpCheck = {
  code: 'not-affine',
  run({ tree, op, report }) {
    const { sizes, consts, fileConsts } = op.signature;
    const constants = new Set([...consts.map((c) => c.name), ...fileConsts]);
    const values = new Set([...sizes, ...constants]);
    const checker = new AffineChecker(
      (name) => !values.has(name),
      (name) => sizes.includes(name) && !constants.has(name),
      (node, message) => report.error('not-affine', node, message),
    );
    for (const { index, right } of tree.equations) {
      checker.list(index);
      if (right.kind === 'reads') {
        for (const read of right.reads) checker.list(read.index);
        continue;
      }
      for (const { left, right: other } of right.when) for (const side of [left, other]) checker.check(side);
      visitExpressions(right.value, (expression) => {
        if (expression.kind === 'read') checker.list(expression.index);
        if (expression.kind !== 'reduce') return;
        for (const { range } of expression.binders) {
          if (range) for (const bound of [range.from, range.to]) checker.check(bound);
        }
      });
    }
  },
};

class AffineChecker {
  readonly #isIndex: (name: string) => boolean;
  readonly #isSize: (name: string) => boolean;
  readonly #report: (node: number, message: string) => void;

  constructor(
    isIndex: (name: string) => boolean,
    isSize: (name: string) => boolean,
    report: (node: number, message: string) => void,
  ) {
    this.#isIndex = isIndex;
    this.#isSize = isSize;
    this.#report = report;
  }

  list(items: readonly ast.IndexItem[]): void {
    for (const item of items) if (isExpression(item)) this.check(item);
  }

  check(expression: ast.Expression): void {
    if (expression.kind === 'negate') this.check(expression.operand);
    if (expression.kind !== 'binary') return;
    const { operator, left, right } = expression;
    const indices = [this.#indices(left), this.#indices(right)] as const;
    if (operator === '*' && indices[0].length > 0 && indices[1].length > 0) {
      const pair = `\`${indices[0][0]}\` and \`${indices[1][0]}\``;
      this.#report(
        expression.id,
        `This multiplies two indices, ${pair}. An index may be multiplied by literals, consts and sizes only.`,
      );
    } else if ((operator === '/' || operator === '%') && !this.#isConstant(right)) {
      this.#report(right.id, `\`${operator}\` divides by what is no constant. Divide by a literal or a const.`);
    } else if (operator === '^' && (indices[0].length > 0 || indices[1].length > 0)) {
      this.#report(
        expression.id,
        'This is a power of an index. An index may be added and multiplied by constants only.',
      );
    }
    this.check(left);
    this.check(right);
  }

  #indices(expression: ast.Expression): readonly string[] {
    const names: string[] = [];
    visitExpressions(expression, (e) => void (e.kind === 'name' && this.#isIndex(e.name) && names.push(e.name)));
    return names;
  }

  #isConstant(expression: ast.Expression): boolean {
    let constant = true;
    visitExpressions(expression, (e) => {
      if (e.kind === 'name' && (this.#isIndex(e.name) || this.#isSize(e.name))) constant = false;
    });
    return constant;
  }
}
