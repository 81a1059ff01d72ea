/** The functions and operators of the calculator, each with the kinds of operands that it takes. */
import { anyBefore, lastBefore } from '../dataflow/analysis.ts';
import { sampleBasic } from '../emptiness.ts';
import { add, type Int, multiply, negate, subtract } from '../integer.ts';
import { unionOptimum } from '../lexicographic/optimum.ts';
import { orderOn } from '../lexicographic/order.ts';
import { type PMap, universeMap } from '../map.ts';
import { NotationError } from '../notation/problem.ts';
import type { Span } from '../notation/tree.ts';
import { fixColumn, identityOn, parametersOf, product, unwrap, wrap } from '../operations/relations.ts';
import {
  unionCoalesce,
  unionCompose,
  unionDeltas,
  unionDomain,
  unionGist,
  unionIntersect,
  unionIntersectDomain,
  unionIntersectRange,
  unionInverse,
  unionIsEqual,
  unionIsSubset,
  unionRange,
  unionSubtract,
  unionUnite,
} from '../operations/unions.ts';
import { type UnionMap, unionOf } from '../union-map.ts';
import { countSets } from './count-sets.ts';
import { contentOf, describeValue, type Value } from './values.ts';

/** Functions of one operand, by name. */
export const UNARY = [
  'card',
  'coalesce',
  'deltas',
  'dom',
  'domain',
  'identity',
  'lexmax',
  'lexmin',
  'params',
  'ran',
  'range',
  'sample',
  'unwrap',
  'wrap',
] as const;

type Unary = (typeof UNARY)[number] | '-';

function complain({ start, end }: Span, message: string): never {
  throw new NotationError({ start, end, message });
}

/** A union that may hold what is wanted; an empty one may always. */
function needUnion(value: Value, wanted: 'sets' | 'relations' | 'either', what: string, at: Span): UnionMap {
  if (value.kind === 'sets') {
    const content = contentOf(value.union);
    if (wanted === 'either' || content === 'nothing' || content === wanted) return value.union;
  }
  const expected = { sets: 'a set', relations: 'a relation', either: 'a set or a relation' }[wanted];
  return complain(at, `${what} takes ${expected} here, and this is ${describeValue(value)}.`);
}

const sets = (union: UnionMap): Value => ({ kind: 'sets', union });
const truth = (value: boolean): Value => ({ kind: 'boolean', value });

function eachMap(union: UnionMap, operation: (map: PMap) => PMap): UnionMap {
  return unionOf(union.maps.map(operation), union.params);
}

/** A function applied to a value; throws `NotationError` where it does not take it. */
export function applyUnary(operator: Unary, value: Value, at: Span): Value {
  const union = (wanted: 'sets' | 'relations' | 'either') => needUnion(value, wanted, `\`${operator}\``, at);
  switch (operator) {
    case '-':
      if (value.kind !== 'integer')
        return complain(at, `\`-\` takes an integer here, and this is ${describeValue(value)}.`);
      return { kind: 'integer', value: negate(value.value) };
    case 'card': {
      const counted = union('either');
      return { kind: 'counts', counts: countSets(counted), params: counted.params };
    }
    case 'coalesce':
      return sets(unionCoalesce(union('either')));
    case 'deltas':
      return sets(unionDeltas(union('relations')));
    case 'dom':
    case 'domain':
      return sets(unionDomain(union('relations')));
    case 'ran':
    case 'range':
      return sets(unionRange(union('relations')));
    case 'identity':
      return sets(eachMap(union('sets'), identityOn));
    case 'lexmin':
    case 'lexmax': {
      const best = unionOptimum(union('either'), operator === 'lexmin' ? 'smallest' : 'largest');
      if (best === 'unbounded') return complain(at, `This has no ${operator}: it is unbounded in that direction.`);
      return sets(best);
    }
    case 'params':
      return sets(eachMap(union('either'), parametersOf));
    case 'sample':
      return sets(sampleOf(union('either')));
    case 'unwrap':
      return sets(eachMap(union('sets'), (map) => unwrapped(map, at)));
    case 'wrap':
      return sets(eachMap(union('relations'), wrap));
  }
}

function unwrapped(map: PMap, at: Span): PMap {
  return map.space.out.nested === null
    ? complain(at, 'Only a set of nested tuples unwraps: `{ [A[i] -> B[j]] }`.')
    : unwrap(map);
}

/** One element, at one value of the parameters. */
function sampleOf(union: UnionMap): UnionMap {
  for (const { space, pieces } of union.maps) {
    for (const piece of pieces) {
      const point = sampleBasic(piece);
      if (point === undefined) continue;
      const single = point.reduce<PMap>((map, value, index) => fixColumn(map, 1 + index, value), universeMap(space));
      return unionOf([single], union.params);
    }
  }
  return unionOf([], union.params);
}

const UNIONS: Readonly<Record<string, (a: UnionMap, b: UnionMap) => UnionMap>> = {
  '+': unionUnite,
  '-': unionSubtract,
  '%': unionGist,
};

const COMPARISONS: Readonly<Record<string, (a: UnionMap, b: UnionMap) => boolean>> = {
  '=': unionIsEqual,
  '<=': unionIsSubset,
  '>=': (a, b) => unionIsSubset(b, a),
  '<': (a, b) => unionIsSubset(a, b) && !unionIsSubset(b, a),
  '>': (a, b) => unionIsSubset(b, a) && !unionIsSubset(a, b),
};

const INTEGERS: Readonly<Record<string, (a: Int, b: Int) => Int>> = { '+': add, '-': subtract, '*': multiply };
const ORDERS: Readonly<Record<string, (a: Int, b: Int) => boolean>> = {
  '=': (a, b) => a === b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
};

/** An operator applied to two values; throws `NotationError` where it does not take them. */
export function applyBinary(operator: string, left: Value, right: Value, at: Span): Value {
  if (left.kind === 'integer' && right.kind === 'integer') {
    const compute = INTEGERS[operator];
    if (compute) return { kind: 'integer', value: compute(left.value, right.value) };
    const order = ORDERS[operator];
    if (order) return truth(order(left.value, right.value));
  }
  if (left.kind === 'boolean' && right.kind === 'boolean' && operator === '=') return truth(left.value === right.value);
  if (left.kind === 'text' && right.kind === 'text') {
    if (operator === '+') return { kind: 'text', text: left.text + right.text };
    if (operator === '=') return truth(left.text === right.text);
  }
  return applyToUnions(operator, left, right, at);
}

function applyToUnions(operator: string, left: Value, right: Value, at: Span): Value {
  const what = `\`${operator}\``;
  const relations = () => [needUnion(left, 'relations', what, at), needUnion(right, 'relations', what, at)] as const;
  if (operator === '.') return sets(unionCompose(...relations()));
  if (operator === '->') return sets(pairs(needUnion(left, 'sets', what, at), needUnion(right, 'sets', what, at)));
  if (operator === '->*') {
    return sets(unionIntersectRange(needUnion(left, 'relations', what, at), needUnion(right, 'sets', what, at)));
  }
  const a = needUnion(left, 'either', what, at);
  const b = needUnion(right, 'either', what, at);
  const kinds = [contentOf(a), contentOf(b)];
  const mixed = kinds.includes('sets') && kinds.includes('relations');
  if (operator === '*') {
    if (mixed && kinds[0] === 'relations') return sets(unionIntersectDomain(a, b));
    if (!mixed) return sets(unionIntersect(a, b));
  }
  if (mixed) return complain(at, `${what} takes two sets or two relations, not one of each.`);
  if (operator === '<<' || operator === '<<=' || operator === '>>' || operator === '>>=') {
    return sets(orderOn(a, b, operator));
  }
  const compare = COMPARISONS[operator];
  if (compare) return truth(compare(a, b));
  const combine = UNIONS[operator];
  return combine ? sets(combine(a, b)) : complain(at, `${what} does not take ${describeValue(left)}.`);
}

/** All pairs of an element of the first and one of the second. */
function pairs(from: UnionMap, to: UnionMap): UnionMap {
  const maps = from.maps.flatMap((x) => to.maps.map((y) => product(x, y)));
  return unionOf(
    maps,
    unionOf([], [...from.params, ...to.params.filter((name) => !from.params.includes(name))]).params,
  );
}

/** `M(S)`: the image of a set; of a relation, the relation between the images of what it relates. */
export function applyRelation(relation: Value, argument: Value, at: Span): Value {
  const map = needUnion(relation, 'relations', 'An application', at);
  const of = needUnion(argument, 'either', 'An application', at);
  if (contentOf(of) !== 'relations') return sets(unionCompose(of, map));
  return sets(unionCompose(unionCompose(unionInverse(map), of), map));
}

/** `M^n`: the inverse for a negative n, composed |n| times with itself; `M^0` is not defined. */
export function power(value: Value, exponent: number, at: Span): Value {
  const map = needUnion(value, 'relations', '`^`', at);
  if (exponent === 0) return complain(at, '`^0` is not defined: `identity dom M` is the identity on what M maps.');
  const base = exponent < 0 ? unionInverse(map) : map;
  let result = base;
  for (let i = 1; i < Math.abs(exponent); i++) result = unionCompose(result, base);
  return sets(result);
}

/** `last … any … before … under …`; see `dataflow/analysis.ts`. */
export function flow(last: Value | null, any: Value | null, sinks: Value, schedule: Value, at: Span): Value {
  const relation = (value: Value) => needUnion(value, 'relations', 'Dataflow', at);
  const order = relation(schedule);
  if (any === null && last !== null) {
    const result = lastBefore(relation(last), relation(sinks), order);
    if (result === 'unbounded') return complain(at, 'Before some sink there are sources, but no last one.');
    return { kind: 'list', elements: [sets(result.flow), sets(result.without)] };
  }
  if (last === null && any !== null) return sets(anyBefore(relation(any), relation(sinks), order));
  return complain(at, '`last … any … before …` is not there yet: ask for `last` and for `any` one by one.');
}
