/** The nearest name to a misspelt one, for messages and fixes. */

/**
 * @returns the candidate with the smallest edit distance to `name`, if it is at most one for each three letters of the
 * name, and a case difference (which costs half) in any case; the first such one in order, or undefined. So of names of one
 * or two letters only the case may differ.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.floor(name.length / 3) + 0.51;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > bestDistance) continue;
    const distance = editDistance(name, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein distance by rows of the table; a letter that differs only in case costs one half. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const left = a[i - 1] as string;
      const right = b[j - 1] as string;
      const change = left === right ? 0 : left.toLowerCase() === right.toLowerCase() ? 0.5 : 1;
      row.push(Math.min((previous[j] as number) + 1, (row[j - 1] as number) + 1, (previous[j - 1] as number) + change));
    }
    previous = row;
  }
  return previous[b.length] as number;
}

/** @returns ` Did you mean \`x\`?`, or the possible names if they are few, or nothing. */
export function suggestion(name: string, names: readonly string[]): string {
  const candidates = [...new Set(names)];
  const nearest = nearestName(name, candidates);
  if (nearest !== undefined) return ` Did you mean \`${nearest}\`?`;
  if (candidates.length === 0 || candidates.length > 8) return '';
  return ` There ${candidates.length === 1 ? 'is' : 'are'} ${candidates.map((c) => `\`${c}\``).join(', ')}.`;
}
