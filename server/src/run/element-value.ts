/**
 * Rounding to element types, as a value has it that is stored in them.
 *
 * Floats round to the nearest, ties to even; what is too large becomes infinite (NaN in f8e4m3, which has no infinity).
 * Integers are cut toward zero and then to the range of the type; NaN becomes 0. A bool is 0 or 1.
 *
 * Worked example: 1 + 2^-11 lies in the middle of the f16 numbers 1 and 1 + 2^-10, and becomes 1, whose last bit is even.
 */

interface FloatFormat {
  /** Bits behind the leading one. */
  readonly mantissa: number;
  /** Exponent of the smallest normal number. */
  readonly least: number;
  readonly largest: number;
  readonly infinite: boolean;
}

/** IEEE 754; bf16; tf32 (NVIDIA: 8 exponent and 10 mantissa bits); f8 as in "FP8 Formats for Deep Learning", table 1. */
const FLOATS: Readonly<Record<string, FloatFormat>> = {
  tf32: { mantissa: 10, least: -126, largest: (2 - 2 ** -10) * 2 ** 127, infinite: true },
  f16: { mantissa: 10, least: -14, largest: 65504, infinite: true },
  bf16: { mantissa: 7, least: -126, largest: (2 - 2 ** -7) * 2 ** 127, infinite: true },
  f8e4m3: { mantissa: 3, least: -6, largest: 448, infinite: false },
  f8e5m2: { mantissa: 2, least: -14, largest: 57344, infinite: true },
};

const INTEGERS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  i32: [-(2 ** 31), 2 ** 31 - 1],
  i16: [-(2 ** 15), 2 ** 15 - 1],
  i8: [-128, 127],
  u8: [0, 255],
  i4: [-8, 7],
};

/** @returns the function that rounds to a type; undefined for f64, and for a name that is no type. */
export function rounding(type: string): ((value: number) => number) | undefined {
  if (type === 'f32') return Math.fround;
  if (type === 'bool') return (value) => (value === 0 ? 0 : 1);
  const float = Object.hasOwn(FLOATS, type) ? FLOATS[type] : undefined;
  if (float) return (value) => roundFloat(value, float);
  const integer = Object.hasOwn(INTEGERS, type) ? INTEGERS[type] : undefined;
  if (!integer) return undefined;
  const [least, most] = integer;
  return (value) => (Number.isNaN(value) ? 0 : Math.min(Math.max(Math.trunc(value), least), most) + 0);
}

function roundFloat(value: number, { mantissa, least, largest, infinite }: FloatFormat): number {
  if (value === 0 || !Number.isFinite(value)) return infinite || value === 0 ? value : Number.NaN;
  const unit = 2 ** (Math.max(exponentOf(Math.abs(value)), least) - mantissa);
  const rounded = roundToEven(value / unit) * unit;
  if (Math.abs(rounded) <= largest) return rounded;
  if (!infinite) return Number.NaN;
  return rounded > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

/** The exponent e with 2^e <= value < 2^(e+1); `log2` may be off by one near a power of two. */
function exponentOf(value: number): number {
  const guess = Math.floor(Math.log2(value));
  if (2 ** guess > value) return guess - 1;
  return 2 ** (guess + 1) <= value ? guess + 1 : guess;
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}
