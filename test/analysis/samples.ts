/** Samples as one text, for tests that hand the same text to the server and to the oracle. */
import { sample } from '../support/workspace.ts';

/** @returns the samples one behind the other, without their `use` lines. */
export function joinedSamples(...names: string[]): string {
  return names.map((name) => sample(name).replace(/^use .*$/gm, '')).join('\n');
}
