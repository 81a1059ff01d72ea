/**
 * Quantities with units → plain numbers in base units: bytes, bytes per nanosecond, nanoseconds, gigahertz, cycles.
 *
 * Example: `24 MiB` is 25,165,824 bytes; `17 B/ns` is 17 bytes per nanosecond; `1.3 us` is 1300 nanoseconds.
 */

export type Dimension = 'bytes' | 'rate' | 'time' | 'frequency' | 'cycles' | 'count';

interface Unit {
  readonly dimension: Dimension;
  readonly factor: number;
}

const UNITS: ReadonlyMap<string, Unit> = new Map(
  Object.entries({
    B: { dimension: 'bytes', factor: 1 },
    KiB: { dimension: 'bytes', factor: 2 ** 10 },
    MiB: { dimension: 'bytes', factor: 2 ** 20 },
    GiB: { dimension: 'bytes', factor: 2 ** 30 },
    TiB: { dimension: 'bytes', factor: 2 ** 40 },
    KB: { dimension: 'bytes', factor: 1e3 },
    MB: { dimension: 'bytes', factor: 1e6 },
    GB: { dimension: 'bytes', factor: 1e9 },
    ps: { dimension: 'time', factor: 1e-3 },
    ns: { dimension: 'time', factor: 1 },
    us: { dimension: 'time', factor: 1e3 },
    ms: { dimension: 'time', factor: 1e6 },
    s: { dimension: 'time', factor: 1e9 },
    kHz: { dimension: 'frequency', factor: 1e-6 },
    MHz: { dimension: 'frequency', factor: 1e-3 },
    GHz: { dimension: 'frequency', factor: 1 },
    cycles: { dimension: 'cycles', factor: 1 },
  } satisfies Record<string, Unit>),
);

/** @returns value and dimension of a quantity, or undefined for an unknown unit or a malformed number. */
export function quantity(
  number: string,
  unit: string | undefined,
): { value: number; dimension: Dimension } | undefined {
  const value = Number(number);
  if (!Number.isFinite(value)) return undefined;
  if (unit === undefined) return { value, dimension: 'count' };
  const [numerator = '', denominator, ...rest] = unit.split('/').map((part) => part.trim());
  const top = UNITS.get(numerator);
  if (!top || rest.length > 0) return undefined;
  if (denominator === undefined) return { value: value * top.factor, dimension: top.dimension };
  const bottom = UNITS.get(denominator);
  if (top.dimension !== 'bytes' || bottom?.dimension !== 'time') return undefined;
  return { value: (value * top.factor) / bottom.factor, dimension: 'rate' };
}
