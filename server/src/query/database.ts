/**
 * The incremental database: inputs with revisions, memoised queries, early cut-off.
 *
 * Each change of an input starts a revision. A memo is brought up to date when it is asked for: if none of its
 * dependencies changed since it was verified it stands; otherwise its query runs again, and where the new value equals
 * the old one, those that read it stand too (the "red-green" method of Salsa and rustc).
 *
 * Worked example: text -> tree -> analysis. A comment is edited: `text` changes, `tree` runs again and is equal (trees
 * carry no positions), so `analysis` is verified without running.
 *
 * Queries must not depend on themselves: recursion in a user's program is found by queries over names. A cycle is a
 * defect and surfaces as a `QueryCycleError`.
 */
import { type Cell, type InputCell, isQueryCell, keyText, type QueryCell } from './cell.ts';
import type { Attempt, Computation, Durability, Input, Key, Query, Reader } from './definition.ts';

export interface TraceEvent {
  /** `run`: the query was executed; `cut-off`: it was, and its value is equal to the old one. */
  readonly what: 'run' | 'cut-off';
  readonly query: string;
  readonly key: Key;
}

/** A query needed its own value: a defect of a query, never of a user's program. */
export class QueryCycleError extends Error {
  constructor(readonly path: readonly string[]) {
    super(`query cycle: ${path.join(' -> ')}`);
  }
}

/** One execution from a root: what is in progress, and when the time slice ends. */
export interface Run {
  readonly inProgress: Set<QueryCell>;
  /** Tells whether the time slice is used up. */
  readonly expired: () => boolean;
}

/** Revisions after which cells that nothing live needs are forgotten. */
const SWEEP_INTERVAL = 128;

export class Database {
  /** Set to observe executions by query name; tests count them. */
  trace: ((event: TraceEvent) => void) | undefined;
  #revision = 1;
  #lastChange: Record<Durability, number> = { low: 1, high: 1 };
  #lastSweep = 1;
  readonly #inputs = new Map<Input<Key, unknown>, Map<string, InputCell>>();
  readonly #queries = new Map<Query<Key, unknown>, Map<string, QueryCell>>();
  /** For queries with a capacity: cells with a value, least recently used first. */
  readonly #recent = new Map<Query<Key, unknown>, Set<QueryCell>>();

  /** The number of the current revision; it grows with each change of an input. */
  get revision(): number {
    return this.#revision;
  }

  /** The number of memos held, for reports and tests. */
  get size(): number {
    let size = 0;
    for (const cells of this.#queries.values()) size += cells.size;
    return size;
  }

  /** Sets an input; starts a revision only if the value differs. Must not be called by a query. */
  set<K extends Key, Value>(input: Input<K, Value>, key: K, value: Value, durability: Durability = 'low'): void {
    const cell = this.#inputCell(input as unknown as Input<Key, unknown>, key);
    if (Object.is(cell.value, value)) return;
    // A change is felt by all that relied on the old durability, so the weaker of the two counts.
    const felt = cell.durability === 'high' && cell.changedAt > 0 ? 'high' : durability;
    this.#revision++;
    cell.value = value;
    cell.changedAt = this.#revision;
    cell.durability = durability;
    this.#lastChange.low = this.#revision;
    if (felt === 'high') this.#lastChange.high = this.#revision;
    if (this.#revision - this.#lastSweep >= SWEEP_INTERVAL) this.#sweep();
  }

  /** @returns the current value of an input, outside any query. */
  peek<K extends Key, Value>(input: Input<K, Value>, ...key: K): Value {
    return this.#inputCell(input as unknown as Input<Key, unknown>, key).value as Value;
  }

  /** Computes a root. The caller drives the generator and must drop it when the revision moves on. */
  *compute<Value>(root: (reader: Reader) => Computation<Value>, expired: () => boolean): Computation<Value> {
    const run: Run = { inProgress: new Set(), expired };
    return yield* root(new Frame(this, run));
  }

  /** Brings a cell up to date. @internal for `Frame`. */
  *refresh(run: Run, cell: QueryCell): Computation<void> {
    if (cell.computed && cell.verifiedAt === this.#revision) return this.#touch(cell);
    if (run.inProgress.has(cell)) throw new QueryCycleError(pathOf(run, cell));
    run.inProgress.add(cell);
    try {
      const unchanged = cell.verifiedAt > 0 && (yield* this.#dependenciesUnchanged(run, cell));
      if (unchanged) cell.verifiedAt = this.#revision;
      if (!unchanged || !cell.computed) yield* this.#execute(run, cell, unchanged);
    } finally {
      run.inProgress.delete(cell);
    }
    this.#touch(cell);
  }

  /** @internal for `Frame`. */
  cell(definition: Input<Key, unknown> | Query<Key, unknown>, key: Key): Cell {
    return definition.kind === 'input' ? this.#inputCell(definition, key) : this.#queryCell(definition, key);
  }

  *#dependenciesUnchanged(run: Run, cell: QueryCell): Computation<boolean> {
    if (this.#lastChange[cell.durability] <= cell.verifiedAt) return true;
    for (const dependency of cell.dependencies) {
      if (isQueryCell(dependency)) yield* this.refresh(run, dependency);
      if (dependency.changedAt > cell.verifiedAt) return false;
    }
    return true;
  }

  *#execute(run: Run, cell: QueryCell, unchanged: boolean): Computation<void> {
    if (run.expired()) yield;
    const revision = this.#revision;
    this.trace?.({ what: 'run', query: cell.definition.name, key: cell.key });
    const frame = new Frame(this, run);
    const outcome = yield* this.#attempt(frame, cell);
    const old = cell.outcome;
    // A changed outcome moves `changedAt`; a value that was evicted and came back is equal by purity.
    const same = old === undefined ? unchanged : equalOutcomes(cell.definition, old, outcome);
    if (same && !unchanged) this.trace?.({ what: 'cut-off', query: cell.definition.name, key: cell.key });
    if (!same || !cell.computed) cell.outcome = same && old !== undefined ? old : outcome;
    if (!same) cell.changedAt = revision;
    cell.computed = true;
    cell.dependencies = [...frame.dependencies];
    cell.durability = frame.durability;
    cell.verifiedAt = revision;
  }

  *#attempt(frame: Frame, cell: QueryCell): Computation<Attempt<unknown>> {
    try {
      return { ok: true, value: yield* cell.definition.compute(frame, ...cell.key) };
    } catch (thrown) {
      if (thrown instanceof QueryCycleError) throw thrown;
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      return { ok: false, query: cell.definition.name, key: cell.key, error };
    }
  }

  #touch(cell: QueryCell): void {
    const capacity = cell.definition.capacity;
    if (capacity === Number.POSITIVE_INFINITY) return;
    let recent = this.#recent.get(cell.definition);
    if (!recent) {
      recent = new Set();
      this.#recent.set(cell.definition, recent);
    }
    recent.delete(cell);
    recent.add(cell);
    for (const oldest of recent) {
      if (recent.size <= capacity) break;
      recent.delete(oldest);
      oldest.computed = false;
      oldest.outcome = undefined;
    }
  }

  #inputCell(definition: Input<Key, unknown>, key: Key): InputCell {
    const cells = entry(this.#inputs, definition);
    const text = keyText(key);
    let cell = cells.get(text);
    if (!cell) {
      cell = { definition, key, value: definition.initial(...key), changedAt: 0, durability: 'low' };
      cells.set(text, cell);
    }
    return cell;
  }

  #queryCell(definition: Query<Key, unknown>, key: Key): QueryCell {
    const cells = entry(this.#queries, definition);
    const text = keyText(key);
    let cell = cells.get(text);
    if (!cell) {
      const fresh = { computed: false, outcome: undefined, dependencies: [], changedAt: 0, verifiedAt: 0 };
      cell = { definition, key, durability: 'high', ...fresh };
      cells.set(text, cell);
    }
    return cell;
  }

  /** Forgets what was not asked for since the last sweep and is not needed by what was. */
  #sweep(): void {
    const live = new Set<Cell>();
    const pending: Cell[] = [];
    for (const cells of this.#queries.values()) {
      for (const cell of cells.values()) if (cell.verifiedAt >= this.#lastSweep) pending.push(cell);
    }
    for (let cell = pending.pop(); cell; cell = pending.pop()) {
      if (live.has(cell)) continue;
      live.add(cell);
      if (isQueryCell(cell)) pending.push(...cell.dependencies);
    }
    for (const [definition, cells] of this.#queries) {
      for (const [text, cell] of cells) {
        if (live.has(cell)) continue;
        cells.delete(text);
        this.#recent.get(definition)?.delete(cell);
      }
    }
    this.#lastSweep = this.#revision;
  }
}

/** The reader of one execution: records what it reads. */
class Frame implements Reader {
  readonly dependencies = new Set<Cell>();
  durability: Durability = 'high';
  readonly #database: Database;
  readonly #run: Run;

  constructor(database: Database, run: Run) {
    this.#database = database;
    this.#run = run;
  }

  *get<K extends Key, Value>(definition: Input<K, Value> | Query<K, Value>, ...key: K): Computation<Value> {
    const cell = yield* this.#read(definition as unknown as Query<Key, unknown>, key);
    if (!isQueryCell(cell)) return cell.value as Value;
    const outcome = cell.outcome as Attempt<Value>;
    if (outcome.ok) return outcome.value;
    throw outcome.error;
  }

  *attempt<K extends Key, Value>(definition: Query<K, Value>, ...key: K): Computation<Attempt<Value>> {
    const cell = yield* this.#read(definition as unknown as Query<Key, unknown>, key);
    return (cell as QueryCell).outcome as Attempt<Value>;
  }

  *checkpoint(): Computation<void> {
    if (this.#run.expired()) yield;
  }

  *#read(definition: Input<Key, unknown> | Query<Key, unknown>, key: Key): Computation<Cell> {
    const cell = this.#database.cell(definition, key);
    if (isQueryCell(cell)) yield* this.#database.refresh(this.#run, cell);
    this.dependencies.add(cell);
    if (cell.durability === 'low') this.durability = 'low';
    return cell;
  }
}

function entry<D, C>(map: Map<D, Map<string, C>>, definition: D): Map<string, C> {
  let cells = map.get(definition);
  if (!cells) {
    cells = new Map();
    map.set(definition, cells);
  }
  return cells;
}

function equalOutcomes(definition: Query<Key, unknown>, a: Attempt<unknown>, b: Attempt<unknown>): boolean {
  if (a.ok && b.ok) return definition.equals(a.value, b.value);
  return !a.ok && !b.ok && a.error.message === b.error.message;
}

function pathOf(run: Run, cell: QueryCell): string[] {
  const cells = [...run.inProgress];
  return [...cells.slice(cells.indexOf(cell)), cell].map((c) => `${c.definition.name}(${c.key.join(', ')})`);
}
