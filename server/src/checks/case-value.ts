/**
 * case-value, unknown-name: an entry of a case that gives its subject nothing.
 *
 *     case k { M = 1.5, T = f17, P = 4 }
 *                  ^^^ a size is a whole number of at least 0
 *                            ^^^ `f17` is no element type
 *                                 ^ `k` has no size, const or type variable `P`
 */
import { ELEMENT_TYPES, isElementType } from '../model/element-type.ts';
import { integerOf } from '../model/lower-size.ts';
import { suggestion } from '../model/nearest.ts';
import type { Report } from '../model/report.ts';
import type * as ast from '../syntax/ast.ts';

/** What the entries of a case may name. */
export interface CaseNames {
  readonly subject: string;
  /** Sizes and tile sizes. */
  readonly sizes: readonly string[];
  readonly consts: readonly string[];
  /** Element type variables. */
  readonly elements: readonly string[];
  /** Names of `..S`. */
  readonly spreads: readonly string[];
}

/** Reports the entries of a case that are wrong. */
export function checkCaseEntries(tree: ast.CaseDeclaration, names: CaseNames, report: Report): void {
  const seen = new Set<string>();
  for (const entry of tree.entries) {
    const { name, id } = entry.name;
    if (name === '') continue;
    if (seen.has(name))
      report.error('duplicate-name', id, `\`${name}\` stands twice in this case. Delete one of the entries.`);
    seen.add(name);
    if (names.elements.includes(name)) checkElement(entry, report);
    else if (names.spreads.includes(name)) checkList(entry, report);
    else if (names.sizes.includes(name)) checkSize(entry, report);
    else if (names.consts.includes(name)) checkConst(entry, report);
    else {
      const all = [...names.sizes, ...names.consts, ...names.elements, ...names.spreads];
      const what = `\`${names.subject}\` has no size, const or type variable \`${name}\`.`;
      report.error('unknown-name', id, what + suggestion(name, all));
    }
  }
}

function checkElement({ name, value }: ast.CaseEntry, report: Report): void {
  if (value.kind === 'name' && (value.name === '' || isElementType(value.name))) return;
  const what =
    value.kind === 'name' ? `\`${value.name}\` is no element type.${suggestion(value.name, ELEMENT_TYPES)}` : '';
  const message = `\`${name.name}\` is an element type${what === '' ? ', as in `T = f16`.' : `: ${what}`}`;
  report.error('case-value', name.id, message);
}

function checkSize({ name, value }: ast.CaseEntry, report: Report): void {
  const text = value.kind === 'number' ? value.text : undefined;
  if (text === '' || (text !== undefined && integerOf(text) !== undefined)) return;
  report.error(
    'case-value',
    name.id,
    `\`${name.name}\` is a size: a whole number of at least 0${text === undefined ? '' : `, not ${text}`}.`,
  );
}

/** The value of a const may be negative, and a fraction where the const stands in values only. */
function checkConst({ name, value }: ast.CaseEntry, report: Report): void {
  if (value.kind === 'number') return;
  report.error('case-value', name.id, `\`${name.name}\` is a const: a number.`);
}

function checkList({ name, value }: ast.CaseEntry, report: Report): void {
  if (value.kind === 'list' && value.numbers.every((number) => integerOf(number) !== undefined)) return;
  report.error('case-value', name.id, `\`..${name.name}\` is a list of sizes, as in \`${name.name} = [8, 128]\`.`);
}
