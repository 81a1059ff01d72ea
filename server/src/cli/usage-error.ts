/** Wrong use or unreadable input: one line on stderr that says what, where and what to do; exit code 2. */
export class UsageError extends Error {}
