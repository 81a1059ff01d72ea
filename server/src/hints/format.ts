/** Numbers as people read them: `4 MiB`, `1.21×`, `1,048,576`. Bounds carry `≤`. */
import type { Bounded } from '../analysis/bounded.ts';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** @returns bytes in the largest unit of which there is at least one, with up to three figures: `4 MiB`, `97.7 KiB`. */
export function formatBytes(bytes: bigint): string {
  let unit = 0;
  let scale = 1n;
  while (unit < UNITS.length - 1 && bytes >= scale * 1024n) {
    unit++;
    scale *= 1024n;
  }
  return `${formatRatio(bytes, scale)} ${UNITS[unit]}`;
}

/** @returns numerator / denominator with up to three figures and no trailing zeros; the denominator must not be 0. */
export function formatRatio(numerator: bigint, denominator: bigint): string {
  const whole = numerator / denominator;
  if (whole >= 100n || numerator % denominator === 0n)
    return groupDigits((numerator * 2n + denominator) / (denominator * 2n));
  const digits = whole >= 10n ? 1 : 2;
  const scaled = (numerator * 2n * 10n ** BigInt(digits) + denominator) / (denominator * 2n);
  const text = scaled.toString().padStart(digits + 1, '0');
  const decimals = text.slice(-digits).replace(/0+$/, '');
  const head = text.slice(0, -digits);
  return decimals === '' ? head : `${head}.${decimals}`;
}

/** @returns the integer with commas between groups of three digits. */
export function groupDigits(value: bigint): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

/** @returns `≤` for a bound, nothing for an exact number. */
export function mark({ exact }: { readonly exact: boolean }): string {
  return exact ? '' : '≤';
}

/** @returns the refetch factor: `8×`. An inexact one has no direction of error, so it is left out: undefined. */
export function formatRefetch(moved: Bounded, distinct: Bounded): string | undefined {
  if (!moved.exact || !distinct.exact || distinct.value === 0n) return undefined;
  return `${formatRatio(moved.value, distinct.value)}×`;
}
