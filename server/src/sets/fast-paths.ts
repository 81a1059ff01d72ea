/**
 * A switch for tests: with the fast paths off, the same questions go the long way, and the answers must be equal.
 *
 * Fast paths are exact shortcuts that decide most questions about programs: elimination of unknowns with unit
 * coefficients before the simplex (boxes, separable accesses, strides after their equality is solved), and constraints
 * that follow from a single other one.
 */
let enabled = true;

export function fastPaths(): boolean {
  return enabled;
}

/** Runs `work` without fast paths. */
export function withoutFastPaths<T>(work: () => T): T {
  const before = enabled;
  enabled = false;
  try {
    return work();
  } finally {
    enabled = before;
  }
}
