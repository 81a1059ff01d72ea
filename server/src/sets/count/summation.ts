/**
 * The number of integer solutions as a function of parameters: one unknown after the other is summed out.
 *
 *     0 <= i < N, 0 <= 2j <= i       sum over i from 2j to N − 1, wherever 2j <= N − 1:   Σ_j (N − 2j)
 *     0 <= 2j <= N − 1               sum over j from 0 to q = ⌊(N − 1)/2⌋, wherever 0 <= q: N·(q + 1) − q·(q + 1)
 *
 * A step takes an unknown v and splits the rest of the space into chambers: in each, one lower bound L of v is the
 * greatest (the first, of equal ones), one upper bound U the least, and L <= U. There the sum of v^k is a polynomial in
 * L and U (`bernoulli.ts`). A bound ⌊l/a⌋ where l has only parameters becomes a new variable that stands for it; where l
 * has unknowns whose coefficients a does not divide, these are split by their remainder first (w = a·w' + r), so no
 * floor of an unknown is ever needed. The terms that result hold on conditions on the parameters, which may overlap:
 * the count is the sum of the terms whose conditions hold.
 *
 * W. Pugh, Counting solutions to Presburger formulas: how and why, PLDI 1994. What a step costs depends on the
 * coefficients and the number of bounds, never on the number of points; the work quota stops what grows too far.
 */
import { type Div, divConstraints, type Row } from '../basic-map.ts';
import { absolute, add, divideExactly, gcd, type Int, lcm, multiply, negate } from '../integer.ts';
import { complementOf, content, negated, tightenInequality } from '../linear/rows.ts';
import { isSolvable } from '../linear/solve.ts';
import { spend } from '../work.ts';
import { addMultiple, floorOf, replaceColumn } from './affine-floor.ts';
import { powerSum } from './bernoulli.ts';
import { isolateUnknown } from './eliminate-equalities.ts';
import {
  addPolynomials,
  affinePolynomial,
  coefficientsIn,
  composePolynomial,
  constantPolynomial,
  multiplyPolynomials,
  NOTHING,
  negatePolynomial,
  type Polynomial,
} from './polynomial.ts';
import { ONE } from './rational.ts';

/**
 * One summand of a count: `polynomial` (or infinity) where the conditions hold, 0 elsewhere. Columns are those of the
 * system, `[constant, parameters…, unknowns…]`, and then one for each of `floors`; rows may be shorter than that. The
 * unknowns are unused, or for infinity some that exist.
 */
export interface Summand {
  readonly floors: readonly Div[];
  readonly equalities: readonly Row[];
  readonly inequalities: readonly Row[];
  readonly polynomial: Polynomial | 'infinite';
}

/** A system on the way: the sum over its unknowns of `polynomial`. */
interface Open {
  readonly floors: Div[];
  /** Of parameters and floors only. */
  readonly equalities: Int[][];
  readonly inequalities: Int[][];
  readonly polynomial: Polynomial;
  /** Columns that are still to be summed out. */
  readonly unknowns: readonly number[];
  /** The first column of a floor. */
  readonly end: number;
}

/**
 * The number of integer solutions of rows `[constant, parameters…, unknowns…]`, of which the first `parameters` columns
 * after the constant are given.
 */
export function sumOverUnknowns(
  parameters: number,
  unknowns: number,
  equalities: readonly Row[],
  inequalities: readonly Row[],
): Summand[] {
  const start = withoutEqualities(1 + parameters, unknowns, equalities, inequalities);
  const result: Summand[] = [];
  const open = start === null ? [] : [start];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    spend(1 + next.inequalities.length);
    const system = tightened(next);
    if (system === null) continue;
    if (system.unknowns.length === 0) result.push(system);
    else step(system, open, result);
  }
  return result;
}

/** The unknowns that equalities determine are replaced; null if they have no solution at all. */
function withoutEqualities(
  first: number,
  unknowns: number,
  equalities: readonly Row[],
  inequalities: readonly Row[],
): Open | null {
  const end = first + unknowns;
  const system: Open = {
    floors: [],
    equalities: [],
    inequalities: [],
    polynomial: constantPolynomial(ONE),
    unknowns: [],
    end,
  };
  const left = new Set(Array.from({ length: unknowns }, (_, index) => first + index));
  const rows = [...equalities, ...inequalities].map((row) => row.slice());
  equalities.forEach((_, index) => {
    const row = rows[index] as Int[];
    const rest = rows.slice(index + 1);
    const pivot = isolateUnknown(row, rest, first, end);
    if (pivot < 0) {
      system.equalities.push(row);
      return;
    }
    const factor = row[pivot] as Int;
    const numerator = factor > 0 ? negated(row) : row.slice();
    numerator[pivot] = 0;
    const value = floorOf(system.floors, end, numerator, absolute(factor));
    if (content(numerator, 1) !== 0 || numerator[0] !== 0) {
      const condition = numerator.slice();
      addMultiple(condition, value, negate(absolute(factor)));
      if (condition.some((entry) => entry !== 0)) system.equalities.push(condition);
    }
    for (const other of rest) replaceColumn(other, pivot, value);
    left.delete(pivot);
  });
  system.inequalities.push(...rows.slice(equalities.length));
  return { ...system, unknowns: [...left] };
}

/** Rows as tight as they go and of parallel ones the tightest; null where there is plainly no solution. */
function tightened(system: Open): Open | null {
  const tightest = new Map<string, Int[]>();
  for (const row of system.inequalities) {
    const verdict = tightenInequality(row);
    if (verdict === 'false') return null;
    if (verdict === 'true') continue;
    while (row.at(-1) === 0) row.pop();
    const key = row.slice(1).join();
    const before = tightest.get(key);
    if (before === undefined || (row[0] as Int) < (before[0] as Int)) tightest.set(key, row);
  }
  return { ...system, inequalities: [...tightest.values()] };
}

/** Whether parameters and unknowns exist that satisfy everything, and `more`. */
function hasSolution(system: Open, more: readonly Row[]): boolean {
  const { end } = system;
  const columns = end + system.floors.length;
  const wide = (row: Row) => (row.length === columns ? row : [...row, ...new Array<Int>(columns - row.length).fill(0)]);
  const rows = [...system.inequalities, ...more].map(wide);
  system.floors.forEach((div, index) => {
    rows.push(...divConstraints({ numerator: wide(div.numerator), denominator: div.denominator }, end + index));
  });
  return isSolvable(system.equalities.map(wide), rows);
}

/** Sums one unknown out, or prepares for that. */
function step(system: Open, open: Open[], result: Summand[]): void {
  const plans = system.unknowns.map((unknown) => plan(system, unknown));
  const unbounded = plans.find(({ lowers, uppers }) => lowers.length === 0 || uppers.length === 0);
  if (unbounded !== undefined) {
    if (hasSolution(system, [])) result.push({ ...system, polynomial: 'infinite' });
    return;
  }
  const best = plans.reduce((a, b) => (cost(b) < cost(a) ? b : a));
  if (best.split === undefined) open.push(...chambers(system, best));
  else splitByRemainder(system, best.split, open);
}

/** What summing an unknown out would take. */
interface Plan {
  readonly unknown: number;
  /** Inequalities in which the unknown has a positive coefficient, or a negative one. */
  readonly lowers: readonly Int[][];
  readonly uppers: readonly Int[][];
  /** An unknown that must be split into remainders first, and the number of those. */
  readonly split: { readonly unknown: number; readonly modulus: Int } | undefined;
  /** The product of all numbers of remainders. */
  readonly parts: Int;
}

function cost({ lowers, uppers, parts }: Plan): Int {
  return multiply(parts, lowers.length * uppers.length);
}

function plan(system: Open, unknown: number): Plan {
  const lowers = system.inequalities.filter((row) => (row[unknown] ?? 0) > 0);
  const uppers = system.inequalities.filter((row) => (row[unknown] ?? 0) < 0);
  let split: Plan['split'];
  let parts: Int = 1;
  for (const other of system.unknowns) {
    if (other === unknown) continue;
    let modulus: Int = 1;
    for (const row of [...lowers, ...uppers]) {
      const factor = absolute(row[unknown] as Int);
      modulus = lcm(modulus, divideExactly(factor, gcd(factor, row[other] ?? 0)));
    }
    if (modulus === 1) continue;
    parts = multiply(parts, modulus);
    if (split === undefined || modulus < split.modulus) split = { unknown: other, modulus };
  }
  return { unknown, lowers, uppers, split, parts };
}

/** w = modulus·w' + r, for each remainder r. */
function splitByRemainder(system: Open, { unknown, modulus }: { unknown: number; modulus: Int }, open: Open[]): void {
  const powers = coefficientsIn(system.polynomial, unknown);
  const affine = new Array<Int>(unknown + 1).fill(0);
  affine[unknown] = modulus;
  for (let remainder: Int = 0; remainder < modulus; remainder = add(remainder, 1)) {
    affine[0] = remainder;
    const inequalities = system.inequalities.map((given) => {
      const row = given.slice();
      replaceColumn(row, unknown, affine);
      return row;
    });
    spend(inequalities.length);
    const polynomial = composePolynomial(powers, affinePolynomial(affine));
    open.push({ ...system, inequalities, polynomial });
  }
}

/** The systems that are left where one bound of each side is the tightest. */
function chambers(system: Open, { unknown, lowers, uppers }: Plan): Open[] {
  const floors = system.floors.slice();
  const below = withoutRedundant(system, lowers);
  // Without the lower bounds that were left out: two rows may each be implied by the other.
  const dropped = new Set(lowers.filter((row) => !below.includes(row)));
  const above = withoutRedundant(
    { ...system, inequalities: system.inequalities.filter((row) => !dropped.has(row)) },
    uppers,
  );
  const bounds = {
    lower: below.map((row) => negated(boundOf(system, floors, row, unknown))),
    upper: above.map((row) => boundOf(system, floors, row, unknown)),
  };
  const rest = system.inequalities.filter((row) => (row[unknown] ?? 0) === 0);
  const unknowns = system.unknowns.filter((column) => column !== unknown);
  const powers = coefficientsIn(system.polynomial, unknown);
  const alone = bounds.lower.length * bounds.upper.length === 1;
  const result: Open[] = [];
  bounds.lower.forEach((lower, i) => {
    bounds.upper.forEach((upper, j) => {
      const inequalities = rest.map((row) => row.slice());
      inequalities.push(difference(upper, lower, 0));
      bounds.lower.forEach((other, k) => {
        if (k !== i) inequalities.push(difference(lower, other, k < i ? 1 : 0));
      });
      bounds.upper.forEach((other, k) => {
        if (k !== j) inequalities.push(difference(other, upper, k < j ? 1 : 0));
      });
      const chamber = { ...system, floors: floors.slice(), inequalities, unknowns };
      if (!alone && !hasSolution(chamber, [])) return;
      result.push({ ...chamber, polynomial: sumBetween(powers, lower, upper) });
    });
  });
  return result;
}

/** a − b − least >= 0, as a row. */
function difference(a: readonly Int[], b: readonly Int[], least: number): Int[] {
  const row = a.slice();
  addMultiple(row, b, -1);
  row[0] = add(row[0] as Int, -least);
  return row;
}

/** The rows of one side that no other one implies together with the system. */
function withoutRedundant(system: Open, rows: readonly Int[][]): readonly Int[][] {
  if (rows.length === 1) return rows;
  let inequalities = system.inequalities;
  const kept: Int[][] = [];
  rows.forEach((row, index) => {
    const others = inequalities.filter((other) => other !== row);
    const isLast = kept.length === 0 && index === rows.length - 1;
    if (isLast || hasSolution({ ...system, inequalities: others }, [complementOf(row)])) kept.push(row);
    else inequalities = others;
  });
  return kept;
}

/** ⌊l/a⌋ for a row a·unknown + l or −a·unknown + l: the unknowns in l have coefficients that a divides. */
function boundOf(system: Open, floors: Div[], row: readonly Int[], unknown: number): Int[] {
  const factor = absolute(row[unknown] as Int);
  const given = row.slice();
  const whole = row.map(() => 0 as Int);
  given[unknown] = 0;
  for (const column of system.unknowns) {
    if (column >= row.length || column === unknown) continue;
    whole[column] = divideExactly(row[column] as Int, factor);
    given[column] = 0;
  }
  const bound = floorOf(floors, system.end, given, factor);
  addMultiple(bound, whole, 1);
  return bound;
}

/** Σ over v from lower to upper of Σ_k powers[k]·v^k. */
function sumBetween(powers: readonly Polynomial[], lower: readonly Int[], upper: readonly Int[]): Polynomial {
  const below = lower.slice();
  below[0] = add(below[0] as Int, -1);
  const upTo = (bound: readonly Int[]) => {
    const argument = affinePolynomial(bound);
    let sum: Polynomial = NOTHING;
    powers.forEach((polynomial, k) => {
      const faulhaber = composePolynomial(powerSum(k).map(constantPolynomial), argument);
      sum = addPolynomials(sum, multiplyPolynomials(polynomial, faulhaber));
    });
    return sum;
  };
  return addPolynomials(upTo(upper), negatePolynomial(upTo(below)));
}
