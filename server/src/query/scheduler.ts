/**
 * Runs computations in time slices on one thread, so that it keeps hearing messages.
 *
 * Invariants:
 * - A computation is dropped, never resumed, once the database moved to another revision or its signal is aborted; it
 *   notices within one slice.
 * - The task of the highest priority runs first; among equals the oldest.
 */
import type { Database } from './database.ts';
import type { Computation, Reader } from './definition.ts';

export type Outcome<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: Error };

export interface TaskOptions {
  /** Higher runs first; requests of a waiting user are above background work. Default 0. */
  readonly priority?: number;
  readonly signal?: AbortSignal;
}

export interface SchedulerOptions {
  /** Milliseconds between two looks at the message queue. */
  readonly slice?: number;
  readonly now?: () => number;
  /** Resolves when waiting messages have been delivered. */
  readonly pause: () => Promise<void>;
}

interface Task {
  readonly priority: number;
  readonly order: number;
  readonly revision: number;
  readonly signal: AbortSignal | undefined;
  readonly computation: Computation<unknown>;
  readonly settle: (outcome: Outcome<unknown>) => void;
}

/** The slice that `house.md` asks for: a cancelled revision unwinds at a yield at most 5 ms away. */
const DEFAULT_SLICE_MS = 4;

export class Scheduler {
  readonly #database: Database;
  readonly #slice: number;
  readonly #now: () => number;
  readonly #pause: () => Promise<void>;
  readonly #tasks: Task[] = [];
  #order = 0;
  #sliceEnd = 0;
  #running = false;

  constructor(database: Database, options: SchedulerOptions) {
    this.#database = database;
    this.#slice = options.slice ?? DEFAULT_SLICE_MS;
    this.#now = options.now ?? (() => performance.now());
    this.#pause = options.pause;
  }

  /** Computes `root` at the current revision. */
  run<Value>(root: (reader: Reader) => Computation<Value>, options: TaskOptions = {}): Promise<Outcome<Value>> {
    return new Promise((resolve) => {
      this.#tasks.push({
        priority: options.priority ?? 0,
        order: this.#order++,
        revision: this.#database.revision,
        signal: options.signal,
        computation: this.#database.compute(root, () => this.#now() >= this.#sliceEnd),
        settle: resolve as (outcome: Outcome<unknown>) => void,
      });
      if (!this.#running) void this.#loop();
    });
  }

  async #loop(): Promise<void> {
    this.#running = true;
    // Requests that arrive together are ordered by priority before the first of them starts.
    await this.#pause();
    for (let task = this.#next(); task; task = this.#next()) {
      this.#sliceEnd = this.#now() + this.#slice;
      const outcome = this.#advance(task);
      if (outcome) {
        this.#tasks.splice(this.#tasks.indexOf(task), 1);
        task.settle(outcome);
      }
      if (this.#tasks.length > 0) await this.#pause();
    }
    this.#running = false;
  }

  #next(): Task | undefined {
    let best: Task | undefined;
    for (const task of this.#tasks) {
      if (!best || task.priority > best.priority || (task.priority === best.priority && task.order < best.order)) {
        best = task;
      }
    }
    return best;
  }

  #advance(task: Task): Outcome<unknown> | undefined {
    if (task.signal?.aborted || task.revision !== this.#database.revision) {
      task.computation.return(undefined);
      return { kind: 'cancelled' };
    }
    try {
      const step = task.computation.next();
      return step.done ? { kind: 'done', value: step.value } : undefined;
    } catch (thrown) {
      return { kind: 'failed', error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
    }
  }
}

/** Computes `root` to its end without yielding: for the command line and for tests. Throws what a query throws. */
export function computeNow<Value>(database: Database, root: (reader: Reader) => Computation<Value>): Value {
  const computation = database.compute(root, () => false);
  for (;;) {
    const step = computation.next();
    if (step.done) return step.value;
  }
}
