/**
 * Piecewise quasi-polynomials as text, in isl's notation.
 *
 *     [N] -> { (1/2 * N + 1/2 * N^2) : N >= 1 }       { S[i] -> (1 + floor((i)/2)) : 0 <= i <= 9; S[i] -> infty : i > 9 }
 */
import type { Row } from '../basic-map.ts';
import { absolute, type Int } from '../integer.ts';
import { columnNames } from '../notation/print-names.ts';
import { printPiece } from '../notation/print-piece.ts';
import { divOffset, inOffset, type Space } from '../space.ts';
import type { Term } from './polynomial.ts';
import type { PiecewiseQuasiPolynomial, QuasiPiece, QuasiPolynomial } from './quasi-polynomial.ts';

/** The text of a piecewise quasi-polynomial; `{ 0 }` where it is 0 everywhere. */
export function printPiecewise({ space, pieces }: PiecewiseQuasiPolynomial): string {
  const prefix = space.params.length === 0 ? '' : `[${space.params.join(', ')}] -> `;
  const texts = pieces.length === 0 ? ['0'] : pieces.map((piece) => printOnDomain(space, piece));
  return `${prefix}{ ${texts.join('; ')} }`;
}

function printOnDomain(space: Space, { domain, value }: QuasiPiece): string {
  const dimensions = columnNames(space).slice(inOffset(space));
  const isParametric = dimensions.length === 0 && space.out.name === null;
  const tuple = isParametric ? '' : `${space.out.name ?? ''}[${dimensions.join(', ')}] -> `;
  const conditions = domain.pieces.map((piece) => {
    const { positions, condition } = printPiece(piece);
    const fixed = positions.flatMap((text, index) => {
      const name = dimensions[index] as string;
      if (text === name) return [];
      return text.startsWith(`${name} = `) ? text : `${name} = ${text}`;
    });
    return [...fixed, ...(condition === '' ? [] : [condition])].join(' and ');
  });
  const shown = `${tuple}${value === 'infinite' ? 'infty' : printQuasiPolynomial(space, value)}`;
  if (conditions.includes('')) return shown;
  const [only = 'false'] = conditions;
  return `${shown} : ${conditions.length < 2 ? only : conditions.map((text) => `(${text})`).join(' or ')}`;
}

/** The text of one quasi-polynomial over the columns of a set space. */
function printQuasiPolynomial(space: Space, { floors, polynomial }: QuasiPolynomial): string {
  const names = columnNames(space);
  floors.forEach(({ numerator, denominator }, index) => {
    names[divOffset(space) + index] = `floor((${affineText(numerator, names)})/${denominator})`;
  });
  const degree = ({ monomial }: Term) => monomial.reduce((sum, { power }) => sum + power, 0);
  const terms = [...polynomial.values()].sort(
    (a, b) => degree(a) - degree(b) || (columnsOf(a) < columnsOf(b) ? -1 : 1),
  );
  const text = joined(terms.map((term) => termText(term, names)));
  return terms.length > 1 ? `(${text})` : text;
}

function columnsOf({ monomial }: Term): string {
  return monomial.map(({ column, power }) => `${column}`.padStart(4, '0').repeat(power)).join('');
}

function termText({ monomial, coefficient: { numerator, denominator } }: Term, names: readonly string[]): string {
  const factors = monomial.map(({ column, power }) => `${names[column]}${power === 1 ? '' : `^${power}`}`);
  const size = `${absolute(numerator)}${denominator === 1 ? '' : `/${denominator}`}`;
  const product = size === '1' && factors.length > 0 ? factors : [size, ...factors];
  return `${numerator < 0 ? '-' : ''}${product.join(' * ')}`;
}

function affineText(row: Row, names: readonly string[]): string {
  const texts: string[] = [];
  row.forEach((value: Int, column) => {
    if (value === 0) return;
    const size = absolute(value);
    const shown = column === 0 ? `${size}` : `${size === 1 ? '' : size}${names[column]}`;
    texts.push(`${value < 0 ? '-' : ''}${shown}`);
  });
  return texts.length === 0 ? '0' : joined(texts);
}

/** Signs as operators: `a`, `-b` gives `a - b`. */
function joined(texts: readonly string[]): string {
  return texts
    .map((text, index) => (index === 0 ? text : text.startsWith('-') ? ` - ${text.slice(1)}` : ` + ${text}`))
    .join('');
}
