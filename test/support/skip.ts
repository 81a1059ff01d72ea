import type { TestContext } from 'vitest';

/** What a test needs from the machine beyond npm's packages. */
export interface Requirement {
  /** Whether the machine has it. */
  readonly met: boolean;
  /** Said beside the skipped test: what is missing, and how to get it. */
  readonly reason: string;
  /** The CI script installs it, so its absence there is a failure and no test is lost in silence. */
  readonly inCi: boolean;
}

/** Skips the test that calls it, with a reason that `npm test` repeats in its last lines, unless the requirement is met. */
export function skipUnless(context: TestContext, requirement: Requirement): void {
  if (requirement.met) return;
  if (requirement.inCi && process.env.CI === 'true') throw new Error(`required with CI=true: ${requirement.reason}`);
  context.skip(requirement.reason);
}
