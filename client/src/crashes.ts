/**
 * How often the server may die before the client stops starting it again.
 *
 * A server that dies once is started again without a word; one that dies with every edit would otherwise
 * flicker for ever, so after `limit` deaths within `windowMs` the answer is "give up" and the user is asked.
 */
export class CrashBudget {
  #deaths: number[] = [];
  readonly #limit: number;
  readonly #windowMs: number;

  constructor(limit = 4, windowMs = 180_000) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /** Notes one death at `now` (milliseconds) and says what to do. */
  recordDeath(now: number): 'restart' | 'give-up' {
    this.#deaths = this.#deaths.filter((death) => now - death < this.#windowMs);
    this.#deaths.push(now);
    return this.#deaths.length > this.#limit ? 'give-up' : 'restart';
  }

  /** Forgets the past: a restart asked for by the user begins with a full budget. */
  reset(): void {
    this.#deaths = [];
  }
}
