/**
 * What can be wrong with the type of a tensor as it is written: `T[..S, ..R]`, `f17[M]`, `T[K | M]`.
 *
 * The types of an instruction's operands have rules of their own: see `instruction.ts`.
 */
import type * as ast from '../syntax/ast.ts';
import { ELEMENT_TYPES, isElementType } from './element-type.ts';
import { suggestion } from './nearest.ts';
import type { Report } from './report.ts';

/** Reports what is wrong with the type of a parameter, a result or a `param`. */
export function checkType(type: ast.TypeExpression, report: Report): void {
  checkElementType(type.element, report);
  if (type.bar !== undefined) {
    report.error(
      'syntax',
      type.id,
      'A `|` stands in operands of instructions only. How a tensor lies in its memory is said in a kernel: `given X in hbm as [ … ]`.',
    );
  }
  const [, second] = (type.dimensions ?? []).filter(({ size }) => size.kind === 'spread');
  if (!second) return;
  const message = 'A shape has one `..` at most: how many dimensions each of two stands for could not be told.';
  report.error('syntax', second.id, message);
}

/** Reports a name in type position that is no element type and, being lower-case, no type variable either. */
export function checkElementType({ name, id }: ast.Identifier, report: Report): void {
  if (name === '' || isElementType(name) || /^[A-Z]/.test(name)) return;
  report.error('unknown-name', id, `There is no element type \`${name}\`.${suggestion(name, ELEMENT_TYPES)}`);
}
