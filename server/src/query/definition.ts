/**
 * Declarations of inputs and queries.
 *
 * A query is a pure function of its key and of what it reads through the `Reader`. It is written as a generator, so
 * that a long computation can hand the thread back (`yield* reader.checkpoint()`) and be dropped there when its
 * revision is out of date:
 *
 *     const lines = defineInput<[uri: string], string>('text', () => '');
 *     const count = defineQuery('lineCount', function* (reader, uri: string) {
 *       return (yield* reader.get(lines, uri)).split('\n').length;
 *     });
 */

/** The parts that tell one instance of a query from another: names, URIs, ordinals. */
export type Key = readonly (string | number)[];

/** A computation in progress; each `yield` is a place where it may be suspended or dropped. */
export type Computation<Value> = Generator<undefined, Value, undefined>;

/** How often an input changes. A query that read only `high` inputs is not checked again after a `low` change. */
export type Durability = 'low' | 'high';

export interface Input<K extends Key, Value> {
  readonly kind: 'input';
  readonly name: string;
  /** The value before anything was set. */
  readonly initial: (...key: K) => Value;
}

export interface Query<K extends Key, Value> {
  readonly kind: 'query';
  readonly name: string;
  readonly compute: (reader: Reader, ...key: K) => Computation<Value>;
  /** Two values that a reader cannot tell apart; an equal new value stops the recomputation there. */
  readonly equals: (a: Value, b: Value) => boolean;
  /** The number of values kept in memory; older ones are dropped and computed again when asked for. */
  readonly capacity: number;
}

/** What a query sees of the database; every `get` records a dependency. */
export interface Reader {
  get<K extends Key, Value>(definition: Input<K, Value> | Query<K, Value>, ...key: K): Computation<Value>;
  /** As `get`, but an exception that the query threw (a defect of ours) comes back as a value. */
  attempt<K extends Key, Value>(definition: Query<K, Value>, ...key: K): Computation<Attempt<Value>>;
  /** Yields if the time slice is used up; call it in long loops. */
  checkpoint(): Computation<void>;
}

export type Attempt<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly query: string; readonly key: Key; readonly error: Error };

/** Declares an input: a fact that comes from outside. */
export function defineInput<K extends Key, Value>(name: string, initial: (...key: K) => Value): Input<K, Value> {
  return { kind: 'input', name, initial };
}

export interface QueryOptions<Value> {
  readonly equals?: (a: Value, b: Value) => boolean;
  readonly capacity?: number;
}

/** Declares a query. Values must be plain data unless `equals` is given. */
export function defineQuery<K extends Key, Value>(
  name: string,
  compute: (reader: Reader, ...key: K) => Computation<Value>,
  options: QueryOptions<Value> = {},
): Query<K, Value> {
  return {
    kind: 'query',
    name,
    compute,
    equals: options.equals ?? structurallyEqual,
    capacity: options.capacity ?? Number.POSITIVE_INFINITY,
  };
}

/**
 * Equality of plain data: primitives (NaN equals itself), arrays, maps, sets of primitives, and objects by their own
 * enumerable fields. Does not follow cycles. Objects of different classes are different.
 */
export function structurallyEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (Array.isArray(a)) return equalArrays(a, b as unknown[]);
  if (a instanceof Map) return equalMaps(a, b as Map<unknown, unknown>);
  if (a instanceof Set) return a.size === (b as Set<unknown>).size && [...a].every((x) => (b as Set<unknown>).has(x));
  return equalObjects(a as Record<string, unknown>, b as Record<string, unknown>);
}

function equalArrays(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!structurallyEqual(a[i], b[i])) return false;
  return true;
}

function equalMaps(a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (!b.has(key) || !structurallyEqual(value, b.get(key))) return false;
  return true;
}

function equalObjects(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) if (!Object.hasOwn(b, key) || !structurallyEqual(a[key], b[key])) return false;
  return true;
}
