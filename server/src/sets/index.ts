/**
 * The integer set library: its public face, for the rest of the server and for whoever takes the folder by itself.
 * ARCHITECTURE.md has its invariants, docs/sets.md the text notation and the calculator.
 *
 * Values are never changed by an operation. Wrap what a user waits for in `withQuota`: an operation that outgrows its budget
 * then stops with a value that says so.
 *
 *     const read = readUnion('[N] -> { S[i] -> A[2i] : 0 <= i < N }');
 *     if (read.ok) printUnion(unionRange(read.value));    // [N] -> { A[o0] : (o0) mod 2 = 0 and 0 <= o0 <= -2 + 2N }
 */

export type { BasicMap, Div, Row } from './basic-map.ts';
export { type Bound, greatest, least, type Stride, strideOf } from './bounds.ts';
export { calculate } from './calculator/calculate.ts';
export { type Cardinality, cardinality, cardinalityWithin } from './count/cardinality.ts';
export { type Count, countPoints, countUnion, countWithin } from './count/points.ts';
export { printPiecewise } from './count/print-quasi-polynomial.ts';
export { evaluate, type PiecewiseQuasiPolynomial } from './count/quasi-polynomial.ts';
export type { PointCount } from './count/solutions.ts';
export {
  analyse,
  anyBefore,
  type Dependences,
  lastBefore,
  type PolyhedralProgram,
  type ProgramDependences,
} from './dataflow/analysis.ts';
export { isEmpty, sample } from './emptiness.ts';
export {
  dataOfTile,
  elementsOfTile,
  reuseWithNext,
  runsOfTile,
  type TiledAccess,
  tiledAccess,
  tileToData,
} from './footprint/tile.ts';
export type { Int } from './integer.ts';
export { optimum, unionOptimum } from './lexicographic/optimum.ts';
export { orderOfTuples, orderOn } from './lexicographic/order.ts';
export { emptyMap, mapOf, type PMap, universeMap } from './map.ts';
export { printMap, printUnion } from './notation/print.ts';
export type { NotationProblem } from './notation/problem.ts';
export { readUnion } from './notation/read.ts';
export { coalesce } from './operations/coalesce.ts';
export {
  complement,
  disjointPieces,
  isDisjoint,
  isEqual,
  isSubset,
  isUniverse,
  subtract,
} from './operations/difference.ts';
export { gist } from './operations/gist.ts';
export {
  compose,
  deltas,
  domain,
  fixColumn,
  identityOn,
  image,
  intersect,
  intersectDomain,
  intersectRange,
  inverse,
  preimage,
  product,
  projectOut,
  rangeOf,
  unite,
  unwrap,
  wrap,
} from './operations/relations.ts';
export {
  unionCoalesce,
  unionCompose,
  unionDeltas,
  unionDomain,
  unionGist,
  unionIntersect,
  unionIntersectDomain,
  unionIntersectRange,
  unionInverse,
  unionIsEmpty,
  unionIsEqual,
  unionIsSubset,
  unionRange,
  unionSubtract,
  unionUnite,
} from './operations/unions.ts';
export { mapSpace, nestedTuple, type Space, setSpace, type Tuple, tuple } from './space.ts';
export { type UnionMap, unionOf } from './union-map.ts';
export { type Outcome, type Quota, quotaStops, withQuota } from './work.ts';
