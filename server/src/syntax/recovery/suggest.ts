/** Guesses which keyword was meant. */

/** What a declaration begins with. */
export const declarationKeywords: readonly string[] = [
  'use',
  'target',
  'op',
  'extern op',
  'kernel',
  'net',
  'case',
  'const',
];

/** " Did you mean `x`?" for a keyword quoted in `choice` that differs from `found` by one slip, else ''. */
export function didYouMean(found: string, choice: string): string {
  for (const [, keyword = ''] of choice.matchAll(/`([a-z]+)/g)) {
    if (found !== keyword && isOneSlip(found.toLowerCase(), keyword)) return ` Did you mean \`${keyword}\`?`;
  }
  return '';
}

/** Is one a letter more, less or other than the other, or are two neighbours exchanged? Case does not count. */
export function isOneSlip(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.min(a.length, b.length) < 2 || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const restA = a.slice(start);
  const restB = b.slice(start);
  const exchanged = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
  return (
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB.slice(1) ||
    (restA.length > 1 && exchanged)
  );
}
