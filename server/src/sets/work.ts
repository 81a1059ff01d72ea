/**
 * The work quota: an operation that outgrows its budget stops with a value that says so.
 *
 *     withQuota({ units: 1e6 }, () => subtract(a, b))
 *       → { ok: true, value, spent }  or  { ok: false, stopped: 'quota', spent: 1000003 }
 *
 * Every loop that may grow calls `spend` with the number of rows (or pieces) that it is about to look at; one unit is
 * of the order of 10 ns to 1 µs. Outside of `withQuota` nothing is counted against a limit. Quotas nest: work inside
 * counts for the outer one as well, and the one whose budget is used up first stops. What stops an operation is an exception
 * of this file's own, which never leaves `withQuota`; sets are never changed, so nothing is left half done.
 */
export interface Quota {
  /** Units of work; `Infinity` for none. */
  readonly units: number;
  /** The time, as `Date.now()` counts it, at which to stop. */
  readonly deadlineMs?: number;
  /** Asked now and then; true stops the work. */
  readonly cancelled?: () => boolean;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly spent: number }
  | { readonly ok: false; readonly stopped: 'quota' | 'cancelled'; readonly spent: number };

/** Units between two looks at the clock. */
const CLOCK_INTERVAL = 4096;

class Stopped extends Error {
  readonly reason: 'quota' | 'cancelled';
  /** Whose budget it was. */
  readonly entry: Running;

  constructor(reason: 'quota' | 'cancelled', entry: Running) {
    super(`stopped: ${reason}`);
    this.reason = reason;
    this.entry = entry;
  }
}

interface Running {
  readonly quota: Quota;
  readonly startedAt: number;
}

let spentUnits = 0;
/** The next number of spent units at which something must be looked at; no check is due below it. */
let nextCheck = Infinity;
let stops = 0;
const running: Running[] = [];

/** Counts `units` of work, and stops the innermost `withQuota` whose budget is used up. */
export function spend(units: number): void {
  spentUnits += units;
  if (spentUnits >= nextCheck) check();
}

function check(): void {
  for (const entry of running) {
    const { quota, startedAt } = entry;
    if (spentUnits - startedAt > quota.units) throw new Stopped('quota', entry);
    if (quota.deadlineMs !== undefined && Date.now() > quota.deadlineMs) throw new Stopped('quota', entry);
    if (quota.cancelled?.()) throw new Stopped('cancelled', entry);
  }
  scheduleCheck();
}

function scheduleCheck(): void {
  nextCheck = Infinity;
  for (const { quota, startedAt } of running) {
    nextCheck = Math.min(nextCheck, startedAt + quota.units + 1);
    if (quota.deadlineMs !== undefined || quota.cancelled) nextCheck = Math.min(nextCheck, spentUnits + CLOCK_INTERVAL);
  }
}

/** Runs `work` within a budget. */
export function withQuota<T>(quota: Quota, work: () => T): Outcome<T> {
  const startedAt = spentUnits;
  const entry: Running = { quota, startedAt };
  running.push(entry);
  scheduleCheck();
  try {
    const value = work();
    return { ok: true, value, spent: spentUnits - startedAt };
  } catch (thrown) {
    if (!(thrown instanceof Stopped) || thrown.entry !== entry) throw thrown;
    stops++;
    return { ok: false, stopped: thrown.reason, spent: spentUnits - startedAt };
  } finally {
    running.pop();
    scheduleCheck();
  }
}

/** How often work was stopped since the process began: a benchmark must not count such an answer. */
export function quotaStops(): number {
  return stops;
}
